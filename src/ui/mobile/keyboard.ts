/** Less is a toolbar of the browser. */
const KEYBOARD_PX = 120;

/** What the style sheet makes the dialog's place of. */
const PLACE = [['--_above', 'offsetTop'], ['--_left', 'offsetLeft'], ['--_free', 'height'], ['--_width', 'width']] as const;

/** Keeps the dialog in the part of the window that is to be seen: a keyboard may cover it, and a page be wider than the screen. The answer ends that. */
export function followKeyboard(dialog: HTMLElement): () => void {
  const view = globalThis.visualViewport;
  if (!view) return () => {};
  const fit = (): void => {
    // Enlarged by two fingers: what is free is no measure then.
    if (Math.abs(view.scale - 1) > 0.01) return;
    for (const [name, side] of PLACE) dialog.style.setProperty(name, `${view[side]}px`);
    dialog.classList.toggle('above-keys', innerHeight - view.height > KEYBOARD_PX);
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
  fit();
  return () => {
    view.removeEventListener('resize', fit);
    view.removeEventListener('scroll', fit);
    dialog.classList.remove('above-keys');
    for (const [name] of PLACE) dialog.style.removeProperty(name);
  };
}
