import type { PanelClock } from '../page-clock.js';

/** Browsers say `dragover` twice a second at least, also while nothing moves. */
const SILENT_MS = 1_000;

export type Catcher = {
  clock: PanelClock;
  /** Files can be sent now. */
  canTake(): boolean;
  /** What lies over the panel meanwhile. */
  createCover(): HTMLElement;
  onFiles(files: File[]): void;
  /** The cover came or went. */
  onCover(isThere: boolean): void;
};

const hasFiles = ({ dataTransfer }: DragEvent): boolean => !!dataTransfer?.types.includes('Files');

/** Words with a picture of them, as office programs copy cells: the words are meant. */
const meansWords = (data: DataTransfer): boolean => data.types.includes('text/html') && !!data.getData('text/plain').trim();

/**
 * Takes files that are dropped on the panel or pasted into it, and no others: what is dragged over the page is
 * the page's. A file that misses its target inside the panel must not make the browser leave the page.
 * @returns stops it
 */
export function catchFiles(panel: HTMLElement, { clock, canTake, createCover, onFiles, onCover }: Catcher): () => void {
  let cover: HTMLElement | undefined;
  let cancel: (() => void) | undefined;
  const hide = (): void => {
    cancel?.();
    if (!cover) return;
    cover.remove();
    cover = undefined;
    onCover(false);
  };
  const over = (event: DragEvent): void => {
    if (!own(event)) return;
    const isTaken = canTake();
    event.dataTransfer!.dropEffect = isTaken ? 'copy' : 'none';
    if (!isTaken) return hide();
    // From now on the cover is the only target, so that a "leave" is one.
    if (!cover) {
      panel.append((cover = createCover()));
      onCover(true);
    }
    // Some ways out tell nobody: straight from a child to outside, or Escape.
    cancel?.();
    cancel = clock.setTimer(hide, SILENT_MS);
  };
  const leave = (event: DragEvent): void => {
    if (own(event) && event.target === cover) hide();
  };
  const drop = (event: DragEvent): void => {
    if (!own(event)) return;
    hide();
    const files = [...event.dataTransfer!.files];
    if (files.length && canTake()) onFiles(files);
  };
  const paste = (event: ClipboardEvent): void => {
    const data = event.clipboardData;
    if (!data?.files.length || !canTake() || meansWords(data)) return;
    event.preventDefault();
    onFiles([...data.files]);
  };
  const control = new AbortController();
  const { signal } = control;
  panel.addEventListener('dragenter', over, { signal });
  panel.addEventListener('dragover', over, { signal });
  panel.addEventListener('dragleave', leave, { signal });
  panel.addEventListener('drop', drop, { signal });
  panel.addEventListener('paste', paste, { signal });
  return () => {
    control.abort();
    hide();
  };
}

/** Files: neither the browser nor the page has anything to do with them here. */
function own(event: DragEvent): boolean {
  if (!hasFiles(event)) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}
