import type { Catalogue, English, FindWords, Key, Place, Plural } from './catalogue.js';
import { en } from './en.js';
import { createFormats, toLocale } from './formats.js';
import type { Formats } from './formats.js';

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Forms<E> = E extends string ? E : E[keyof E];
type Params<K extends Key> = Record<Names<Forms<English[K]>>, string | number>;
type Args<K extends Key> = keyof Params<K> extends never ? [] : [params: Params<K>];

export type Translate = <K extends Key>(key: K, ...args: Args<K>) => string;

export type Localize = Formats & {
  locale: string;
  t: Translate;
  /** Words for a key that came over the wire; nothing if there are none or a value is missing. */
  find(key: string, params: Readonly<Record<string, string>>): string | undefined;
};

/** What is said where a locale lacks a word. */
const english: Partial<Catalogue> = {};
/** Where a locale, which brings values alone, has those for a key. */
const places: Partial<Record<Key, Place>> = {};

/** A chunk brings its English words along. A table goes by its first key. */
export const addEnglish = (words: Partial<Catalogue>): void => {
  Object.assign(english, words);
  Object.keys(words).forEach((key, index, [table]) => (places[key as Key] = [table!, index]));
};

addEnglish(en);

/** Without the controls that let a name pretend another ending: `invoice\u202Efdp.exe`. */
export const withoutBidiControls = (value: string): string =>
  String(value).replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** First-strong isolate around a value, so that a name of the other direction moves nothing else. */
const isolate = (value: string): string => `\u2068${withoutBidiControls(value)}\u2069`;

/** What `findWords` has no words for is said in English. */
export function createLocalize(tag: string, findWords?: FindWords): Localize {
  const locale = toLocale(tag);
  const formats = createFormats(locale);
  const rules = new Intl.PluralRules(locale);
  const englishRules = new Intl.PluralRules('en');

  const pick = (entry: string | Plural, own: boolean, count: unknown): string =>
    typeof entry === 'string'
      ? entry
      : (entry[(own ? rules : englishRules).select(Number(count))] ?? entry.other);

  const say = (key: Key, params: Readonly<Record<string, string | number>> = {}): string => {
    const own = findWords?.(key, places[key]);
    return pick(own ?? english[key] ?? key, own !== undefined, params['count']).replace(
      /\{(\w+)\}/g,
      (hole, name: string) => {
        const value = Object.hasOwn(params, name) ? params[name] : undefined;
        if (value === undefined || value === '') return hole;
        return typeof value === 'number' ? formats.number(value) : isolate(value);
      },
    );
  };

  return {
    ...formats,
    locale,
    t: (key, ...args) => say(key, args[0]),
    find(key, params) {
      if (!Object.hasOwn(english, key)) return undefined;
      const words = say(key as Key, params);
      return /\{\w+\}/.test(words.replace(/\u2068[^\u2069]*\u2069/g, '')) ? undefined : words;
    },
  };
}
