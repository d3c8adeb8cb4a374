import type { TransportEvent } from '../../core/transport.js';
import { flag, id, isWire, shape, type Mapping, type Reader } from '../wire/readers.js';
import { toAvailability, toServerConfig } from './chatgonow-config-mapper.js';
import { toMessage } from './chatgonow-message-mapper.js';

const typing = shape({ on: flag }, { sender_name: id });
const agent = shape({ online: toAvailability });
const read = shape({ up_to: id });
const message = shape({ message: toMessage });
const config = shape({ config: toServerConfig });

const EVENTS: Readonly<Record<string, Reader<TransportEvent>>> = {
  message: (value, mapping) => {
    const known = message(value, mapping);
    return known && { type: 'message', ...known };
  },
  typing: (value, mapping) => {
    const known = typing(value, mapping);
    const name = known?.sender_name;
    return known && { type: 'typing', on: known.on, author: { role: 'agent', ...(name && { name }) } };
  },
  agent: (value, mapping) => {
    const known = agent(value, mapping);
    return known && { type: 'availability', state: known.online };
  },
  config: (value, mapping) => {
    const known = config(value, mapping);
    return known && { type: 'config', ...known };
  },
  read: (value, mapping) => {
    const known = read(value, mapping);
    return known && { type: 'receipt', upTo: known.up_to, state: 'read' };
  },
  ended: (value) => (isWire(value) ? { type: 'conversation', conversation: { state: 'ended' } } : undefined),
};

/** One event, polled or streamed: `{cursor, type, …}`. An unknown or malformed one becomes `raw`. */
export function toEvent(type: string, data: unknown, mapping: Mapping): TransportEvent {
  const reader = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;
  return reader?.(data, mapping) ?? { type: 'raw', name: type, data };
}
