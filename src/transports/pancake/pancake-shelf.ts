import type { HistoryPage, HistoryQuery } from '../../core/transport.js';
import { ChatError } from '../../core/errors.js';
import type { PancakeCalls } from './pancake-call.js';
import type { PancakeRow } from './pancake-message-mapper.js';

/** Asked for again with each page, so that one which shifted meanwhile leaves no hole. */
const OVERLAP = 2;
/** A first page shorter than this is all there is: the pages of such servers have 20 rows or more. */
const SHORT = 10;
/** Requests of one query: more is a backend that begins anew at every offset. */
const MAX_REQUESTS = 50;

/**
 * The messages that were read, from the newest backwards. The backend knows only an offset from the
 * newest message, which grows with each new one: pages overlap, and ids tell what is known.
 */
export class Shelf {
  readonly #get: PancakeCalls['get'];
  readonly #onPage: (rows: readonly PancakeRow[]) => void;
  #rows: PancakeRow[] = [];
  /** The oldest one is there. */
  #isWhole = false;

  /** @param onPage is told of the rows that a query hands out */
  constructor({ get }: PancakeCalls, onPage: (rows: readonly PancakeRow[]) => void) {
    this.#get = get;
    this.#onPage = onPage;
  }

  clear(): void {
    this.#rows = [];
    this.#isWhole = false;
  }

  /** Puts the row of a frame there. */
  add(rows: readonly PancakeRow[]): void {
    this.#put(rows, false);
  }

  /** Puts the newest page there; false when it does not touch what was there, which is then dropped. */
  join(page: readonly PancakeRow[]): boolean {
    const isJoined = !this.#rows[0] || page.some(({ id }) => this.#indexOf(id) >= 0);
    if (!isJoined) this.clear();
    this.#put(page, false);
    return isJoined;
  }

  /** @throws ChatError that of a request; `not-found` when the list has no such message */
  async page({ before, after, limit }: HistoryQuery, signal: AbortSignal): Promise<HistoryPage> {
    // Frames may be missing between what is there and what came: only a walk from the newest is sure.
    if (!before || this.#indexOf(before) < 0) await this.#readNewest(signal);
    const edge = before ?? after;
    if (edge) await this.#readUntil(() => this.#indexOf(edge) >= 0, signal);
    const place = edge ? this.#indexOf(edge) : this.#rows.length;
    if (place < 0) throw new ChatError('not-found', 'the list has no such message');
    if (after) {
      const newer = this.#shown(place + 1);
      return this.#hand(newer.slice(0, limit), newer.length > limit);
    }
    const older = (): PancakeRow[] => this.#shown(0, edge ? this.#indexOf(edge) : this.#rows.length);
    // One more than asked for tells that there are more.
    await this.#readUntil(() => older().length > limit, signal);
    const all = older();
    return this.#hand(all.slice(-limit), all.length > limit || !this.#isWhole);
  }

  async #readNewest(signal: AbortSignal): Promise<void> {
    const { rows, size } = await this.#get(0, signal);
    this.clear();
    this.#put(rows, false);
    this.#isWhole = size < SHORT;
  }

  /** Reads backwards until `isEnough`, or to the beginning. */
  async #readUntil(isEnough: () => boolean, signal: AbortSignal): Promise<void> {
    let offset = Math.max(0, this.#rows.length - OVERLAP);
    for (let n = 0; n < MAX_REQUESTS && !this.#isWhole && !isEnough(); n++) {
      const { rows, size } = await this.#get(offset, signal);
      this.#isWhole = size === 0;
      // A page without anything new lies among what newer messages have pushed down.
      offset += this.#put(rows, true) === 0 ? size : Math.max(1, size - OVERLAP);
    }
  }

  /** Answers how many were new. Stable: what has the same time stays as the backend had it. */
  #put(given: readonly PancakeRow[], isOlder: boolean): number {
    const byId = new Map(given.map((row) => [row.id, row]));
    const kept = this.#rows.map((row) => byId.get(row.id) ?? row);
    for (const { id } of kept) byId.delete(id);
    const rows = isOlder ? [...byId.values(), ...kept] : [...kept, ...byId.values()];
    this.#rows = rows.sort((a, b) => a.message.createdAt - b.message.createdAt);
    return byId.size;
  }

  #indexOf(id: string): number {
    return this.#rows.findIndex((row) => row.id === id);
  }

  #shown(from: number, to?: number): PancakeRow[] {
    return this.#rows.slice(from, to).filter(({ isRemoved }) => !isRemoved);
  }

  #hand(page: readonly PancakeRow[], hasMore: boolean): HistoryPage {
    this.#onPage(page);
    return { messages: page.map(({ message }) => message), hasMore };
  }
}
