import type { Visitor } from '../../core/model.js';
import { selectCan } from '../../core/selectors.js';
import type { Field } from '../../forms/fields.js';
import { toLines } from '../../forms/lines.js';
import type { FormValues } from '../../forms/validate.js';
import { labelOf } from '../field-view.js';
import type { PanelScope } from '../panel-scope.js';

/** Values as the core knows a visitor: three of them have places of their own. */
export function toVisitor({ name, email, phone, ...fields }: FormValues): Visitor {
  return {
    ...(name && { name }),
    ...(email && { email }),
    ...(phone && { phone }),
    ...(Object.keys(fields)[0] && { fields }),
  };
}

/**
 * The backend cannot take this form: it has none, it is too late for it, or it wants fields that this one does not
 * ask. No visitor could ever mend that.
 */
function isHopeless(thrown: unknown, fields: readonly Field[]): boolean {
  const { code, fields: refused = {} } = Object(thrown) as { code?: string; fields?: Record<string, string> };
  const names = Object.keys(refused);
  return code === 'unsupported' || (names.length > 0 && !fields.some(({ name, type }) => type !== 'hidden' && names.includes(name)));
}

/**
 * Hands in a registration on whatever the backend has: its own form; else what it takes of a visitor; else
 * the visitor's words in the conversation, where everybody sees that they were said. Nothing is dropped in silence.
 */
export async function deliver({ chat, localize }: PanelScope, fields: readonly Field[], values: FormValues): Promise<void> {
  const hasForm = chat.state.capabilities.register !== false;
  if (hasForm) {
    try {
      return await chat.register(values);
    } catch (thrown) {
      if (!isHopeless(thrown, fields)) throw thrown;
    }
  }
  // Kept by the core in any case: a connection that begins later tells it.
  await chat.identify(toVisitor(values));
  const isTold = selectCan(chat.state, 'identify') && (!hasForm || !selectCan(chat.state, 'register'));
  if (!isTold) await chat.send({ text: toLines(fields, values, (field) => labelOf(field, localize)) });
}
