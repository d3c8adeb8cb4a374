/** Calls `run` when somebody is about to use `target`: code can be fetched before the click. */
export function onIntent(target: HTMLElement, run: () => void): void {
  for (const type of ['pointerenter', 'focus', 'touchstart']) {
    target.addEventListener(type, run, { once: true, passive: true });
  }
}

/** Calls `run` when the page has nothing better to do; the answer cancels that. */
export function onIdle(run: () => void): () => void {
  // WebKit has no requestIdleCallback.
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run);
  return () => cancelIdleCallback(handle);
}
