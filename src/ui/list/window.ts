import type { LitElement } from 'lit';
import type { Message } from '../../core/model.js';
import type { ChatState } from '../../core/state.js';
import { toRows } from '../rows.js';
import type { Row } from '../rows.js';
import type { ScrollKeeper } from '../scroll-keeper.js';
import { writePositions } from './positions.js';
import { sizeFor, slide } from './slide.js';
import type { View } from './slide.js';

type Host = LitElement & { state: ChatState };

const KEYS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];

/**
 * Draws only a part of a long list: the messages in view and as many around them. It decides which;
 * that they stand still meanwhile is the keeper's affair.
 */
export class ListWindow {
  #host: Host;
  #log: HTMLElement;
  #keeper: ScrollKeeper;
  #messages: readonly Message[];
  #isOpen: boolean;
  #from: number;
  /** Index that the next drawing must contain. */
  #wish: number | undefined;
  /** Before which message the divider stands. */
  #unreadKey: string | undefined;
  /** Key of the row that had the focus when it left the window. */
  #left: string | undefined;
  #frame = 0;

  /** @param host with the newest of its messages on screen */
  constructor(host: Host, keeper: ScrollKeeper) {
    this.#host = host;
    this.#log = host.querySelector<HTMLElement>('.log')!;
    this.#keeper = keeper;
    this.#messages = host.state.messages;
    this.#isOpen = host.state.open;
    this.#from = this.#messages.length - this.#drawn().length;
    this.#unreadKey = this.#log.querySelector<HTMLElement>('.unread + li')?.dataset['key'];
    this.#log.addEventListener('scroll', () => this.#follow());
    // Before the list's own keys, which know only of rows that are drawn.
    this.#log.addEventListener('keydown', (event) => this.#bring(event), { capture: true });
    this.#log.addEventListener('blur', () => (this.#left = undefined));
    host.requestUpdate();
  }

  /** Index of the first message that is drawn. */
  get from(): number {
    return this.#from;
  }

  /** What to draw of this state, at most once per drawing. */
  rows(state: ChatState, unreadKey?: string, unreadCount?: number): Row[] {
    const { messages } = state;
    this.#wish ??= this.#begin(state, unreadKey);
    const place = this.#place(messages);
    const from = slide(place.from, place.view, messages.length);
    const to = Math.min(from + sizeFor(messages.length), messages.length);
    this.#keepFocus(messages.slice(from, to));
    this.#messages = messages;
    this.#from = from;
    this.#wish = undefined;
    this.#keeper.showTail = to < messages.length ? () => this.#show(Infinity) : undefined;
    // Once per frame: a burst of messages would write them over and over.
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#number());
    // One more on each side tells whether a day or a group begins or ends at the edge.
    const rows = toRows(messages.slice(Math.max(0, from - 1), to + 1), unreadKey, unreadCount);
    const after = (message: Message | undefined): number => rows.findIndex(({ key }) => key === message?.key) + 1;
    return rows.slice(after(messages[from - 1]), after(messages[to - 1]));
  }

  /** Draws this message and what is around it. */
  reveal(key: string): void {
    this.#show(this.#messages.findLastIndex((message) => message.key === key));
  }

