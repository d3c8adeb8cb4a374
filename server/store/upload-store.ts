import { withoutNulls } from './columns.js';
import type { Sqlite } from './sqlite.js';

const columns = 'id, secret, visitor_id AS visitorId, name, mime, size, width, height';

export type UploadRow = {
  id: string;
  /** The unguessable part of the file's address. */
  secret: string;
  visitorId: string;
  name: string;
  mime: string;
  size: number;
  width?: number;
  height?: number;
};

/** Rows of uploaded files; their bytes lie beside them, so erasing a visitor erases the files. */
export class UploadStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  insert({ visitorId, ...upload }: UploadRow, bytes: Uint8Array, now: number): void {
    this.#db.insert('uploads', { ...upload, visitor_id: visitorId, bytes, created_ms: now });
  }

  find(id: string): UploadRow | undefined {
    const row = this.#db.get(`SELECT ${columns} FROM uploads WHERE id = ?`, id);
    return row && withoutNulls<UploadRow>(row);
  }

  /** The file behind an address. */
  read(secret: string): { upload: UploadRow; bytes: Uint8Array } | undefined {
    const row = this.#db.get(`SELECT ${columns}, bytes FROM uploads WHERE secret = ?`, secret);
    if (!row) return undefined;
    const { bytes, ...upload } = withoutNulls<UploadRow & { bytes: Uint8Array }>(row);
    return { upload, bytes };
  }

  /** A message carries it now, so housekeeping leaves it alone. */
  markUsed(id: string): void {
    this.#db.run('UPDATE uploads SET used = 1 WHERE id = ?', id);
  }

  remove(id: string): void {
    this.#db.run('DELETE FROM uploads WHERE id = ?', id);
  }

  /** What all files take; the smallest costs a page of the database, too. */
  totalBytes(): number {
    return Number(this.#db.get('SELECT sum(max(size, 4096)) AS n FROM uploads')?.['n'] ?? 0);
  }

  /** The file that waits for its message the longest; answers whether there was one. */
  removeOldestUnused(): boolean {
    const oldest = 'SELECT rowid FROM uploads WHERE used = 0 ORDER BY created_ms LIMIT 1';
    return this.#db.run(`DELETE FROM uploads WHERE rowid = (${oldest})`).changes > 0;
  }

  /** Files that no message took, older than `before` (ms). */
  removeUnused(before: number): number {
    return this.#db.run('DELETE FROM uploads WHERE used = 0 AND created_ms < ?', before).changes;
  }

  moveToVisitor(from: string, to: string): void {
    this.#db.run('UPDATE uploads SET visitor_id = ? WHERE visitor_id = ?', to, from);
  }
}
