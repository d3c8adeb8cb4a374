import type { TransportEvent } from '../../core/transport.js';
import { amount, id, isWire, shape, text, type Wire } from '../wire/readers.js';
import type { RocketFeed } from './rocketchat-feed.js';
import { toAuthor } from './rocketchat-message-mapper.js';
import { isOpen } from './rocketchat-session.js';
import { toRocketAgent, toRocketAvailability, user, when, type RocketMapping } from './rocketchat-wire.js';

/** What is known while a frame is read. */
export type TopicView = Pick<RocketFeed, 'agents' | 'availability' | 'known' | 'people' | 'session'>;

type Events = TransportEvent[] | undefined;
type ToEvents = (args: readonly unknown[], view: TopicView, mapping: RocketMapping) => Events;

const queue = shape({}, { spot: amount, estimatedWaitTimeSeconds: amount });

/** Typing comes by user name; a message ends it by the id of its author, so both must be the same person. */
function toTyping(username: unknown, on: boolean, view: TopicView, mapping: RocketMapping): Events {
  if (typeof username !== 'string' || !username) return undefined;
  if (username === view.session.username) return []; // nobody is told that they type themselves
  const author = view.people.get(username) ?? toAuthor({ _id: username, username }, 'agent', mapping);
  return [{ type: 'typing', on, author }];
}

/** The newest own message up to then; a receipt counts for all before it. */
function toReceipt(order: unknown, { known }: TopicView, mapping: RocketMapping): Events {
  const until = isWire(order) ? when(order['until'], mapping) : undefined;
  if (until === undefined) return undefined;
  let newest: [string, number] | undefined;
  for (const [key, { at, isOwn }] of known) {
    if (isOwn && at <= until && at >= (newest?.[1] ?? 0)) newest = [key, at];
  }
  return newest ? [{ type: 'receipt', upTo: newest[0], state: 'read' }] : [];
}

/** The conversation in another state; one that is over stays so, whatever comes late. */
function move(state: 'active' | 'queued', { session }: TopicView): TransportEvent[] {
  return isOpen(session) ? [{ type: 'conversation', conversation: { ...session.conversation, state } }] : [];
}

/** `stream-livechat-room`: who serves, whether they are there, and the place in line. */
type ToFacts = (data: unknown, view: TopicView, mapping: RocketMapping) => TransportEvent[];
const LIVECHAT: Readonly<Record<string, ToFacts>> = {
  agentData(data, view, mapping) {
    const agents = toRocketAgent(user(data, mapping), mapping);
    const state = toRocketAvailability(isWire(data) ? data['status'] : undefined) ?? view.availability;
    return [{ type: 'availability', state, agents }, ...move(isWire(data) ? 'active' : 'queued', view)];
  },
  queueData(data, view, mapping) {
    const known = queue(data, mapping);
    if (!known || view.session.conversation.state === 'ended') return [];
    const { spot, estimatedWaitTimeSeconds: eta } = known;
    const place = { ...(spot && { position: spot }), ...(eta && { etaSeconds: eta }) };
    return [...move('queued', view), { type: 'queue', queue: place }];
  },
  visitorData: () => [],
};

/** Stream and what its key says behind the room's id → our events. */
const TOPICS: Readonly<Record<string, ToEvents>> = {
  'stream-livechat-room': ([said], view, mapping) => {
    const { type, data, status } = isWire(said) ? said : ({} as Wire);
    if (type === 'agentStatus') {
      const state = toRocketAvailability(status);
      return state && [{ type: 'availability', state, agents: view.agents }];
    }
    const name = text(type, mapping) ?? '';
    return Object.hasOwn(LIVECHAT, name) ? LIVECHAT[name]!(data, view, mapping) : undefined;
  },
  'stream-notify-room/user-activity': ([username, activities], view, mapping) =>
    Array.isArray(activities) ? toTyping(username, activities.includes('user-typing'), view, mapping) : undefined,
  'stream-notify-room/typing': ([username, on], view, mapping) =>
    typeof on === 'boolean' ? toTyping(username, on, view, mapping) : undefined,
  'stream-notify-room/deleteMessage': ([order], _view, mapping) => {
    const key = isWire(order) ? id(order['_id'], mapping) : undefined;
    return key === undefined ? undefined : [{ type: 'message-deleted', id: key }];
  },
  'stream-notify-room/messagesRead': ([order], view, mapping) => toReceipt(order, view, mapping),
};

/** A frame that is no message as events; an unknown or malformed one becomes `raw`. */
export function toTopicEvents(
  name: string,
  args: readonly unknown[],
  view: TopicView,
  mapping: RocketMapping,
): TransportEvent[] {
  const toEvents = Object.hasOwn(TOPICS, name) ? TOPICS[name] : undefined;
  return toEvents?.(args, view, mapping) ?? [{ type: 'raw', name, data: args }];
}
