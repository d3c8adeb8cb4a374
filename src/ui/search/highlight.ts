import { findIn } from './fold.js';

/** Registries are of the whole page: two chats share these. */
const NAMES = ['chat-widget-match', 'chat-widget-current'] as const;

/** The words of a row, without those that only assistive technology hears. */
function textsOf(row: Element): Text[] {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement!.closest('.vh,.meta,.trouble,.name,.message-tools,svg')) texts.push(text);
  }
  return texts;
}

/** Where the folded `query` stands in the words of a row, across all that sets some of them apart. */
function rangesIn(row: Element, query: string): Range[] {
  const texts = textsOf(row);
  const whole = texts.map(({ data }) => data).join('');
  const toPoint = (place: number): [Text, number] => {
    let start = 0;
    for (const text of texts) {
      if (place <= start + text.length) return [text, place - start];
      start += text.length;
    }
    return [texts.at(-1)!, texts.at(-1)!.length];
  };
  return findIn(whole, query).map(([from, to]) => {
    const range = new Range();
    const [first, offset] = toPoint(from);
    // The end of one text is the begin of the next.
    if (offset === first.length) range.setStartAfter(first);
    else range.setStart(first, offset);
    range.setEnd(...toPoint(to));
    return range;
  });
}

/** Marks what was found, without a change to what is drawn: that belongs to the list. */
export class Marks {
  #log: HTMLElement;
  #mine: Range[][] = [[], []];
  /** Where the browser cannot highlight: boxes that lie over the words. */
  #boxes = document.createElement('div');

  constructor(log: HTMLElement) {
    this.#log = log;
    this.#boxes.className = 'marks';
    this.#boxes.ariaHidden = 'true';
  }

  show(rows: Iterable<HTMLElement>, query: string, current: string | undefined): void {
    this.clear();
    for (const row of rows) {
      const isCurrent = row.dataset['key'] === current;
      row.toggleAttribute('data-found', isCurrent);
      this.#mine[isCurrent ? 1 : 0]!.push(...rangesIn(row, query));
    }
    const { highlights } = CSS as Partial<typeof CSS>;
    if (!highlights) return this.#cover();
    NAMES.forEach((name, index) => {
      const shared = highlights.get(name) ?? new Highlight();
      highlights.set(name, shared);
      for (const range of this.#mine[index]!) shared.add(range);
    });
  }

  clear(): void {
    this.#log.querySelector('[data-found]')?.removeAttribute('data-found');
    this.#boxes.remove();
    NAMES.forEach((name, index) => {
      for (const range of this.#mine[index]!) (CSS as Partial<typeof CSS>).highlights?.get(name)?.delete(range);
      this.#mine[index] = [];
    });
  }

  #cover(): void {
    const { left, top } = this.#log.getBoundingClientRect();
    const { scrollLeft, scrollTop, clientLeft, clientTop } = this.#log;
    const boxes = this.#mine.flat().flatMap((range) => [...range.getClientRects()]);
    this.#boxes.replaceChildren(
      ...boxes.map((box) => {
        const mark = document.createElement('mark');
        mark.style.left = `${box.left - left + scrollLeft - clientLeft}px`;
        mark.style.top = `${box.top - top + scrollTop - clientTop}px`;
        mark.style.width = `${box.width}px`;
        mark.style.height = `${box.height}px`;
        return mark;
      }),
    );
    this.#log.append(this.#boxes);
  }
}
