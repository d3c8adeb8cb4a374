// Writes the inventory of `src/privacy/inventory.ts` into docs/privacy.md, between its two marks.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toTables } from '../src/privacy/inventory.js';

const FILE = join(import.meta.dirname, '../docs/privacy.md');
const [before, rest] = readFileSync(FILE, 'utf8').split('<!-- inventory -->\n');
const after = rest!.split('<!-- end of inventory -->')[1]!;
writeFileSync(FILE, `${before}<!-- inventory -->\n${toTables()}\n<!-- end of inventory -->${after}`);
