import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';

const ROOT = resolve(import.meta.dirname, '../..');
const text = readFileSync(join(ROOT, 'docs/accessibility.md'), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('|'));

/** Each row's tests: a file, and the names that follow it. */
function cited(row: string): { file: string; name: string }[] {
  let file = '';
  return [...row.matchAll(/`([a-z0-9]+\/[\w-]+)`|“([^”]+)”/g)].flatMap(([, path, name]) => {
    if (path) file = path;
    return [{ file: path ?? file, name: name ?? '' }];
  });
}

describe('docs/accessibility.md', () => {
  it('names tests that exist', () => {
    const missing = rows.flatMap(cited).filter(({ file, name }) => {
      const path = join(ROOT, `test/${file}.test.ts`);
      return !existsSync(path) || !readFileSync(path, 'utf8').replaceAll("\\'", "'").includes(name);
    });
    assert.deepEqual(missing, []);
  });

  it('says of every row what proves it, or that nothing does', () => {
    const silent = rows.filter((row) => !/^\| ?(---|Criterion|\| What)/.test(row) && !cited(row).length && !/\*\*axe\*\*|no test|the same/.test(row));
    assert.deepEqual(silent, []);
  });

  it('has all points and all criteria of A and AA', () => {
    const points = rows.flatMap((row) => /^\| (\d+) \|/.exec(row)?.[1] ?? []).map(Number);
    assert.deepEqual(points, Array.from({ length: 76 }, (_, index) => index + 1));
    const criteria = '1.1.1 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3';
    assert.deepEqual(criteria.split(' ').filter((it) => !rows.some((row) => row.startsWith(`| ${it} `))), []);
    for (const range of ['1.2.1–1.2.3', '1.2.4–1.2.5', '3.2.3–3.2.4']) assert.ok(text.includes(range), range);
  });
});
