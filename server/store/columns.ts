import type { Row } from './sqlite.js';

/** A text column that is never null. */
export function textOf(row: Row, column: string): string {
  return String(row[column]);
}

/** A JSON column that this server wrote itself; undefined when null. */
export function jsonOf<T>(row: Row, column: string): T | undefined {
  return typeof row[column] === 'string' ? (JSON.parse(row[column]) as T) : undefined;
}

/** The value for a JSON column. */
export function toJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** A row whose columns are called as the members are: what is null is absent, in JSON too. */
export function withoutNulls<T>(row: Row): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;
}
