/** Less is a toolbar of the browser. */
const KEYBOARD_PX = 120;

/** Keeps the dialog in the part of the window that a keyboard leaves free; the answer ends that. */
export function followKeyboard(dialog: HTMLElement): () => void {
  const view = globalThis.visualViewport;
  if (!view) return () => {};
  const fit = (): void => {
    // Enlarged by two fingers: what is free is no measure then.
    if (Math.abs(view.scale - 1) > 0.01) return;
    dialog.style.setProperty('--_free', `${view.height}px`);
    dialog.style.setProperty('--_above', `${view.offsetTop}px`);
    dialog.classList.toggle('above-keys', innerHeight - view.height > KEYBOARD_PX);
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
  fit();
  return () => {
    view.removeEventListener('resize', fit);
    view.removeEventListener('scroll', fit);
    dialog.classList.remove('above-keys');
    for (const name of ['--_free', '--_above']) dialog.style.removeProperty(name);
  };
}
