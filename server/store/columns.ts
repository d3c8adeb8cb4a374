import type { Row } from './sqlite.js';

/** A text column that is never null. */
export function textOf(row: Row, column: string): string {
  return String(row[column]);
}

/** A text column, undefined when null. */
export function optionalTextOf(row: Row, column: string): string | undefined {
  const value = row[column];
  return value === null || value === undefined ? undefined : String(value);
}

/** A number column, undefined when null. */
export function optionalNumberOf(row: Row, column: string): number | undefined {
  const value = row[column];
  return value === null || value === undefined ? undefined : Number(value);
}

/** A JSON column that this server wrote itself; undefined when null. */
export function jsonOf<T>(row: Row, column: string): T | undefined {
  const value = optionalTextOf(row, column);
  return value === undefined ? undefined : (JSON.parse(value) as T);
}

/** The value for a JSON column. */
export function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
