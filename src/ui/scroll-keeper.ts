/** Nearer to the end than this, and new messages pull the list along. */
const STICKY_PX = 80;
/** Between a row that is scrolled to and the edge of the view. */
const AIR_PX = 8;

/**
 * Holds the reading position of a scrolling list. WebKit has no scroll anchoring, so all engines
 * use this one: at the end it stays at the end, elsewhere the first visible row stays where it is.
 * Measures by offsets: boxes are smaller than they are while the panel opens.
 */
export class ScrollKeeper {
  /** Draws the end of the conversation; there while that of the list is another, at which nothing stays. */
  showTail: (() => void) | undefined;
  #log: HTMLElement;
  #stuck = true;
  #at = -1;
  #anchor: { row: HTMLElement; offset: number } | undefined;

  constructor(log: HTMLElement) {
    this.#log = log;
  }

  get stuck(): boolean {
    return this.#stuck && !this.showTail;
  }

  /** After a scroll event. One that moved nothing is the echo of our own, come after a resize. */
  read(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    if (scrollTop === this.#at) return;
    this.#at = scrollTop;
    this.#stuck = !this.showTail && scrollHeight - scrollTop - clientHeight <= STICKY_PX;
    this.hold();
  }

  /** Before the rows change: what is on screen. Later sizes, as of parts that draw themselves, count from here. */
  hold(): void {
    if (this.stuck) return;
    const { scrollTop } = this.#log;
    const rows = this.#log.querySelectorAll<HTMLElement>('li[data-key]');
    const row = [...rows].find((row) => row.offsetTop + row.offsetHeight > scrollTop);
    this.#anchor = row && { row, offset: row.offsetTop };
  }

  /** After the rows, or their sizes, have changed. */
  restore(): void {
    if (this.stuck) return this.toEnd();
    const { row, offset } = this.#anchor ?? {};
    if (row?.isConnected && row.offsetTop !== offset) {
      this.#move(this.#log.scrollTop + row.offsetTop - offset!);
      this.#anchor!.offset = row.offsetTop;
    }
  }

  shows(row: HTMLElement | null): boolean {
    const { scrollTop, clientHeight } = this.#log;
    return !!row && row.offsetTop >= scrollTop && row.offsetTop < scrollTop + clientHeight;
  }

  /** The share of `row` that is on screen, or of the view that it fills. */
  shareOf(row: HTMLElement): number {
    const { scrollTop, clientHeight } = this.#log;
    const { offsetTop, offsetHeight } = row;
    const seen =
      Math.min(offsetTop + offsetHeight, scrollTop + clientHeight) - Math.max(offsetTop, scrollTop);
    return seen / Math.min(offsetHeight, clientHeight);
  }

  toEnd(): void {
    this.showTail?.();
    this.#stuck = true;
    this.#move(this.#log.scrollHeight);
  }

  /** Puts `row` at the top of the view, as far as the list is long enough. */
  toRow(row: HTMLElement): void {
    this.#move(row.offsetTop - AIR_PX);
    this.#at = -1;
    this.read();
  }

  #move(position: number): void {
    this.#log.scrollTop = position;
    this.#at = this.#log.scrollTop;
  }
}
