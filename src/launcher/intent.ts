/** Calls `run` when somebody is about to use `target`: code can be fetched before the click. */
export function onIntent(target: HTMLElement, run: () => void): void {
  for (const type of ['pointerenter', 'focus']) {
    target.addEventListener(type, run, { once: true, passive: true });
  }
}
