// Puts every locale into the order of the English tables. What one lacks it gets in English, which a test then finds.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tables } from '../src/i18n/tables.js';

export const LOCALE_FOLDER = join(import.meta.dirname, '../src/i18n/locales');

const START = 'export const words: CompactCatalogue = {\n';
/** One line per word: its key as a comment, its value as it stands. */
const LINE = /^ {4}\/\* (\S+) \*\/ (.*),$/gm;

const quote = (text: string): string => `'${text}'`;
const toSource = (entry: string | Readonly<Record<string, string>>): string =>
  typeof entry === 'string'
    ? quote(entry)
    : `{ ${Object.entries(entry).map(([form, text]) => `${form}: ${quote(text)}`).join(', ')} }`;

/** @returns the same module with every key of the English tables, in their order, and no other */
export function arrange(source: string): string {
  const start = source.indexOf(START);
  const head = source.slice(0, start < 0 ? source.length : start);
  const known = new Map([...source.matchAll(LINE)].map(([, key, value]) => [key, value]));
  const lists = tables.map((table) => {
    const lines = Object.entries(table).map(([key, english]) => `    /* ${key} */ ${known.get(key) ?? toSource(english)},\n`);
    return `  '${Object.keys(table)[0]}': [\n${lines.join('')}  ],\n`;
  });
  return `${head}${START}${lists.join('')}};\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const name of readdirSync(LOCALE_FOLDER)) {
    const file = join(LOCALE_FOLDER, name);
    writeFileSync(file, arrange(readFileSync(file, 'utf8')));
  }
}
