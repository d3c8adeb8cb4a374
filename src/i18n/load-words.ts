import type { CompactCatalogue, FindWords, Key, Plural } from './catalogue.js';
import { unreadStrings } from './unread-strings.js';

/** The one list of languages beside English, which is built in. */
export const LOCALES: Readonly<Record<string, () => Promise<{ words: CompactCatalogue }>>> = {
  ar: () => import('./locales/ar.js'),
  de: () => import('./locales/de.js'),
  es: () => import('./locales/es.js'),
  fr: () => import('./locales/fr.js'),
  ja: () => import('./locales/ja.js'),
  vi: () => import('./locales/vi.js'),
};

/** What a page may put over the words of the interface: by key, plurals by category. Bad input is no words. */
export type Strings = Readonly<Partial<Record<Key, string | Plural>>>;

type Page = Pick<Element, 'children'> & { strings?: Strings | undefined };

export type Words = {
  /** The language that is spoken: English where we have no other. */
  lang: string;
  find: FindWords;
  /** The launcher's whole name; `english` is what it is called without these words. */
  toLauncherName(english: string, brand: string, unread: number): string;
};

/** Language with region and script, the nearest first; alone only if it is written in that script by default. */
export function toCandidates(tag: string): string[] {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    const isUsual = new Intl.Locale(language).maximize().script === script;
    return [`${language}-${region}`, `${language}-${script}`, ...(isUsual ? [language] : [])];
  } catch {
    return []; // whatever a page has written into its `lang`
  }
}

/** The words for a language, as the page wants them; where they do not come it is English. */
export async function loadWords(tag: string, page: Page): Promise<Words> {
  const strings = toStrings(page);
  const candidates = toCandidates(tag);
  const load = candidates.flatMap((name) => (Object.hasOwn(LOCALES, name) ? LOCALES[name]! : []))[0];
  // A chunk that failed to load is tried once more: Chromium asks the network again.
  const locale = await load?.().catch(load).catch(() => undefined);
  const values = locale?.words ?? {};
  const isSpoken = locale || candidates.includes('en') || Object.keys(strings).length;
  const lang = candidates.length && isSpoken ? tag : 'en';
  const find: FindWords = (key, place) => {
    const own = strings[key];
    return isWords(own) ? own : place && values[place[0]]?.[place[1]];
  };
  return { lang, find, toLauncherName: (...about) => toLauncherName(lang, find, ...about) };
}

/** What the page says in a `<script type="application/json" slot="strings">`, and over it in its property. */
function toStrings({ children, strings }: Page): Strings {
  const script = [...children].find(({ slot }) => slot === 'strings');
  try {
    return { ...(JSON.parse(script?.textContent || '{}') as Strings), ...strings };
  } catch {
    return { ...strings }; // no JSON
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isWords = (value: unknown): value is string | Plural =>
  isText(value) || (Object.hasOwn(Object(value) as object, 'other') && Object.values(value as object).every(isText));

function toLauncherName(lang: string, find: FindWords, english: string, brand: string, unread: number): string {
  const table = 'launcher.label';
  const said = brand ? find(table, [table, 0]) : find('launcher.labelGeneric', [table, 1]);
  const name = isText(said) ? said.replace('{brand}', () => brand) : english;
  if (!unread) return name;
  const forms: string | Plural = find('launcher.unread', ['launcher.unread', 0]) ?? unreadStrings;
  const form = isText(forms) ? forms : (forms[new Intl.PluralRules(lang).select(unread)] ?? forms.other);
  return `${name}, ${form.replace('{count}', unread.toLocaleString(lang))}`;
}
