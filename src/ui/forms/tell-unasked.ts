import type { Chat } from '../../core/chat.js';
import type { ChatState } from '../../core/state.js';
import { toSubmission } from '../../forms/validate.js';
import type { PanelScope } from '../panel-scope.js';
import { formsOf } from './forms-of.js';
import { answeredOf } from './to-intake-kind.js';

const told = new WeakMap<Chat, unknown>();

/** A form that is not shown, because all it asks is known, may have hidden fields: the core is told of them, and connects to nobody. */
export function tellUnasked({ chat, host }: PanelScope, state: ChatState): void {
  const { registration } = formsOf(host, state);
  const isBegun = state.messages.length || state.conversation.state !== 'none';
  if (!registration || isBegun || told.get(chat) === registration || answeredOf(state, host)) return;
  told.set(chat, registration);
  // One department needs no telling: there is no other.
  const hidden = registration.filter(({ type, name }) => type === 'hidden' && name !== 'department');
  const fields = toSubmission(hidden, Object.fromEntries(hidden.map(({ name, default: value = '' }) => [name, value])));
  // Told again with the next page, if this time it cannot be.
  if (Object.keys(fields)[0]) void chat.identify({ fields }).catch(() => told.delete(chat));
}
