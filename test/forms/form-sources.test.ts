import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { toForms } from '../../src/forms/form-sources.js';
import type { FormSources } from '../../src/forms/form-sources.js';
import { toComment } from '../../src/forms/lines.js';
import { FIELD_TYPES, toFields } from '../../src/forms/fields.js';
import { toShorthand } from '../../src/forms/shorthand.js';
import { toSubmission } from '../../src/forms/validate.js';

const forms = (sources: Partial<FormSources>) => toForms({ page: undefined, shorthand: '', when: '', config: {}, ...sources });
const names = (fields: readonly { name: string }[] | null): string | undefined => fields?.map(({ name }) => name).join();
const [NAME, MAIL] = [{ name: 'name' }, { name: 'email', type: 'email' }];

describe('where forms come from', () => {
  it('the page beats the backend, form by form', () => {
    const config = { forms: { registration: [NAME], offline: [MAIL], rating: [{ name: 'comment' }] } };
    const { registration, offline, rating, handOff } = forms({ page: { registration: [MAIL] }, config });
    assert.deepEqual([names(registration), names(offline), names(rating), handOff], ['email', 'email', 'comment', null]);
    assert.equal(forms({ page: { registration: null }, config }).registration, null, 'the page asks nothing');
    assert.equal(forms({ page: { registration: [] }, config }).registration, null);
  });

  it('a list of names is a registration, and JSON beats it', () => {
    assert.equal(names(forms({ shorthand: 'name email*' }).registration), 'name,email');
    assert.equal(names(forms({ shorthand: 'name', page: { registration: [MAIL] } }).registration), 'email');
    assert.equal(names(forms({ shorthand: 'name', config: { forms: { registration: [MAIL] } } }).registration), 'name');
  });

  it('the page says when it is asked', () => {
    const config = { forms: { registration: [NAME] } };
    assert.deepEqual([forms({ config, when: 'off' }).registration, forms({ config, when: 'off' }).handOff], [null, null]);
    const late = forms({ config, when: 'hand-off' });
    assert.deepEqual([late.registration, names(late.handOff)], [null, 'name']);
    const both = forms({ page: { registration: [NAME], handOff: [MAIL] } });
    assert.deepEqual([names(both.registration), names(both.handOff)], ['name', 'email']);
    assert.equal(names(forms({ page: { handOff: [MAIL] }, config, when: 'hand-off' }).handOff), 'email', 'what is written for it');
  });

  it('the backend’s departments are chosen from; one is chosen in silence, none is not asked', () => {
    const department = (departments: { id: string; name: string }[]) =>
      forms({ shorthand: 'name department*', config: { departments } }).registration!.find(({ name }) => name === 'department');
    const two = department([{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }])!;
    assert.deepEqual([two.type, two.options], ['select', [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }]]);
    const one = department([{ id: 'a', name: 'A' }])!;
    assert.deepEqual([one.type, one.default], ['hidden', 'a']);
    assert.equal(department([]), undefined);
    const own = forms({ page: { registration: [{ name: 'department', type: 'radio', options: ['x', 'y'] }] }, config: { departments: [] } });
    assert.equal(own.registration![0]!.type, 'radio', 'a form’s own choices stay');
    const page = { registration: [{ name: 'department', type: 'radio' }, { name: 'size', type: 'select', options: ['one'] }, { name: 'why' }] };
    const kinds = forms({ page, config: { departments: [{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }] } }).registration!.map(({ type }) => type);
    assert.deepEqual(kinds, ['radio', 'select', 'text'], 'only departments, and as the form wants them to be asked for');
  });

  it('nothing that a page or a backend says breaks them', () => {
    fc.assert(fc.property(fc.anything(), fc.anything(), fc.string(), fc.string(), (page, server, shorthand, when) => {
      const made = forms({ page, shorthand, when, config: { forms: server } });
      assert.deepEqual(Object.keys(made), ['registration', 'handOff', 'offline', 'rating']);
    }));
  });
});

it('the example of the document is a form, and every kind of field is in its table', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/forms.md'), 'utf8');
  const [, json = ''] = /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(text) ?? [];
  const { registration, offline, rating } = forms({ page: JSON.parse(json) });
  assert.deepEqual([names(registration), names(offline), names(rating)], ['name,email,topic,order,consent', 'email,message', 'comment']);
  for (const type of FIELD_TYPES) assert.ok(text.includes(`\`${type}\``), type);
});

describe('fields in short', () => {
  it('are names, kinds and stars', () => {
    assert.deepEqual(toShorthand('name* email, phone order:number* website message'), [
      { name: 'name', type: 'text', required: true }, { name: 'email', type: 'email', required: false },
      { name: 'phone', type: 'tel', required: false }, { name: 'order', type: 'number', required: true },
      { name: 'website', type: 'url', required: false }, { name: 'message', type: 'textarea', required: false },
    ]);
  });

  it('leave out what is none', () => {
    assert.deepEqual(toShorthand(' ** <b> :x email:odd '), [{ name: 'email', type: 'email', required: false }]);
  });
});

describe('what is handed in', () => {
  it('a consent is the text that was agreed to', () => {
    const fields = toFields([{ name: 'ok', type: 'consent', label: 'I agree', required: true }, { name: 'present', type: 'checkbox', label: 'A present' }]);
    assert.deepEqual(toSubmission(fields, { ok: 'yes', present: 'yes' }), { ok: 'I agree', present: 'yes' });
    assert.deepEqual(toSubmission(fields, { ok: '', present: '' }), {}, 'and nothing where nobody did');
    assert.deepEqual(toSubmission(toFields([{ name: 'ok', type: 'consent' }]), { ok: 'yes' }), { ok: 'yes' });
  });

  it('a rating’s further answers are lines of its comment', () => {
    const fields = toFields([{ name: 'comment' }, { name: 'again', label: 'Again?', type: 'radio', options: [{ value: 'y', label: 'Yes' }] }, { name: 'x', label: 'X' }]);
    assert.equal(toComment(fields, { comment: 'Quick', again: 'y' }, ({ label = '' }) => label), 'Quick\nAgain?: Yes');
    assert.equal(toComment(fields, { x: 'Late' }, ({ label = '' }) => label), 'X: Late');
    assert.equal(toComment(fields, {}, () => ''), '');
  });
});
