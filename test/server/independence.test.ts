import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../server', import.meta.url));

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));

const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import) '([^']+)'/g)].map(([, path]) => path ?? '');

test('the server reads the contract by itself: nothing of src is imported', () => {
  assert.ok(files.length > 50);
  for (const { name, text } of files) {
    for (const path of importsOf(text)) assert.ok(!/(^|\/)src\//.test(path), `${name} imports ${path}`);
  }
});

test('relative imports carry .js, and only the console page uses Lit', () => {
  for (const { name, text } of files) {
    for (const path of importsOf(text)) {
      if (path.startsWith('.')) assert.match(path, /\.js$/, `${name} imports ${path}`);
      if (path.startsWith('lit')) assert.match(name, /^operator\/page\//);
    }
  }
});

test('no file is longer than 350 lines, and the median is at most 90', () => {
  const lengths = files.map(({ text }) => text.split('\n').length - 1).sort((a, b) => a - b);
  assert.ok((lengths.at(-1) ?? 0) <= 350);
  assert.ok((lengths[Math.floor(lengths.length / 2)] ?? 0) <= 90);
});

test('file names are unique', () => {
  const names = files.map(({ name }) => name.split('/').at(-1));
  assert.equal(new Set(names).size, names.length);
});
