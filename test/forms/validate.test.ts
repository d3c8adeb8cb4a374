import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FIELD_TYPES, toFields } from '../../src/forms/fields.js';
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
    assert.equal(only({ type: 'radio' }).type, 'text', 'nor here');
    assert.deepEqual(only({ visibleIf: { field: 'y', is: 1 } }).visibleIf, { field: 'y', is: '1' });
    assert.deepEqual(only({ visibleIf: { field: 'y' } }).visibleIf, { field: 'y', is: '' }, 'as long as that is empty');
    const more = { help: 'Why', placeholder: 'JN-1', link: 'https://a.example', autocomplete: 'off', default: 'no', minLength: 0 };
    assert.deepEqual(only({ ...more, name: 'email', label: '' }), { name: 'email', type: 'text', required: false, options: [], ...more });
    const odd = { label: {}, pattern: [], default: null, visibleIf: [], link: {} };
    for (const size of ['3', -1, Infinity, NaN, null]) assert.deepEqual(only({ ...odd, minLength: size, maxLength: size }), only({}), `${size}`);
  });

  it('a box is ticked beforehand only where that is said, and a consent never', () => {
    for (const no of [false, 'false', 'no', '', 0]) assert.equal(only({ type: 'checkbox', default: no }).default, undefined, `${no}`);
    for (const yes of [true, 'true', 'yes', 1]) assert.equal(only({ type: 'checkbox', default: yes }).default, 'yes', `${yes}`);
    assert.equal(only({ type: 'consent', default: 'yes' }).default, undefined);
    const [, to] = toFields([{ name: 'gift', type: 'checkbox' }, { name: 'to', visibleIf: { field: 'gift', is: true } }]);
    assert.deepEqual(to!.visibleIf, { field: 'gift', is: 'yes' });
    const [, why] = toFields([{ name: 'ok', type: 'consent' }, { name: 'why', visibleIf: { field: 'ok', is: 'false' } }]);
    assert.deepEqual(why!.visibleIf, { field: 'ok', is: '' });
  });

  it('are left out when they are none, or come twice', () => {
    assert.deepEqual(toFields([null, 1, 'x', {}, { name: '' }, [], { name: 'a' }, { name: 'a', label: 'again' }, { name: 'constructor' }, { name: '__proto__' }]).map(({ name, label }) => label ?? name), ['a']);
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
    [{ type: 'email' }, `ana@${'example.'.repeat(50)} com`, 'email'],
    [{ type: 'email' }, 'a b@example.com', 'email'], [{ type: 'email' }, 'ana@exa..com', 'email'],
    [{ type: 'tel' }, '+41 79 000 00 00', undefined], [{ type: 'tel' }, 'call me', 'phone'], [{ type: 'tel' }, '123', 'phone'],
    [{ type: 'number' }, '12.5', undefined], [{ type: 'number' }, 'many', 'number'],
    [{ type: 'date' }, '2026-02-28', undefined], [{ type: 'date' }, 'soon', 'date'], [{ type: 'date' }, '2026-13-41', 'date'],
    [{ type: 'date' }, '1970-01-01', undefined], [{ type: 'date' }, 'March 5, 2026', 'date'],
    [{ type: 'url' }, 'https://a.example', undefined], [{ type: 'url' }, 'javascript:alert(1)', 'url'], [{ type: 'url' }, 'https://', 'url'],
    [{ type: 'select', options: ['a'] }, 'a', undefined], [{ type: 'select', options: ['a'] }, 'b', 'choice'],
    [{ minLength: 3 }, 'ab', 'tooShort'], [{ minLength: 3, maxLength: 3 }, 'abc', undefined], [{ maxLength: 3 }, 'abcd', 'tooLong'], [{}, 'x'.repeat(10_001), 'tooLong'],
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

  it('what hangs on a field that is not asked for itself is not asked for either', () => {
    const fields = toFields([
      { name: 'kind', type: 'radio', options: ['order', 'other'] },
      { name: 'late', type: 'checkbox', visibleIf: { field: 'kind', is: 'order' } },
      { name: 'days', required: true, visibleIf: { field: 'late', is: 'yes' } },
      { name: 'me', visibleIf: { field: 'me', is: 'x' } },
      { name: 'nobody', visibleIf: { field: 'none', is: 'x' } },
      { name: 'early', required: true, visibleIf: { field: 'late' } },
    ]);
    assert.deepEqual(Object.keys(validate(fields, { kind: 'order', late: 'yes' })), ['days']);
    assert.deepEqual(Object.keys(validate(fields, { kind: 'other', late: 'yes' })), ['early'], 'what is not asked for counts as empty');
    assert.deepEqual(toSubmission(fields, { kind: 'other', late: 'yes', days: '3', nobody: 'x' }), { kind: 'other' });
  });

  it('what is hidden blocks nobody, whatever it lacks', () => {
    assert.deepEqual(validate(toFields([{ name: 'x', type: 'hidden', required: true }]), { x: '' }), {});
  });
});

