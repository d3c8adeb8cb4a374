const SWAP_MS = 1_000;

/**
 * Puts a number before the page's title and takes it away again, by turns, while the page is hidden.
 * Only the text inside the title is touched, and left alone as soon as the page has written another.
 */
export class TitleCount {
  #count = (): number => 0;
  #text: Text | undefined;
  #own = '';
  #shown = '';
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `count` is asked each second; 0 ends it. */
  start(count: () => number): void {
    this.#count = count;
    if (this.#timer !== undefined || !document.hidden) return;
    this.#timer = setInterval(this.#tick, SWAP_MS);
    document.addEventListener('visibilitychange', this.#tick);
    this.#tick();
  }

  #tick = (): void => {
    const count = document.hidden ? this.#count() : 0;
    const wasShown = this.#restore();
    if (!count) return this.#stop();
    if (!wasShown) this.#show(count);
  };

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    document.removeEventListener('visibilitychange', this.#tick);
  }

  #show(count: number): void {
    const text = document.querySelector('title')?.firstChild;
    if (!(text instanceof Text)) return; // the address is shown in its place
    this.#text = text;
    this.#own = text.data;
    text.data = this.#shown = `(${count}) ${text.data.trimStart()}`;
  }

  /** Answers whether the number was there. */
  #restore(): boolean {
    const text = this.#text;
    this.#text = undefined;
    // The page has another title by now: it is the page's.
    if (text?.data === this.#shown && text.isConnected) text.data = this.#own;
    return text !== undefined;
  }
}
