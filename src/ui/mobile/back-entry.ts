const MARK = 'chatWidget';

const isMarked = (state: unknown): boolean => (Object(state) as Record<string, unknown>)[MARK] === true;

/** Android asks an open dialog to close; everywhere else Back is a step in the history. */
const asksDialogs = (): boolean => 'CloseWatcher' in globalThis && navigator.userAgent.includes('Android');

/**
 * One entry of the history in front of the page's, so that Back means the chat. It has the page's
 * own address and state, with a mark in it: a router of the page that hears of a step out of it
 * finds itself where it was.
 */
export class BackEntry {
  #onBack: () => void;
  #href = '';
  #isOn = false;
  /** Taken back by us: its `popstate` is still to come. */
  #isLeaving = false;

  constructor(onBack: () => void) {
    this.#onBack = onBack;
  }

  add(): void {
    if (this.#isOn || asksDialogs()) return;
    this.#isOn = true;
    addEventListener('popstate', this.#handlePop);
    // One that is about to go is waited for; one that a reload has left is used again.
    if (!this.#isLeaving || !isMarked(history.state)) this.#push();
  }

  remove(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    // The page has gone on from there: what is on top is not ours to take back.
    if (!isMarked(history.state)) return this.#forget();
    if (!this.#isLeaving) history.back();
    this.#isLeaving = true;
  }

  #push(): void {
    this.#isLeaving = false;
    this.#href = location.href;
    if (isMarked(history.state)) return;
    const own = history.state as unknown;
    try {
      history.pushState({ ...(typeof own === 'object' ? own : {}), [MARK]: true }, '');
    } catch {
      // Not allowed here, or too often: Back then is the page's.
    }
  }

  #forget(): void {
    this.#isLeaving = false;
    removeEventListener('popstate', this.#handlePop);
  }

  #handlePop = (event: PopStateEvent): void => {
    // Into our entry, or to another place: not the step out of ours.
    if (isMarked(event.state) || location.href !== this.#href) return;
    if (this.#isLeaving) {
      if (this.#isOn) this.#push();
      else this.#forget();
      return;
    }
    this.#isOn = false;
    this.#forget();
    this.#onBack();
  };
}
