import type { ChatService } from '../../conversation/chat-service.js';
import type { Author, LoggedEvent, Message } from '../../conversation/model.js';
import type { ChatgonowOptions } from './chatgonow-options.js';
import { toWireConfig } from './chatgonow-config.js';
import { toRows } from './chatgonow-rows.js';

/** What `poll` answers, and a stream's `data:` lines hold. */
export type ChatgonowEvent = { cursor: string; type: string } & Record<string, unknown>;

/** Known to the service, but this protocol has no word for them. */
const unspoken = new Set(['message-deleted', 'message-part', 'participant', 'queue', 'trigger', 'conversation', 'receipt']);

/** One event of the log in the protocol's words: none, one, or one for each row of a message. */
export function toWireEvents(service: ChatService, options: ChatgonowOptions, event: LoggedEvent): ChatgonowEvent[] {
  return toBodies(service, options, event).map(({ type, ...body }) => ({ cursor: event.cursor, type: String(type), ...body }));
}

function toBodies(service: ChatService, options: ChatgonowOptions, { type, data }: LoggedEvent): Record<string, unknown>[] {
  switch (type) {
    // An edit is the same row again: readers know it by its id.
    case 'message-updated':
    case 'message': {
      const stored = service.context.messages.find((data as Message).id);
      return stored ? toRows(service, stored).map((message) => ({ type: 'message', message })) : [];
    }
    case 'typing': {
      const { author, on } = data as { author: Author; on: boolean };
      return [{ type, on, sender_name: author.name ?? 'Agent' }];
    }
    case 'availability':
      return [{ type: 'agent', online: (data as { state: string }).state !== 'offline' }];
    case 'config':
      return [{ type, config: toWireConfig(service, options) }];
    default:
      return toRareBodies(service, type, data);
  }
}

function toRareBodies(service: ChatService, type: string, data: unknown): Record<string, unknown>[] {
  const { state, upTo } = (data ?? {}) as { state?: string; upTo?: string };
  if (type === 'conversation' && state === 'ended') return [{ type: 'ended' }];
  if (type === 'receipt' && state === 'read') {
    const stored = service.context.messages.find(String(upTo));
    return stored ? [{ type: 'read', up_to: toRows(service, stored).at(-1)?.id }] : [];
  }
  return unspoken.has(type) ? [] : [{ type, data }];
}
