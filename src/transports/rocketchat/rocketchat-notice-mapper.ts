import type { NoticePart } from '../../core/model.js';
import { shape, text, type Wire } from '../wire/readers.js';
import { user, type RocketMapping, type RocketUser } from './rocketchat-wire.js';

const transfer = shape({}, { scope: text, transferredBy: user, transferredTo: user, nextDepartment: user });

/** @param fallback until the widget’s own words are there */
const notice = (code: string, params: Record<string, string> = {}, fallback?: string): NoticePart => ({
  type: 'notice',
  code,
  params,
  ...(fallback && { fallback }),
});

const nameOf = (who: RocketUser | undefined, { rules }: RocketMapping): string =>
  (!rules.hidesAgent && (who?.name ?? who?.username)) || '';

/** `livechat_transfer_history`: to an agent, to a department, or back into the queue. */
function toTransfer({ transferData }: Wire, mapping: RocketMapping): NoticePart {
  const { scope, transferredBy, transferredTo, nextDepartment } = transfer(transferData, mapping) ?? {};
  const [from, to] = [nameOf(transferredBy, mapping), nameOf(transferredTo, mapping)];
  const department = nextDepartment?.name;
  if (scope?.endsWith('ueue')) return notice('requeued', {}, 'You were returned to the queue');
  if (scope === 'department' && department) return notice('department', { department });
  return from && to ? notice('transfer', { from, to }) : notice('transferred', {}, 'You were passed to somebody else');
}

const toName = ({ u }: Wire, mapping: RocketMapping): { name: string } => ({ name: nameOf(user(u, mapping), mapping) });

/** The system messages of which a visitor is told; all others are not shown, as in the official widget. */
const SHOWN: Readonly<Record<string, (message: Wire, mapping: RocketMapping) => NoticePart>> = {
  'livechat-started': () => notice('started', {}, 'Chat started'),
  livechat_transfer_history: toTransfer,
  uj: (message, mapping) => notice('joined', toName(message, mapping)),
  ul: (message, mapping) => notice('left', toName(message, mapping)),
};

/** The line that a system message of this type makes, or undefined for one that is not shown. */
export function toSystemNotice(type: string, message: Wire, mapping: RocketMapping): NoticePart | undefined {
  const isShown = Object.hasOwn(SHOWN, type) && !mapping.rules.hidden.includes(type);
  return isShown ? SHOWN[type]!(message, mapping) : undefined;
}
