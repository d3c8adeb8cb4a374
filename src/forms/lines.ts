import type { FormValues } from './validate.js';
import type { Field } from './fields.js';

type LabelOf = (field: Field) => string;

/** A form as lines that a person reads: what is asked, and the answer. */
export function toLines(fields: readonly Field[], values: FormValues, labelOf: LabelOf): string {
  const lines = fields.flatMap((field) => {
    const value = values[field.name];
    const chosen = field.options.find((option) => option.value === value)?.label;
    return value ? [`${labelOf(field)}: ${chosen ?? value}`] : [];
  });
  return lines.join('\n');
}

/** What a rating says besides its score, as the one comment that every backend takes. */
export function toComment(fields: readonly Field[], values: FormValues, labelOf: LabelOf): string {
  const others = fields.filter(({ name }) => name !== 'comment');
  return [values['comment'], toLines(others, values, labelOf)].filter(Boolean).join('\n');
}
