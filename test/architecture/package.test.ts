import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';

const ROOT = resolve(import.meta.dirname, '../..');
const { exports, sideEffects } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  exports: { '.': { default: string }; './themes/*': string };
  sideEffects: string[];
};
const themes = readdirSync(join(ROOT, 'src/themes')).sort();

const has = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(path);

describe('package.json', () => {
  it('names every file that pages import for its effect alone: a bundler drops the others', () => {
    const imported = [exports['.'].default, ...themes.map((name) => exports['./themes/*'].replace('*', name))];
    assert.deepEqual(imported.filter((path) => !sideEffects.some((pattern) => has(pattern, path))), []);
  });
});

describe('the themes', () => {
  it('are shipped, and each can be seen in a story', () => {
    assert.equal(exports['./themes/*'], './dist/themes/*');
    const shown = readFileSync(join(ROOT, 'stories/support/themes.ts'), 'utf8');
    assert.deepEqual([...shown.matchAll(/themes\/(\w+\.css)/g)].map(([, name]) => name).sort(), themes);
    assert.deepEqual(themes, ['cobalt.css', 'coral.css', 'evergreen.css', 'ink.css', 'midnight.css', 'paper.css']);
  });
});
