// The methods of the element whose code is src/page/page.ts: those that its lists name, and no other member of that class.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file) => readFileSync(join(import.meta.dirname, '../src', file), 'utf8');

/** @returns {string[]} */
export function readPageMethods() {
  const [, early] = /\bMETHODS =\s*'([^']+)'/.exec(read('page-names.ts'));
  const [, late] = /\bLATE_METHODS = \[([^\]]+)\]/.exec(read('page/define-more.ts'));
  return [...early.split(' '), ...late.match(/\w+/g)];
}
