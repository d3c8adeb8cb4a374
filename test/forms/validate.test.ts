import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toFields } from '../../src/forms/fields.js';
import { toSafePattern } from '../../src/forms/safe-pattern.js';
import { problemOf, toSubmission, validate } from '../../src/forms/validate.js';

const [only] = [(field: object) => toFields([{ name: 'x', ...field }])[0]!];

describe('fields from outside', () => {
  it('keep what they say, and get what they leave out', () => {
    assert.deepEqual(toFields([{ name: 'email', type: 'email', label: 'Mail', required: true, maxLength: 10 }]), [
      { name: 'email', type: 'email', required: true, options: [], label: 'Mail', maxLength: 10, autocomplete: 'email' },
    ]);
    assert.equal(only({ type: 'odd' }).type, 'text');
    assert.equal(only({ type: 'select' }).type, 'text', 'nothing to choose from');
    assert.deepEqual(only({ type: 'radio', options: ['a', { value: 'b', label: 'B' }, null, {}] }).options, [
      { value: 'a', label: 'a' },
      { value: 'b', label: 'B' },
    ]);
    assert.deepEqual(only({ visibleIf: { field: 'y', is: 1 } }).visibleIf, { field: 'y', is: '1' });
  });

  it('are left out when they are none, or come twice', () => {
    assert.deepEqual(toFields([null, 1, 'x', {}, { name: '' }, [], { name: 'a' }, { name: 'a', label: 'again' }]).map(({ name, label }) => label ?? name), ['a']);
    for (const odd of [undefined, null, {}, 'x', 7]) assert.deepEqual(toFields(odd), []);
  });

  it('never throw, whatever they are', () => {
    fc.assert(fc.property(fc.anything(), (value) => void validate(toFields([value, { name: 'a', type: value, pattern: value }]), { a: 'b' })));
  });
});

describe('what is wrong with a value', () => {
  const table: [field: object, value: string, code: string | undefined][] = [
    [{ required: true }, ' ', 'required'], [{ required: true }, 'x', undefined], [{}, '', undefined],
    [{ type: 'consent', required: true }, '', 'consent'], [{ type: 'consent', required: true }, 'yes', undefined],
    [{ type: 'email' }, 'ana@example', 'email'], [{ type: 'email' }, 'ana@example.com', undefined],
    [{ type: 'email' }, 'a b@example.com', 'email'], [{ type: 'email' }, 'ana@exa..com', 'email'],
    [{ type: 'tel' }, '+41 79 000 00 00', undefined], [{ type: 'tel' }, 'call me', 'phone'], [{ type: 'tel' }, '123', 'phone'],
    [{ type: 'number' }, '12.5', undefined], [{ type: 'number' }, 'many', 'number'],
    [{ type: 'date' }, '2026-02-28', undefined], [{ type: 'date' }, 'soon', 'date'], [{ type: 'date' }, '2026-13-41', 'date'],
    [{ type: 'url' }, 'https://a.example', undefined], [{ type: 'url' }, 'javascript:alert(1)', 'url'], [{ type: 'url' }, 'https://', 'url'],
    [{ type: 'select', options: ['a'] }, 'a', undefined], [{ type: 'select', options: ['a'] }, 'b', 'choice'],
    [{ minLength: 3 }, 'ab', 'tooShort'], [{ maxLength: 3 }, 'abcd', 'tooLong'], [{}, 'x'.repeat(10_001), 'tooLong'],
    [{ pattern: '[A-Z]{2}-\\d+' }, 'JN-20418', undefined], [{ pattern: '[A-Z]{2}-\\d+' }, '20418', 'pattern'],
    [{ pattern: '(a+)+$' }, 'b', undefined], [{ pattern: 'a*a*a*b' }, 'a'.repeat(9_000), undefined],
  ];
  for (const [field, value, code] of table) {
    it(`${JSON.stringify(field)} ← ${JSON.stringify(value.slice(0, 20))}: ${code ?? 'fine'}`, () => {
      assert.equal(problemOf(only(field), value)?.code, code);
    });
  }

  it('a pattern speaks with its own words', () => {
    assert.deepEqual(problemOf(only({ pattern: '\\d', patternMessage: 'One digit' }), 'x'), { code: 'pattern', message: 'One digit' });
  });

  it('what is not asked for is neither checked nor sent', () => {
    const fields = toFields([
      { name: 'kind', type: 'radio', options: ['order', 'other'] },
      { name: 'order', required: true, visibleIf: { field: 'kind', is: 'order' } },
    ]);
    assert.deepEqual(validate(fields, { kind: 'other', order: '' }), {});
    assert.deepEqual(validate(fields, { kind: 'order' }), { order: { code: 'required' } });
    assert.deepEqual(toSubmission(fields, { kind: 'other', order: '1' }), { kind: 'other' });
    assert.deepEqual(toSubmission(fields, { kind: 'order', order: ' 1 ', strange: 'x' }), { kind: 'order', order: '1' });
  });
});

describe('patterns from a server', () => {
  it('work when they are a plain row of characters', () => {
    for (const [source, good, bad] of [['^\\d{4}$', '2026', '26'], ['[\\w.-]+', 'a.b-c', 'a b'], ['a\\$', 'a$', 'a'], ['.*', '', '\n']] as const) {
      assert.equal(toSafePattern(source)?.test(good), true, source);
      assert.equal(toSafePattern(source)?.test(bad), false, source);
    }
  });

  it('are not run when they could run for ever, or are none', () => {
    const evil = ['(a+)+', '(a|a)*', '(.*)*x', 'a*a*a*a*b', '[', '(', '*', '+', '(?=a)', '\\1', 'a{2}{3}', 'x'.repeat(201), '[z-a]', 'a**'];
    for (const source of evil) assert.equal(toSafePattern(source), undefined, source);
  });

  it('answer on the longest text that they are asked about, whatever they are', () => {
    const long = `${'a'.repeat(499)}!`;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '*', '+', '.', '[', ']', '(', ')', '\\', 'd', '{', '2', ',', '}') }), (source) => {
        const pattern = toSafePattern(source);
        return pattern === undefined || typeof pattern.test(long) === 'boolean';
      }),
    );
  });
});
