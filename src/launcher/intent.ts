/** Calls `run` once when somebody is about to use `target`: code can be fetched before the click. */
export function onIntent(target: HTMLElement, run: () => void): void {
  const control = new AbortController();
  const once = (): void => {
    control.abort();
    run();
  };
  for (const type of ['pointerenter', 'focus', 'touchstart']) {
    target.addEventListener(type, once, { signal: control.signal, passive: true });
  }
}

/** Calls `run` when the page has nothing better to do; the answer cancels that. */
export function onIdle(run: () => void): () => void {
  // WebKit has no requestIdleCallback.
  if ('requestIdleCallback' in globalThis) {
    const handle = requestIdleCallback(run, { timeout: 3_000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(run, 200);
  return () => clearTimeout(timer);
}
