import Libsql from 'libsql';

/** What may be bound to a statement. */
type Bindable = string | number | null | Uint8Array;

/** One result row, columns by name. */
export type Row = Record<string, unknown>;

/** A row to be written; the names stand in the code, never in what somebody sent. */
type Columns = Readonly<Record<string, Bindable | undefined>>;

interface Statement {
  run(...values: Bindable[]): { changes: number; lastInsertRowid: number | bigint };
  get(...values: Bindable[]): unknown;
  all(...values: Bindable[]): unknown[];
}

/** The part of libsql that is used. */
interface Connection {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): void;
}

/**
 * A thin typed face of libsql. Every call is synchronous, so a function that does not await
 * sees and leaves one consistent state: the services rely on it.
 */
export class Sqlite {
  readonly #connection: Connection;
  readonly #statements = new Map<string, Statement>();
  #depth = 0;

  /** @param path a file, or ':memory:'. Throws what libsql throws when it cannot be opened. */
  constructor(path: string) {
    this.#connection = new Libsql(path, { timeout: 2000 });
  }

  /** Runs statements without parameters, for schema and pragmas. */
  exec(sql: string): void {
    this.#connection.exec(sql);
  }

  /** Writes; answers how many rows changed and the last row id. */
  run(sql: string, ...values: Bindable[]): { changes: number; rowId: number } {
    const { changes, lastInsertRowid } = this.#bound(sql, values).run(...values);
    return { changes, rowId: Number(lastInsertRowid) };
  }

  /** Adds a row, given by its columns (undefined is null); answers its id. */
  insert(table: string, row: Columns): number {
    return this.#put('INSERT', table, row);
  }

  /** The same; one of the same key goes. */
  replace(table: string, row: Columns): void {
    this.#put('REPLACE', table, row);
  }

  /** The first row, or undefined. */
  get(sql: string, ...values: Bindable[]): Row | undefined {
    return (this.#bound(sql, values).get(...values) ?? undefined) as Row | undefined;
  }

  /** All rows. */
  all(sql: string, ...values: Bindable[]): Row[] {
    return this.#bound(sql, values).all(...values) as Row[];
  }

  /** All or nothing; nested calls join the outer transaction. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#depth++;
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      this.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /** Closes the file, which holds everything then: whoever copies it takes all of it along. */
  close(): void {
    this.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#statements.clear();
    this.#connection.close();
  }

  #put(verb: 'INSERT' | 'REPLACE', table: string, row: Columns): number {
    const names = Object.keys(row);
    const sql = `${verb} INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    return this.run(sql, ...Object.values(row).map((value) => value ?? null)).rowId;
  }

  /** The native binding aborts the process on a boolean, and types are no proof of what came from JSON. */
  #bound(sql: string, values: readonly unknown[]): Statement {
    if (!values.every(isBindable)) throw new TypeError(`a value cannot be stored: ${sql}`);
    return this.#prepared(sql);
  }

  #prepared(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function isBindable(value: unknown): value is Bindable {
  return typeof value === 'string' || typeof value === 'number' || value === null || value instanceof Uint8Array;
}
