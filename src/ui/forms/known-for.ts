import { toTick } from '../../forms/fields.js';
import type { Field } from '../../forms/fields.js';
import { askedFor, problemOf } from '../../forms/validate.js';
import type { FormValues } from '../../forms/validate.js';

/** What is known of a field, if it would take that. Nobody agrees by what is known of them. */
export function knownFor(field: Field, known: FormValues): string | undefined {
  const value = known[field.name];
  if (value === undefined || field.type === 'consent') return undefined;
  if (field.type === 'checkbox') return toTick(value);
  return problemOf(field, value) ? undefined : value;
}

/** True when a form has nothing left to ask: whoever is known is not asked again. */
export function isAnswered(fields: readonly Field[], known: FormValues): boolean {
  const values = Object.fromEntries(fields.map((field) => [field.name, knownFor(field, known) ?? field.default ?? '']));
  const shown = askedFor(fields, values).filter(({ type }) => type !== 'hidden');
  const required = shown.filter((field) => field.required);
  return (required.length ? required : shown).every((field) => knownFor(field, known));
}
