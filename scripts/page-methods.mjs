// What src/page/ gives the element: the methods of page.ts that its lists name, and no other member of that class; the facts of facts.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file) => readFileSync(join(import.meta.dirname, '../src', file), 'utf8');

/** @returns {string[]} */
export function readPageMethods() {
  const [, early] = /\bMETHODS =\s*'([^']+)'/.exec(read('page-names.ts'));
  const [, late] = /\bLATE_METHODS = \[([^\]]+)\]/.exec(read('page/define-more.ts'));
  return [...early.split(' '), ...late.match(/\w+/g)];
}

/** @returns {object[]} members of the manifest */
export function readPageFacts() {
  const facts = [...read('page/facts.ts').matchAll(/\/\*\* (.+) \*\/\s+readonly (\w+): ([^;]+);/g)];
  return facts.map(([, description, name, type]) => ({ kind: 'field', name, privacy: 'public', readonly: true, type: { text: type }, description }));
}
