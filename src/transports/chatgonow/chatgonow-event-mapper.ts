import type { TransportEvent } from '../../core/transport.js';
import { defined, flag, id, mapped, shape, type Mapping, type Reader } from '../wire/readers.js';
import { toAvailability, toServerConfig } from './chatgonow-config-mapper.js';
import { toMessage } from './chatgonow-message-mapper.js';

const EVENTS: Readonly<Record<string, Reader<TransportEvent>>> = {
  message: mapped(shape({ message: toMessage }), ({ message }) => ({ type: 'message', message })),
  typing: mapped(shape({ on: flag }, { sender_name: id }), ({ on, sender_name: name }) => ({
    type: 'typing',
    on,
    author: defined({ role: 'agent', name }),
  })),
  agent: mapped(shape({ online: toAvailability }), ({ online: state }) => ({ type: 'availability', state })),
  config: mapped(shape({ config: toServerConfig }), ({ config }) => ({ type: 'config', config })),
  read: mapped(shape({ up_to: id }), ({ up_to: upTo }) => ({ type: 'receipt', upTo, state: 'read' })),
  ended: mapped(shape({}), () => ({ type: 'conversation', conversation: { state: 'ended' } })),
};

/** One event, polled or streamed: `{cursor, type, …}`. An unknown or malformed one becomes `raw`. */
export function toEvent(type: string, data: unknown, mapping: Mapping): TransportEvent {
  const reader = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;
  return reader?.(data, mapping) ?? { type: 'raw', name: type, data };
}
