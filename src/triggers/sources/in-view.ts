/**
 * Whether something that a selector finds is to be seen. `refuse` is called for a selector that is none.
 * What is not there yet is waited for.
 */
export function watchInView(selector: string, tell: (isInView: boolean) => void, refuse: () => void): () => void {
  let found: Element | null = null;
  const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting));
  const changes = new MutationObserver(() => look());
  const look = (): void => {
    if (found?.isConnected) return;
    observer.disconnect();
    if (found) tell(false);
    found = document.querySelector(selector);
    if (found) observer.observe(found);
  };
  try {
    look();
  } catch {
    refuse(); // no selector
    return () => {};
  }
  if (!found) tell(false);
  changes.observe(document, { childList: true, subtree: true });
  return () => {
    changes.disconnect();
    observer.disconnect();
  };
}
