import type { CompactCatalogue, Plural } from '../../../src/i18n/catalogue.js';
import { LOCALES } from '../../../src/i18n/load-words.js';
import { tables } from '../../../src/i18n/tables.js';

export type Entry = string | Plural;

/** All of English, by key. */
export const english: ReadonlyMap<string, Entry> = new Map(tables.flatMap((table) => Object.entries(table)));

export const texts = (entry: Entry): string[] => (typeof entry === 'string' ? [entry] : Object.values(entry));

/** The values of a locale under the keys they stand for. */
export function keyed(words: CompactCatalogue): Map<string, Entry> {
  return new Map(tables.flatMap((table) => {
    const keys = Object.keys(table);
    const values = words[keys[0]!] ?? [];
    return keys.flatMap((key, index): [string, Entry][] => (values[index] === undefined ? [] : [[key, values[index]]]));
  }));
}

export const locales: readonly [name: string, words: CompactCatalogue][] = await Promise.all(
  Object.entries(LOCALES).map(async ([name, load]): Promise<[string, CompactCatalogue]> => [name, (await load()).words]),
);
