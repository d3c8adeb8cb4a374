import type { TransportEvent } from '../../../core/transport.js';
import { toAgents, toAvailability, toConversation, toServerConfig } from './rest-config-mapper.js';
import { toMessage } from './rest-message-mapper.js';
import { author } from './rest-parts-mapper.js';
import { amount, flag, id, raw, shape, time, word, words, type Mapping, type Reader } from '../readers.js';

type Body<T> = Omit<Extract<TransportEvent, { type: T }>, 'type'>;

/** `{[name]: what the reader read}`, or nothing. */
function as<K extends string, T>(name: K, reader: Reader<T>): Reader<{ [P in K]: T }> {
  return (value, mapping) => shape({ [name]: reader })({ [name]: value }, mapping) as { [P in K]: T };
}

const agent = author('agent');
const message = as('message', toMessage);

/** Event type of the contract → the members of the same event of ours. */
const EVENTS: { readonly [T in TransportEvent['type']]?: Reader<Body<T>> } = {
  message,
  'message-updated': message,
  'message-deleted': shape({ id }),
  'message-part': shape(
    {
      id,
      op: word(['start', 'append', 'replace', 'end']),
      text: words,
    },
    { offset: amount, author: author('bot'), createdAt: time },
  ),
  typing: shape({ author: agent, on: flag }, { ttlMs: amount }),
  receipt: shape({ upTo: id, state: word(['delivered', 'read']) }),
  participant: shape({ change: word(['joined', 'left']), who: agent }),
  availability: shape({ state: toAvailability }, { agents: toAgents }),
  queue: as('queue', shape({ position: amount }, { etaSeconds: amount })),
  conversation: as('conversation', toConversation),
  config: as('config', toServerConfig),
  trigger: as('rule', raw),
};

/** One event of the open REST contract as one of ours; an unknown or malformed one becomes `raw`. */
export function toEvent(type: string, data: unknown, mapping: Mapping): TransportEvent {
  const reader = Object.hasOwn(EVENTS, type) ? EVENTS[type as 'message'] : undefined;
  const body = reader?.(data, mapping);
  return body ? ({ type, ...body } as TransportEvent) : { type: 'raw', name: type, data };
}
