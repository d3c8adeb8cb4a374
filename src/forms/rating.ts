import type { FormValues } from './validate.js';
import type { Field } from './fields.js';

/** What a rating says besides its score, as the one comment that every backend takes. */
export function toComment(fields: readonly Field[], values: FormValues, labelOf: (field: Field) => string): string {
  const { comment = '' } = values;
  const lines = fields.flatMap((field) => {
    const value = field.name === 'comment' ? '' : values[field.name];
    const chosen = field.options.find((option) => option.value === value)?.label;
    return value ? [`${labelOf(field)}: ${chosen ?? value}`] : [];
  });
  return [comment, ...lines].filter(Boolean).join('\n');
}