it('a number or an address in the digits and letters of another keyboard is one, and is sent in those of backends', () => {
  const fields = toFields([{ name: 'phone', type: 'tel' }, { name: 'mail', type: 'email' }, { name: 'name' }]);
  const typed = { phone: '+٩٦٢ ۷ ９０００', mail: 'ａｎａ＠example．com', name: '٣ ａ' };
  assert.deepEqual(validate(fields, typed), {});
  assert.deepEqual(toSubmission(fields, typed), { phone: '+962 7 9000', mail: 'ana@example.com', name: '٣ ａ' });
});

describe('time', () => {
  it('does not grow with what is typed, in any kind of field', () => {
    const texts = ['a'.repeat(9_999), `${'a@'.repeat(4_990)}`, `a@${'a.'.repeat(4_990)}`, `${'1 '.repeat(4_990)}`, `https://${'a/'.repeat(4_990)}`, ' '.repeat(9_999)];
    const started = performance.now();
    for (const type of FIELD_TYPES) for (const text of texts) problemOf(only({ type, options: ['a'] }), text);
    assert.ok(performance.now() - started < 400, `${performance.now() - started} ms`);
  });

  it('does not grow with a pattern either, of those that kill others', () => {
    const evil = ['(a+)+$', '([a-z]+)*$', '(a|aa)+$', '(a|a?)+$', '(.*a){20}$', '^(\\w+\\s?)*$', '(x+x+)+y', 'a*a*a*b', '[a-z]*[a-z]*[a-z]*!', '.*.*.*=.*'];
    const started = performance.now();
    for (const pattern of evil) for (const size of [100, 499, 9_999]) problemOf(only({ pattern }), `${'a'.repeat(size)}!`);
    assert.ok(performance.now() - started < 1_000, `${performance.now() - started} ms`);
  });
});

describe('patterns from a server', () => {
  it('work when they are a plain row of characters', () => {
    for (const [source, good, bad] of [['^\\d{4}$', '2026', '26'], ['[\\w.-]+', 'a.b-c', 'a b'], ['a\\$', 'a$', 'a'], ['.*', '', '\n'], ['a*b+c{1,}d?e?f{2}', 'bcff', 'bc'], ['x'.repeat(200), 'x'.repeat(200), 'x']] as const) {
      assert.equal(toSafePattern(source)?.test(good), true, source);
      assert.equal(toSafePattern(source)?.test(bad), false, source);
    }
  });

  it('are not run when they could run for ever, or are none', () => {
    const evil = ['(a+)+', '(a|a)*', '(.*)*x', 'a*a*a*a*b', '[', '(', '*', '+', '(?=a)', '\\1', 'a{2}{3}', 'a*a{1,}a+a*', 'x'.repeat(201), '[z-a]', 'a**'];
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
