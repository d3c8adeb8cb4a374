import type { TransportContext } from '../../core/transport.js';
import { toBase } from '../wire/rest/rest-caller.js';

/**
 * The context of the chat wire: its endpoint, and requests that name the page where nobody is known
 * yet, since some pages show or hide the widget. The path only: queries may hold secrets.
 */
export function withChatWire(context: TransportContext): TransportContext {
  const { fetch, config } = context;
  const base = toBase(config.endpoint);
  // What is no address stays as it is, for the first call to complain of.
  const endpoint = base ? `${base}chat` : config.endpoint;
  return {
    ...context,
    config: { ...config, endpoint },
    fetch: (input, init) => {
      const path = globalThis.location?.pathname;
      const asksForConfig = typeof input === 'string' && input.startsWith(`${endpoint}/config?`);
      return fetch(asksForConfig && path ? `${input}&page=${encodeURIComponent(path)}` : input, init);
    },
  };
}
