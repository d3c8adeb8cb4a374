/** Calls `run` when somebody is about to use `target`: code can be fetched before the click. */
export function onIntent(target: HTMLElement, run: () => void): void {
  for (const type of ['pointerenter', 'focus', 'touchstart']) {
    target.addEventListener(type, run, { once: true, passive: true });
  }
}

/** Calls `run` when the page has nothing better to do. */
export function onIdle(run: () => void): void {
  // WebKit has no requestIdleCallback.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run);
  else setTimeout(run, 200);
}
