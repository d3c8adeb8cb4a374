import type { Field } from './fields.js';
import { toSafePattern } from './safe-pattern.js';

export type FormValues = Record<string, string>;

/** What is wrong with one field; `code` selects the words. */
export type Problem =
  | { code: 'required' | 'consent' | 'email' | 'phone' | 'url' | 'number' | 'date' | 'choice' | 'generic' }
  | { code: 'tooShort'; min: number }
  | { code: 'tooLong'; max: number }
  /** The form's own words, where it has any. */
  | { code: 'pattern'; message: string | undefined };

/** A field that depends on another is asked for only while it fits; what that one says counts only while it is asked for itself. */
export function askedFor(fields: readonly Field[], values: FormValues): Field[] {
  const isAsked = ({ name, visibleIf }: Field, round: readonly string[]): boolean => {
    if (!visibleIf || round.includes(name)) return true;
    const on = fields.find((field) => field.name === visibleIf.field);
    const isSaid = !on || isAsked(on, [...round, name]);
    return ((isSaid && values[visibleIf.field]) || '') === visibleIf.is;
  };
  return fields.filter((field) => isAsked(field, []));
}

/** Beyond this length nothing that a form asks for is meant. */
const MAX_LENGTH = 10_000;
const MAX_MATCHED = 500;

const CHECKS: Partial<Record<Field['type'], (value: string, field: Field) => Problem | undefined>> = {
  email: (value) => (/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value) ? undefined : { code: 'email' }),
  tel: (value) => (/^\+?[\d\s().\-/]{5,40}$/.test(value) ? undefined : { code: 'phone' }),
  number: (value) => (Number.isFinite(Number(value)) ? undefined : { code: 'number' }),
  date: (value) => (/^\d{4,6}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : { code: 'date' }),
  url: (value) => (/^https?:/i.test(value) && URL.canParse(value) ? undefined : { code: 'url' }),
  select: chosen,
  radio: chosen,
};

function chosen(value: string, { options }: Field): Problem | undefined {
  return options.some((option) => option.value === value) ? undefined : { code: 'choice' };
}

function length(value: string, { minLength = 0, maxLength = MAX_LENGTH }: Field): Problem | undefined {
  if (value.length < minLength) return { code: 'tooShort', min: minLength };
  return value.length > maxLength ? { code: 'tooLong', max: maxLength } : undefined;
}

type Compile = (pattern: string) => ((text: string) => boolean) | undefined;
let compile: Compile | undefined;

/** Code for patterns with groups and alternatives; it comes only where a form has one. */
export const usePatterns = (code: Compile): void => void (compile = code);

/** Whether that code is wanted. */
export const needsPatterns = (fields: readonly Field[]): boolean =>
  !compile && fields.some(({ pattern }) => pattern !== undefined && !toSafePattern(pattern));

function shape(value: string, { pattern, patternMessage }: Field): Problem | undefined {
  // One that may run for ever is left to the backend, and so is a text on which even a flat one is slow.
  if (pattern === undefined || value.length > MAX_MATCHED) return undefined;
  const isRight = toSafePattern(pattern)?.test(value) ?? compile?.(`^(?:${pattern})$`)?.(value) ?? true;
  return isRight ? undefined : { code: 'pattern', message: patternMessage };
}

/** Without blanks around it; an address or a number may have been typed in the digits and letters of another keyboard. */
function toPlain({ type }: Field, raw = ''): string {
  const value = raw.trim();
  if (!/^(email|tel|url)$/.test(type)) return value;
  return value.normalize('NFKC').replace(/[٠-٩۰-۹]/g, (digit) => `${digit.charCodeAt(0) & 15}`);
}

/** Nobody fills in a choice, or a box to tick. */
const MISSING: Partial<Record<Field['type'], 'consent' | 'choice'>> = {
  consent: 'consent',
  checkbox: 'consent',
  select: 'choice',
  radio: 'choice',
};

/** What is wrong with one value, or nothing. Blanks around it do not count. */
export function problemOf(field: Field, raw?: string): Problem | undefined {
  const value = toPlain(field, raw);
  if (!value) return field.required ? { code: MISSING[field.type] ?? 'required' } : undefined;
  return length(value, field) ?? CHECKS[field.type]?.(value, field) ?? shape(value, field);
}

/** Every problem of a form by the field's name. What is hidden no visitor could mend. */
export function validate(fields: readonly Field[], values: FormValues): Record<string, Problem> {
  return Object.fromEntries(
    askedFor(fields, values).flatMap((field) => {
      const problem = field.type === 'hidden' ? undefined : problemOf(field, values[field.name]);
      return problem ? [[field.name, problem]] : [];
    }),
  );
}

/**
 * What is sent: values of the fields that are asked for, without blanks around them and without
 * empty ones. Of a consent it is the text that was agreed to: that is what must be kept.
 */
export function toSubmission(fields: readonly Field[], values: FormValues): FormValues {
  return Object.fromEntries(
    askedFor(fields, values).flatMap((field) => {
      const value = toPlain(field, values[field.name]);
      const said = value && field.type === 'consent' ? field.label || value : value;
      return said ? [[field.name, said]] : [];
    }),
  );
}
