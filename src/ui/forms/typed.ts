import type { FormValues } from '../../forms/validate.js';
import type { Keep } from '../../storage/keep.js';

const NAME = 'form';

/**
 * What a visitor has typed into a form that is not sent yet, by field: one record for all forms, so that the
 * same question finds its answer in the next one. A reload does not lose it; it goes when a form is sent.
 */
export function readTyped(keep: Keep): FormValues {
  try {
    const kept: unknown = JSON.parse(keep.get(NAME) ?? '{}');
    const entries = Object.entries(Object(kept) as object).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(entries) as FormValues;
  } catch {
    return {}; // another version's, or somebody else's
  }
}

export function keepTyped(keep: Keep, typed: FormValues): void {
  if (Object.values(typed).some(Boolean)) keep.set(NAME, JSON.stringify(typed));
  else keep.remove(NAME);
}