  #show(index: number): void {
    this.#wish = index;
    this.#host.requestUpdate();
    // At once: what follows scrolls to it, or gives it the focus.
    this.#host['performUpdate']();
  }

  #follow(): void {
    if (slide(this.#from, this.#view(), this.#messages.length) !== this.#from) this.#host.requestUpdate();
  }

  /** A panel that opens begins at the divider, or at the end. */
  #begin({ messages, open }: ChatState, unreadKey: string | undefined): number | undefined {
    const isNew = unreadKey !== undefined && unreadKey !== this.#unreadKey;
    const isOpening = open && !this.#isOpen;
    this.#unreadKey = unreadKey;
    this.#isOpen = open;
    if (isNew) return messages.findIndex(({ key }) => key === unreadKey);
    return isOpening ? Infinity : undefined;
  }

  /**
   * Draws what a key of the log may lead to from where the focus is, or was. Where the list draws
   * other rows for that, the key starts again from there.
   */
  #bring(event: KeyboardEvent): void {
    const origin = event.target as HTMLElement;
    const { key, altKey, ctrlKey, metaKey } = event;
    if (!KEYS.includes(key) || altKey || ctrlKey || metaKey) return;
    const start = this.#indexOf(origin);
    if (start < 0 && origin !== this.#log) return; // a control's own
    this.#show(key === 'Home' ? 0 : key === 'End' || start < 0 ? Infinity : start);
    const row = this.#drawn()[start - this.#from] ?? this.#log;
    if (row === origin) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    row.dispatchEvent(new KeyboardEvent(event.type, event));
  }

  /** A row's, or that of the row where the focus was before the window moved away from it. */
  #indexOf(origin: HTMLElement): number {
    const place = this.#drawn().indexOf(origin);
    if (place >= 0) return this.#from + place;
    return this.#left === undefined || origin !== this.#log ? -1 : this.#messages.findIndex(({ key }) => key === this.#left);
  }

  /** The messages on screen, in their order. */
  #drawn(): HTMLElement[] {
    return [...this.#log.querySelectorAll<HTMLElement>('li[data-key]:not(.unread)')];
  }

  /** By the last drawing; the middle of the window where nothing can be measured. */
  #view(): View {
    const rows = this.#drawn();
    const { scrollTop, clientHeight } = this.#log;
    const first = countWhile(rows, (row) => row.offsetTop + row.offsetHeight <= scrollTop);
    const last = countWhile(rows, (row) => row.offsetTop < scrollTop + clientHeight) - 1;
    const middle = rows.length >> 1;
    const isSeen = clientHeight > 0 && first <= last;
    return { first: this.#from + (isSeen ? first : middle), last: this.#from + (isSeen ? last : middle) };
  }

  /** In terms of the new list, as is `from`. */
  #place(messages: readonly Message[]): { from: number; view: View } {
    const { length } = messages;
    const wish = this.#wish ?? (this.#keeper.stuck ? Infinity : undefined);
    if (wish !== undefined) {
      const index = Math.min(wish, length - 1);
      return { from: this.#from, view: { first: index, last: index } };
    }
    const { first, last } = this.#view();
    const shift = this.#shift(messages, first);
    return { from: this.#from + shift, view: { first: first + shift, last: last + shift } };
  }

  /** By how many places the first message in view has moved in the list. */
  #shift(messages: readonly Message[], first: number): number {
    const old = this.#messages;
    const key = old[first]?.key;
    const guess = [first, first + messages.length - old.length].find((index) => messages[index]?.key === key);
    const index = guess ?? messages.findIndex((message) => message.key === key);
    return index < 0 ? 0 : index - first;
  }

  /** The focus must not fall out of the panel with a row that is not among the next. */
  #keepFocus(next: readonly Message[]): void {
    const { activeElement } = this.#log.getRootNode() as ShadowRoot;
    if (!activeElement || activeElement === this.#log || !this.#log.contains(activeElement)) return;
    const key = activeElement.closest<HTMLElement>('li[data-key]')?.dataset['key'];
    if (!key || next.some((message) => message.key === key)) return;
    this.#log.focus({ preventScroll: true });
    this.#left = key;
  }

  #number(): void {
    this.#frame = 0;
    const { length } = this.#messages;
    const total = this.#host.state.hasOlder ? -1 : length;
    writePositions(this.#log.querySelectorAll('ol[role] > li'), this.#from, length > sizeFor(length) ? total : undefined);
  }
}

/** How many rows from the first on it holds for, which then holds for none. Each look at a row costs. */
function countWhile(rows: readonly HTMLElement[], isBefore: (row: HTMLElement) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(rows[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
