import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import ts from 'typescript';
import { arrange, LOCALE_FOLDER } from '../../scripts/locales.js';
import { LOCALES } from '../../src/i18n/load-words.js';
import { tables } from '../../src/i18n/tables.js';

const LIMIT = 2_800;

const sources = readdirSync(LOCALE_FOLDER).map((name) => ({ name, text: readFileSync(join(LOCALE_FOLDER, name), 'utf8') }));

/** About what a page pays for a locale. */
function weigh(source: string): number {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, removeComments: true } });
  return brotliCompressSync(outputText.replace(/^\s+/gm, '')).length;
}

describe('the locales', () => {
  it('can all be loaded', () => {
    assert.deepEqual(sources.map(({ name }) => name), Object.keys(LOCALES).map((name) => `${name}.ts`).sort());
  });

  for (const { name, text } of sources) {
    it(`${name} has each word under the key that stands before it, in the order of the English tables`, () => {
      assert.equal(text, arrange(text), 'run `node --import tsx scripts/locales.ts`, then say in the language what it added in English');
    });

    it(`${name} is small`, () => {
      const size = weigh(text);
      assert.ok(size > 500 && size <= LIMIT, `${size} bytes`);
    });
  }

  it('have words for every English table', async () => {
    const folder = join(LOCALE_FOLDER, '..');
    const files = readdirSync(folder).filter((name) => /^en(-\w+)*\.ts$/.test(name));
    assert.ok(files.length > 5);
    for (const name of files) {
      const module = (await import(join(folder, name))) as Record<string, (typeof tables)[number]>;
      for (const table of Object.values(module)) assert.ok(tables.includes(table), `${name} is not in tables.ts`);
    }
  });
});

describe('arranging a locale', () => {
  const { text } = sources[0]!;

  it('puts words back in their place, whatever order they were in', () => {
    const lines = text.split('\n');
    const from = lines.findIndex((line) => line.includes('/* panel.label */'));
    const shuffled = lines.with(from, lines[from + 1]!).with(from + 1, lines[from]!).join('\n');
    assert.notEqual(shuffled, text);
    assert.equal(arrange(shuffled), text);
  });

  it('says in English what is missing, and drops what English no longer says', () => {
    const without = text.replace(/^.*\/\* msg\.newCount \*\/.*\n/m, "    /* msg.gone */ 'x',\n");
    const arranged = arrange(without);
    assert.match(arranged, /\/\* msg\.newCount \*\/ \{ one: '\{count\} new message', other: '\{count\} new messages' \},/);
    assert.doesNotMatch(arranged, /msg\.gone/);
  });
});
