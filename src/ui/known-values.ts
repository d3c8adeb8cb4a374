import type { Field } from '../forms/fields.js';
import type { FormValues } from '../forms/validate.js';

/** What the page said of the visitor on the element itself. */
export function knownValues(part: Element): FormValues {
  const { host } = part.getRootNode() as Partial<ShadowRoot>;
  const entries = ['name', 'email'].map((name) => [name, host?.getAttribute(name)?.trim() ?? '']);
  return Object.fromEntries(entries.filter(([, value]) => value)) as FormValues;
}

/** True when a form has nothing left to ask: whoever is known is not asked again. */
export function isAnswered(fields: readonly Field[], known: FormValues): boolean {
  const required = fields.filter((field) => field.required);
  return (required.length ? required : fields).every(({ name }) => known[name]);
}
