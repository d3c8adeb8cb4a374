/** Pixels for a press of an arrow key; with Shift. */
const STEP = 16;
const LEAP = 64;

type Resize = (width: number, height: number, isByKey: boolean) => void;

/** The corner that is free to move: dragged, or moved by the arrow keys; Enter or a double click gives back the usual size. */
export class Grip {
  #button = document.createElement('button');
  #dialog: HTMLElement;
  #resize: Resize;

  constructor(dialog: HTMLElement, resize: Resize, reset: () => void) {
    this.#dialog = dialog;
    this.#resize = resize;
    const button = this.#button;
    button.type = 'button';
    button.className = 'grip';
    button.part.add('resize');
    button.addEventListener('pointerdown', this.#handleDown);
    button.addEventListener('keydown', this.#handleKey);
    button.addEventListener('dblclick', reset);
    // Of a key only: a drag ends with a click, too.
    button.addEventListener('click', (event) => event.detail === 0 && reset());
    dialog.append(button);
  }

  label(words: string): void {
    this.#button.ariaLabel = words;
    this.#button.title = words;
  }

  remove(): void {
    this.#button.remove();
  }

  /** Which way, in pixels from left to right, the panel grows. */
  get #outward(): number {
    const [grip, panel] = [this.#button, this.#dialog].map((box) => box.getBoundingClientRect());
    return grip!.left + grip!.width / 2 < panel!.left + panel!.width / 2 ? -1 : 1;
  }

  #handleDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault(); // no selection of text
    const button = this.#button;
    const { offsetWidth, offsetHeight } = this.#dialog;
    const outward = this.#outward;
    const control = new AbortController();
    const { signal } = control;
    try {
      button.setPointerCapture(event.pointerId);
    } catch {
      // Gone by now, or made by a script.
    }
    const move = (to: PointerEvent): void => {
      // Let go where nobody told us: over another frame, or while the page moved the element.
      if (!to.buttons) return control.abort();
      this.#resize(offsetWidth + outward * (to.clientX - event.clientX), offsetHeight + event.clientY - to.clientY, false);
    };
    button.addEventListener('pointermove', move, { signal });
    for (const type of ['pointerup', 'pointercancel'] as const) button.addEventListener(type, () => control.abort(), { signal });
  };

  #handleKey = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? LEAP : STEP;
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
    if (!x && !y) return;
    event.preventDefault();
    const { offsetWidth, offsetHeight } = this.#dialog;
    this.#resize(offsetWidth + this.#outward * x! * step, offsetHeight + y! * step, true);
  };
}
