import type { Emit } from '../../core/transport.js';
import type { PancakeRow } from './pancake-message-mapper.js';

const REMOVED = 'removed';

/** Tells the core what it does not know: frames and polls bring the same rows again and again. */
export type Reporter = {
  /**
   * Rows of a poll or a frame. True when one was new or had changed.
   * @param asOf when the poll was asked: what frames have told since then is fresher
   */
  tell(rows: readonly PancakeRow[], asOf?: number): boolean;
  /** A time of this reporter's own, for `asOf`. */
  readonly now: number;
  remove(id: string): void;
  gap(): void;
  raw(name: string, data: unknown): void;
  /** The core has these from a page of the history. */
  note(rows: readonly PancakeRow[]): void;
  knows(id: string): boolean;
  clear(): void;
};

export function createReporter(emit: Emit): Reporter {
  /** By id: what the row looked like, and when. */
  const told = new Map<string, { look: string; at: number }>();
  let now = 0;
  const keep = (id: string, look: string): void => void told.set(id, { look, at: ++now });
  const lookOf = ({ isRemoved, message }: PancakeRow): string => (isRemoved ? REMOVED : JSON.stringify(message.parts));

  const tellOne = (row: PancakeRow, asOf: number): boolean => {
    const before = told.get(row.id);
    const look = lookOf(row);
    if (before && (before.look === look || before.at > asOf)) return false;
    keep(row.id, look);
    if (look === REMOVED) emit({ type: 'message-deleted', id: row.id });
    else emit({ type: before ? 'message-updated' : 'message', message: row.message });
    return true;
  };

  return {
    // Every one of them, though the first were enough to know.
    tell: (rows, asOf = Infinity) => rows.map((row) => tellOne(row, asOf)).includes(true),
    get now() {
      return now;
    },
    remove(id) {
      if (told.get(id)?.look === REMOVED) return;
      keep(id, REMOVED);
      emit({ type: 'message-deleted', id });
    },
    gap: () => emit({ type: 'gap' }),
    raw: (name, data) => emit({ type: 'raw', name, data }),
    note(rows) {
      for (const row of rows) keep(row.id, lookOf(row));
    },
    knows: (id) => told.has(id),
    clear: () => told.clear(),
  };
}
