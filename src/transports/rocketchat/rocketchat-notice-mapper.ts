import type { NoticePart } from '../../core/model.js';
import { isWire, shape, text, type Wire } from '../wire/readers.js';
import { user, type RocketMapping } from './rocketchat-wire.js';

const transfer = shape(
  {},
  { scope: text, transferredBy: user, transferredTo: user, nextDepartment: user, department: text },
);

const notice = (code: string, fallback: string, params: Record<string, string> = {}): NoticePart => ({
  type: 'notice',
  code,
  params,
  fallback,
});

/** `livechat_transfer_history`: to an agent, to a department, or back into the queue. */
function toTransfer(message: Wire, mapping: RocketMapping): NoticePart {
  const known = transfer(message['transferData'], mapping) ?? {};
  const name = (who: typeof known.transferredBy): string =>
    mapping.rules.hidesAgent ? '' : (who?.name ?? who?.username ?? '');
  const [from, to] = [name(known.transferredBy), name(known.transferredTo)];
  const department = known.nextDepartment?.name ?? known.department;
  if (known.scope?.endsWith('ueue')) return notice('requeued', 'You were returned to the queue');
  if (known.scope === 'department' && department) return notice('department', department, { department });
  return from && to
    ? notice('transfer', `${from} → ${to}`, { from, to })
    : notice('transferred', 'You were passed to somebody else');
}

function nameOf(message: Wire, mapping: RocketMapping): Record<string, string> {
  const who = user(message['u'], mapping);
  return { name: mapping.rules.hidesAgent ? '' : (who?.name ?? who?.username ?? '') };
}

/** The system messages of which a visitor is told; all others are not shown, as in the official widget. */
const SHOWN: Readonly<Record<string, (message: Wire, mapping: RocketMapping) => NoticePart>> = {
  'livechat-started': () => notice('started', 'Chat started'),
  livechat_transfer_history: toTransfer,
  uj: (message, mapping) => notice('joined', 'User joined', nameOf(message, mapping)),
  ul: (message, mapping) => notice('left', 'User left', nameOf(message, mapping)),
};

/** The line that a system message makes, or undefined for one that is not shown. */
export function toSystemNotice(message: unknown, mapping: RocketMapping): NoticePart | undefined {
  const type = (isWire(message) && text(message['t'], mapping)) || '';
  if (!Object.hasOwn(SHOWN, type) || mapping.rules.hidden.includes(type)) return undefined;
  return SHOWN[type]!(message as Wire, mapping);
}
