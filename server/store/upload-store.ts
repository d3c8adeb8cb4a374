import { optionalNumberOf, textOf } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';
import { withDefined } from './with-defined.js';

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

  insert(upload: UploadRow, bytes: Uint8Array, now: number): void {
    this.#db.run(
      `INSERT INTO uploads (id, secret, visitor_id, name, mime, size, width, height, bytes, created_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      upload.id,
      upload.secret,
      upload.visitorId,
      upload.name,
      upload.mime,
      upload.size,
      upload.width ?? null,
      upload.height ?? null,
      bytes,
      now,
    );
  }

  find(id: string): UploadRow | undefined {
    const row = this.#db.get(
      'SELECT id, secret, visitor_id, name, mime, size, width, height FROM uploads WHERE id = ?',
      id,
    );
    return row && toUpload(row);
  }

  /** The file behind an address. */
  read(secret: string): { upload: UploadRow; bytes: Uint8Array } | undefined {
    const row = this.#db.get('SELECT * FROM uploads WHERE secret = ?', secret);
    return row && { upload: toUpload(row), bytes: row['bytes'] as Uint8Array };
  }

  /** A message carries it now, so housekeeping leaves it alone. */
  markUsed(id: string): void {
    this.#db.run('UPDATE uploads SET used = 1 WHERE id = ?', id);
  }

  remove(id: string): void {
    this.#db.run('DELETE FROM uploads WHERE id = ?', id);
  }

  /** Files that no message took, older than `before` (ms). */
  removeUnused(before: number): number {
    return this.#db.run('DELETE FROM uploads WHERE used = 0 AND created_ms < ?', before).changes;
  }

  moveToVisitor(from: string, to: string): void {
    this.#db.run('UPDATE uploads SET visitor_id = ? WHERE visitor_id = ?', to, from);
  }

  removeOf(visitorId: string): void {
    this.#db.run('DELETE FROM uploads WHERE visitor_id = ?', visitorId);
  }
}

function toUpload(row: Row): UploadRow {
  const upload: UploadRow = {
    id: textOf(row, 'id'),
    secret: textOf(row, 'secret'),
    visitorId: textOf(row, 'visitor_id'),
    name: textOf(row, 'name'),
    mime: textOf(row, 'mime'),
    size: Number(row['size']),
  };
  return withDefined(upload, { width: optionalNumberOf(row, 'width'), height: optionalNumberOf(row, 'height') });
}
