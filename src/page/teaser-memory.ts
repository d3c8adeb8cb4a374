import { createKeep, scopeOf, type Keep } from '../storage/keep.js';

const VISIT_MS = 30 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const MOST = 50;

/** `until`: teaser's id → when it may come again. `seen`: when this visit, in which one was shown, last went on. */
type Kept = { until?: Record<string, number>; seen?: number };

/** Which teasers the visitor has had enough of. */
export class TeaserMemory {
  #keep: Keep;

  constructor(host: Element) {
    // Of whoever is the visitor now, even if it is closed when somebody else is.
    this.#keep = createKeep(host, false, scopeOf(host));
  }

  isDismissed(id: string): boolean {
    return (this.#read().until?.[id] ?? 0) > Date.now();
  }

  dismiss(id: string, days: number): void {
    const { until, ...rest } = this.#read();
    const now = Date.now();
    // The newest stay, as many as are useful.
    const entries = Object.entries({ ...until, [id]: now + days * DAY_MS }).filter(([, end]) => end > now);
    this.#write({ ...rest, until: Object.fromEntries(entries.slice(-MOST)) });
  }

  /** Whether one was shown in this visit, which goes on with every page that is looked at within half an hour. */
  get wasSeen(): boolean {
    const { seen = 0 } = this.#read();
    const isSameVisit = Math.abs(Date.now() - seen) < VISIT_MS;
    if (isSameVisit) this.see();
    return isSameVisit;
  }

  see(): void {
    this.#write({ ...this.#read(), seen: Date.now() });
  }

  #read(): Kept {
    try {
      const { until, seen } = JSON.parse(this.#keep.get('teaser') ?? '{}') as Kept;
      return { ...(typeof until === 'object' && { until }), ...(typeof seen === 'number' && { seen }) };
    } catch {
      return {}; // somebody else's
    }
  }

  #write(kept: Kept): void {
    this.#keep.set('teaser', JSON.stringify(kept));
  }
}
