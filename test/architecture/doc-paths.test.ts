import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, it } from 'node:test';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = ['src', 'test', 'stories', 'demo', 'examples', 'bench', 'scripts', 'server', 'docs', '.storybook'];
const files = [
  ...readdirSync(ROOT),
  ...FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`)),
];
const pages = files.filter((name) => name.endsWith('.md')).map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));

const slug = (heading: string): string => heading.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-');
const anchorsOf = (file: string): string[] => [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => slug(heading!));
const withoutCode = (text: string): string => text.replace(/```[\s\S]*?```|`[^`\n]*`/g, '');

/** Where a link of a page leads to nothing. */
function isBroken(page: string, link: string): boolean {
  if (/^https?:/.test(link)) return false;
  const [path, anchor] = link.split('#');
  const file = path ? resolve(ROOT, dirname(page), path) : join(ROOT, page);
  return !existsSync(file) || (!!anchor && !anchorsOf(file).includes(anchor));
}

describe('what the pages point at', () => {
  it('links and pictures lead to files and headings that are there', () => {
    const broken = pages.flatMap(({ name, text }) =>
      [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)|\bsrc="([^"]+)"/g)]
        .map(([, link, source]) => (link ?? source)!)
        .filter((link) => isBroken(name, link))
        .map((link) => `${name}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  it('source files that are named are there', () => {
    // A record tells what was decided on its day, whatever has become of the files.
    const missing = pages
      .filter(({ name }) => !name.startsWith('docs/decisions/'))
      .flatMap(({ name, text }) =>
        [...text.matchAll(/`([\w./-]+\.(?:ts|mjs|css|html))`/g)]
          .filter(([, file]) => !files.some((it) => it === file || it.endsWith(`/${file}`)))
          .map(([, file]) => `${name}: ${file}`),
      );
    assert.deepEqual(missing, []);
  });
});
