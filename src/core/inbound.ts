import type { SharedAction } from './actions.js';
import type { TransportEvent } from './transport.js';

/** How long "is typing" stands when the backend does not say. */
const TYPING_TTL_MS = 8_000;
/** A backend that names a longer time must not leave the dots standing for good. */
export const TYPING_MAX_MS = 30_000;

type Of<T extends TransportEvent['type']> = Extract<TransportEvent, { type: T }>;
type Converters = { [T in TransportEvent['type']]?: (event: Of<T>, now: number) => SharedAction };

const converters: Converters = {
  message: ({ message }) => ({ type: 'message/received', message }),
  'message-updated': ({ message }) => ({ type: 'message/updated', message }),
  'message-deleted': ({ id }) => ({ type: 'message/deleted', id }),
  'message-part': (event, now) => ({ createdAt: now, ...event, type: 'message/part-received' }),
  receipt: ({ upTo, state }) => ({ type: 'receipt/received', upTo, state }),
  typing: ({ author, on, ttlMs = TYPING_TTL_MS }, now) => ({
    type: 'typing/changed',
    author,
    until: on ? now + Math.min(ttlMs, TYPING_MAX_MS) : null,
  }),
  participant: (event, now) => ({ type: 'message/received', message: toNotice(event, now) }),
  availability: ({ state, agents }) => ({
    type: 'availability/changed',
    availability: state,
    ...(agents && { agents }),
  }),
  queue: ({ queue }) => ({ type: 'queue/changed', queue }),
  conversation: ({ conversation }) => ({ type: 'conversation/changed', conversation }),
  config: ({ config }) => ({ type: 'config/received', config }),
  trigger: ({ rule }) => ({ type: 'config/received', config: { pushed: rule } }),
  capabilities: ({ change }) => ({ type: 'capabilities/changed', change }),
};

/** The facts of the wire as actions; events about the connection itself (`gap`, `connection-lost`) and `raw` make none. */
export function toAction(event: TransportEvent, now: number): SharedAction | undefined {
  const convert = converters[event.type] as ((event: TransportEvent, now: number) => SharedAction) | undefined;
  return convert?.(event, now);
}

/** Backends that announce people without a message of their own get a line in the list. */
function toNotice(event: Of<'participant'>, now: number) {
  const { who, change } = event;
  return {
    // No id: the backend does not know this line, so history cannot be asked for what follows it.
    localId: `${change}:${who.id ?? who.name ?? who.role}:${now}`,
    author: { role: 'system' as const },
    createdAt: now,
    // This device's clock must not put the line before or behind what the backend dates.
    isLocalTime: true,
    parts: [{ type: 'notice' as const, code: change, params: { name: who.name ?? '' } }],
  };
}
