import type { Transport, TransportContext } from '../../core/transport.js';
import { createRestProtocol } from '../wire/rest/rest-transport.js';

/** The open REST contract: any backend that implements these few endpoints. */
export function createTransport(context: TransportContext): Transport {
  return createRestProtocol(context).transport;
}
