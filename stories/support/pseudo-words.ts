import type { Plural } from '../../src/i18n/catalogue.js';
import type { Words } from '../../src/i18n/load-words.js';
import { tables } from '../../src/i18n/tables.js';

const PLAIN = 'AaBCcDdEeGgHhIiJjKkLlNnOoPpRrSsTtUuWwYyZz';
const ACCENTED = 'ÅåƁÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöÞþŔŕŠšŢţÛûŴŵÝýŽž';
/** Longer than English by two fifths: about what German and French need. */
const LONGER = 0.4;

const english = new Map<string, string | Readonly<Record<string, string>>>(tables.flatMap((table) => Object.entries(table)));

const accented = (text: string): string => [...text].map((letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join('');
const padding = (text: string): string => 'one two three four five six seven eight nine ten '.repeat(3).slice(0, Math.ceil(text.length * LONGER)).trimEnd();

/** `text` with its words changed, and what stands in braces left alone. */
const change = (text: string, how: (words: string) => string): string =>
  text.replace(/\{\w+\}|[^{}]+/g, (piece) => (piece.startsWith('{') ? piece : how(piece)));

/** English that looks like another language: what has no accents was not translated, what has no bracket at its end is cut off. */
export const toAccented = (text: string): string => `[${change(text, accented)} ${padding(text)}]`;

/** English from right to left, word by word. */
export const toMirrored = (text: string): string =>
  change(text, (words) => words.replace(/[^\s]+/g, (word) => `\u200f\u202e${word}\u202c\u200f`));

/** Languages that nobody speaks: `en-XA` finds what is too narrow, `ar-XB` what holds on to the left. */
export const PSEUDO: Readonly<Record<string, (text: string) => string>> = { 'en-XA': toAccented, 'ar-XB': toMirrored };

export function pseudoWords(locale: string): Words {
  const say = PSEUDO[locale]!;
  const toEntry = (entry: string | Readonly<Record<string, string>> | undefined): string | Plural | undefined => {
    if (entry === undefined || typeof entry === 'string') return entry && say(entry);
    return Object.fromEntries(Object.entries(entry).map(([form, text]) => [form, say(text)])) as Plural;
  };
  return {
    lang: locale,
    find: (key) => toEntry(english.get(key)),
    toLauncherName: (name) => say(name),
  };
}
