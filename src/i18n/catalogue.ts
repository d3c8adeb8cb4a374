import type { tables } from './tables.js';

type All<Tables> = Tables extends readonly [infer First, ...infer Rest] ? First & All<Rest> : unknown;

/** All English words: those of the panel, and those that a chunk brings along. */
export type English = All<typeof tables>;

/** One form per CLDR category that the locale has; `other` always. */
export type Plural = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

export type Key = keyof English;

/** What a locale must bring: every key, plural where English is. */
export type Catalogue = {
  readonly [K in Key]: English[K] extends string ? string : Plural;
};

/**
 * A locale as it travels: for each English table, which goes by its first key, the values alone in
 * the order of that table. A third fewer bytes than with all keys. A missing tail, as in a locale
 * older than the code, is said in English.
 */
export type CompactCatalogue = Readonly<Record<string, readonly (string | Plural)[]>>;

/** Where the values of a table are, and which of them it is. */
export type Place = readonly [table: string, index: number];

/** Words in another language, or the page's own; nothing where there are none. */
export type FindWords = (key: Key, place: Place | undefined) => string | Plural | undefined;
