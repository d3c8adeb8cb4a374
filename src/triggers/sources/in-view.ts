/** What the selector asks of an element besides its place; nothing else is watched. */
const attributesIn = (selector: string): string[] => [
  ...['class', 'id', 'hidden'],
  ...[...selector.matchAll(/\[\s*([\w-]+)/g)].map(([, name]) => name!),
];

/**
 * Whether something that a selector finds is to be seen. `refuse` is called for a selector that is none.
 * What is not there yet is waited for.
 */
export function watchInView(selector: string, tell: (isInView: boolean) => void, refuse: () => void): () => void {
  let found: Element | null = null;
  const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting));
  const changes = new MutationObserver(() => look());
  const look = (): void => {
    if (found?.isConnected && found.matches(selector)) return;
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
  changes.observe(document, { childList: true, subtree: true, attributeFilter: attributesIn(selector) });
  return () => {
    changes.disconnect();
    observer.disconnect();
  };
}
