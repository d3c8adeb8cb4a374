import type { SharedAction } from './actions.js';
import type { TransportEvent } from './transport.js';

/** How long "is typing" stands when the backend does not say. */
const TYPING_TTL_MS = 8_000;
/** A backend that names a longer time must not leave the dots standing for good. */
const TYPING_MAX_MS = 30_000;

/**
 * The facts of the wire as actions. Events about the connection itself (`gap`, `connection-lost`)
 * and those for other rooms (`trigger`, `extension`, `raw`) make none.
 */
export function toAction(event: TransportEvent, now: number): SharedAction | undefined {
  switch (event.type) {
    case 'message':
      return { type: 'message/received', message: event.message };
    case 'message-updated':
      return { type: 'message/updated', message: event.message };
    case 'message-deleted':
      return { type: 'message/deleted', id: event.id };
    case 'message-part':
      return { createdAt: now, ...event, type: 'message/part-received' };
    case 'receipt':
      return { type: 'receipt/received', upTo: event.upTo, state: event.state };
    case 'typing': {
      const ttl = Math.min(event.ttlMs ?? TYPING_TTL_MS, TYPING_MAX_MS);
      return { type: 'typing/changed', author: event.author, until: event.on ? now + ttl : null };
    }
    case 'participant':
      return { type: 'message/received', message: toNotice(event, now) };
    case 'availability':
      return {
        type: 'availability/changed',
        availability: event.state,
        ...(event.agents ? { agents: event.agents } : {}),
      };
    case 'queue':
      return { type: 'queue/changed', queue: event.queue };
    case 'conversation':
      return { type: 'conversation/changed', conversation: event.conversation };
    case 'config':
      return { type: 'config/received', config: event.config };
    case 'capabilities':
      return { type: 'capabilities/changed', change: event.change };
    default:
      return undefined;
  }
}

/** Backends that announce people without a message of their own get a line in the list. */
function toNotice(event: Extract<TransportEvent, { type: 'participant' }>, now: number) {
  const { who, change } = event;
  return {
    id: `${change}:${who.id ?? who.name ?? who.role}:${now}`,
    author: { role: 'system' as const },
    createdAt: now,
    parts: [{ type: 'notice' as const, code: change, params: { name: who.name ?? '' } }],
  };
}
