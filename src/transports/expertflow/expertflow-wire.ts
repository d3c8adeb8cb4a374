import { isWire, type Wire } from '../wire/readers.js';

/**
 * Readers for what the Customer Channel API sends: total, and own members only. The documents
 * capitalise the same names in different ways, so that case does not count.
 */
export function folded(value: unknown): Wire {
  const found: Record<string, unknown> = { __proto__: null };
  if (!isWire(value)) return found;
  for (const [name, member] of Object.entries(value)) found[name.toLowerCase()] ??= member;
  return found;
}

/** A text; a number counts, since some servers number their ids. */
export const words = (value: unknown): string =>
  typeof value === 'string' || Number.isFinite(value) ? `${value as string}` : '';

/** A text that is not empty. */
export const known = (value: unknown): string | undefined => words(value) || undefined;

/** ISO-8601, or milliseconds since the epoch → milliseconds since the epoch. */
export function time(value: unknown): number | undefined {
  const ms = typeof value === 'number' ? value : Date.parse(words(value));
  return ms > 0 && ms < 8.64e15 ? ms : undefined;
}

/** The members of an array, holes filled; anything else is an empty one. */
export const members = (value: unknown): readonly unknown[] => (Array.isArray(value) ? [...(value as unknown[])] : []);

/** Somebody in a conversation. */
export type Participant = { id: string; name: string };

/** A Participant object; undefined without an id. */
export function participant(value: unknown): Participant | undefined {
  const { id, name } = folded(value);
  const own = known(id);
  return own === undefined ? undefined : { id: own, name: words(name) };
}

/** A short name for words of any length; the same words have the same one on every device. */
export function print(...texts: readonly string[]): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  const text = texts.join('\0');
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
