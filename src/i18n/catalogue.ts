import { en } from './en.js';
import type { enForms } from './en-forms.js';
import type { enMarkdown } from './en-markdown.js';
import type { enMenu } from './en-menu.js';
import type { enRich } from './en-rich.js';
import type { enUploads } from './en-uploads.js';

/** All English words: those of the panel, and those that a chunk brings along. */
export type English = typeof en & typeof enForms & typeof enMarkdown & typeof enMenu & typeof enRich & typeof enUploads;

/** One form per CLDR category that the locale has; `other` always. */
export type Plural = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

export type Key = keyof English;

/** What a locale must bring: every key, plural where English is. */
export type Catalogue = {
  readonly [K in Key]: English[K] extends string ? string : Plural;
};

/** Locales travel as values alone, in the order of the English keys: a third fewer bytes. */
export type CompactCatalogue = readonly (string | Plural)[];

/** A missing tail, as in a locale older than the code, stays English. */
export function fromCompact(values: CompactCatalogue): Partial<Catalogue> {
  const keys = Object.keys(en);
  return Object.fromEntries(values.slice(0, keys.length).map((value, i) => [keys[i], value]));
}
