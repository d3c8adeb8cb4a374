import type { Field } from './site-config.js';

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const longest = 10_000;

/** Whether a text can be a mail address: one @, a dot behind it, no blanks. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && email.test(text);
}

/**
 * Checks form values against the site's fields.
 * @returns the failed ones: 'required', 'too_short', 'too_long' or 'invalid' by field name
 */
export function checkFields(fields: readonly Field[], values: Record<string, string>): Record<string, string> {
  const failed: Record<string, string> = {};
  for (const field of fields) {
    const problem = isShown(field, values) ? problemOf(field, (values[field.name] ?? '').trim()) : undefined;
    if (problem !== undefined) failed[field.name] = problem;
  }
  return failed;
}

function isShown(field: Field, values: Record<string, string>): boolean {
  return field.visibleIf === undefined || values[field.visibleIf.field] === field.visibleIf.is;
}

function problemOf(field: Field, value: string): string | undefined {
  if (value === '' || (field.type === 'checkbox' && value === 'false')) return field.required ? 'required' : undefined;
  if (value.length > (field.maxLength ?? longest)) return 'too_long';
  if (value.length < (field.minLength ?? 0)) return 'too_short';
  return isAllowed(field, value) ? undefined : 'invalid';
}

function isAllowed({ type, options, pattern }: Field, value: string): boolean {
  if (type === 'email' && !isEmail(value)) return false;
  if (options && !options.some((option) => option.value === value)) return false;
  return pattern === undefined || fits(pattern, value);
}

/** The pattern comes from the site's owner; a broken one must not lock every visitor out. */
function fits(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true;
  }
}
