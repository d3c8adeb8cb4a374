import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialsOf, nameOf } from '../../server/operator/page/visitor-words.js';
import type { Visitor } from '../../server/operator/page/desk-types.js';

const visitor = (known: Partial<Visitor>): Visitor => ({ id: 'v_0123abcd', site: 'rest', ...known }) as Visitor;

test('operators see names, not the numbers of machines', () => {
  const cases: [Partial<Visitor>, string, string][] = [
    [{ name: 'Ann Lee', email: 'a@b.example' }, 'Ann Lee', 'AL'],
    [{ email: 'ann@shop.example' }, 'ann@shop.example', 'AS'],
    [{ externalId: 'customer 7' }, 'customer 7', 'C7'],
    [{ externalId: 'fdcc5377c1d9fd27ccc28a0b' + '12345678' }, 'Visitor abcd', '?'],
    [{ name: '', email: '' }, 'Visitor abcd', '?'],
  ];
  for (const [known, name, initials] of cases) {
    assert.deepEqual([nameOf(visitor(known)), initialsOf(visitor(known))], [name, initials]);
  }
});
