import { createKeep, scopeOf, storageOf, type Keep } from '../storage/keep.js';
import { limitOf, mostPerVisit, withFiring, type Firings, type Limit } from './limits.js';
import type { Rule } from './rule.js';
import { isRecord } from './values.js';

const NAME = 'triggers';
/** Who comes back later than this makes another visit. */
const VISIT_MS = 30 * 60_000;
const MOST_PAGES = 200;
/** By then what one tab has written is known to all. */
const SPREAD_MS = 5_000;

type Kept = {
  /** Name of this visit, when it began and when it last went on. */
  visit: string;
  began: number;
  seen: number;
  /** Visits so far, and pages of this one. */
  visits: number;
  count: number;
  /** How often each page was seen. */
  pages: Record<string, number>;
  rules: Record<string, Firings>;
};

/** Trailing slashes make no other page. */
export const toPath = (address: string): string => new URL(address).pathname.replace(/\/+$/, '') || '/';

/** What rules need to know of earlier pages and visits, for all tabs of this browser. Nothing is written before it is asked to. */
export class TriggerMemory {
  #host: Element;
  #keep: Keep;
  #now: () => number;
  /** The visit of who is looking at this page: it goes on until they look away. */
  #mine: string | undefined;
  #hasEntered = false;
  /** Held by this tab. */
  #locks = new Set<string>();
  #control = new AbortController();

  constructor(host: Element, now: () => number) {
    this.#host = host;
    this.#keep = createKeep(host);
    this.#now = now;
  }

  /** Whether it lasts from page to page: what cannot be counted is not known. */
  get lasts(): boolean {
    const consent = this.#host.getAttribute('consent') || 'granted';
    try {
      return consent === 'granted' && !/^(none|cookie)$/.test(storageOf(this.#host)) && Boolean(localStorage);
    } catch {
      return false; // blocked
    }
  }

  /** When this visit began. */
  get began(): number {
    return this.#read().began;
  }

  get sessionPages(): number {
    return this.#read().count;
  }

  get visits(): number {
    return this.#read().visits;
  }

  timesSeen(path: string): number {
    const { pages } = this.#read();
    return Object.hasOwn(pages, path) ? pages[path]! : 0;
  }

  /** The visitor has come to a page. */
  enter(path: string): void {
    this.#hasEntered = true;
    const kept = this.#read();
    const { [path]: times = 0, ...others } = kept.pages;
    // The newest are the last.
    const pages = [...Object.entries(others), [path, times + 1] as const].slice(-MOST_PAGES);
    this.#write({ ...kept, count: kept.count + 1, pages: Object.fromEntries(pages) });
  }

  /** The visitor looks here, or away: the visit goes on, or another has begun. */
  touch(): void {
    const kept = this.#read();
    // This page is the first of a visit that begins on it.
    if (this.#keep.get(NAME)) this.#write({ ...kept, count: kept.count || Number(this.#hasEntered) });
    if (document.hidden) this.#mine = undefined;
  }

  limitOf(rule: Rule): Limit | undefined {
    const { rules, visit } = this.#read();
    return limitOf(rule, Object.hasOwn(rules, rule.id) ? rules[rule.id] : undefined, visit, this.#now());
  }

  /** Whether this tab may do the part of a rule. */
  async claim(rule: Rule): Promise<boolean> {
    if (this.limitOf(rule) || !(await this.#isFirst(rule)) || this.limitOf(rule)) return false;
    const kept = this.#read();
    const { [rule.id]: known, ...rules } = kept.rules;
    this.#write({ ...kept, rules: { ...rules, [rule.id]: withFiring(known, kept.visit, this.#now()) } });
    return true;
  }

  stop(): void {
    this.#control.abort();
  }

  /** What one tab writes another reads a moment later only; of a lock all know at once. There is one for each time that a rule has left. */
  async #isFirst({ id, once, cooldown, ...rule }: Rule): Promise<boolean> {
    if (!this.lasts) return true;
    const isSingle = once || cooldown !== undefined;
    const { rules, visit } = this.#read();
    const done = Object.hasOwn(rules, id) && rules[id]!.visit === visit ? rules[id]!.times : 0;
    const most = isSingle ? 1 : mostPerVisit({ id, ...rule });
    const ms = Math.min(SPREAD_MS, (cooldown ?? Infinity) * 1000);
    for (let time = isSingle ? 1 : done + 1; time <= most; time++) {
      if (await this.#lock(`${scopeOf(this.#host)}:${id}:${time}`, ms)) return true;
    }
    return false;
  }

  #lock(name: string, ms: number): Promise<boolean> {
    if (this.#locks.has(name)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const hold = async (lock: Lock | null): Promise<void> => {
        resolve(!!lock);
        if (!lock) return;
        this.#locks.add(name);
        await new Promise<void>((done) => {
          const timer = setTimeout(done, ms);
          this.#control.signal.addEventListener('abort', () => (clearTimeout(timer), done()));
        });
        this.#locks.delete(name);
      };
      const { locks } = navigator as Partial<Navigator>;
      // None here, or refused: then two tabs may both be first.
      if (!locks) resolve(true);
      else locks.request(`chat-widget:trigger:${name}`, { ifAvailable: true }, hold).catch(() => resolve(true));
    });
  }

  #read(): Kept {
    const now = this.#now();
    const { visit, began, seen, visits, count, pages, rules } = parse(this.#keep.get(NAME));
    const lasting = {
      pages: isRecord(pages) ? (pages as Kept['pages']) : {},
      rules: isRecord(rules) ? (rules as Kept['rules']) : {},
    };
    const isSame = typeof visit === 'string' && typeof seen === 'number' && (visit === this.#mine || Math.abs(now - seen) < VISIT_MS);
    const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
    if (isSame && !document.hidden) this.#mine = visit;
    if (isSame) return { visit, began: number(began), seen, visits: number(visits) || 1, count: number(count), ...lasting };
    return { visit: now.toString(36), began: now, seen: now, visits: number(visits) + 1, count: 0, ...lasting };
  }

  #write(kept: Kept): void {
    this.#keep.set(NAME, JSON.stringify({ ...kept, seen: this.#now() }));
  }
}

function parse(text: string | undefined): Partial<Record<keyof Kept, unknown>> {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    return isRecord(kept) ? kept : {};
  } catch {
    return {}; // somebody else's
  }
}
