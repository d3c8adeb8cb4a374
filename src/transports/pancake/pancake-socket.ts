import { Socket, type SocketConnectOption } from 'phoenix';
import type { PancakeSettings } from './pancake-settings.js';
import { toFrame } from './pancake-frame-mapper.js';
import { createWireClass } from './pancake-wire.js';

/** The longest that a timer can be set to: the client's own never fire, since retries are the core's. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * A socket of the official client, which opens one connection and knows no other: nothing of it
 * reconnects, rejoins, beats or times out by itself.
 * @param onNonsense told of what is no frame
 */
export function createSocket(
  { base, pageId }: PancakeSettings,
  Real: typeof WebSocket,
  onNonsense: (raw: unknown) => void,
): Socket {
  const options: Partial<SocketConnectOption> & { __proto__: null } = {
    // What a page put on Object.prototype must not become an option.
    __proto__: null,
    params: { pke_chat_plugin_page_id: pageId },
    vsn: '2.0.0',
    transport: createWireClass(Real),
    timeout: NEVER_MS,
    heartbeatIntervalMs: NEVER_MS,
    reconnectAfterMs: () => NEVER_MS,
    rejoinAfterMs: () => NEVER_MS,
    // Asking for the real one throws in a sandboxed frame.
    sessionStorage: {},
    decode(raw: unknown, callback: (frame: unknown) => void) {
      const frame = toFrame(raw);
      if (frame) callback(frame);
      else onNonsense(raw);
    },
  };
  return withoutListeners(() => new Socket(`${base.replace(/^http/, 'ws')}socket`, options));
}

/**
 * Runs `make` while window and document take no listeners. The client adds some that nobody can
 * take away again, and that close and reconnect it as the page is hidden and shown: the core's affair.
 */
function withoutListeners<T>(make: () => T): T {
  const places: object[] = typeof document === 'undefined' ? [] : [globalThis, document];
  const own = places.map((place) => Object.getOwnPropertyDescriptor(place, 'addEventListener'));
  for (const place of places) {
    // A page that froze them keeps four idle listeners.
    Reflect.defineProperty(place, 'addEventListener', { configurable: true, value: () => undefined });
  }
  try {
    return make();
  } finally {
    for (const [index, place] of places.entries()) {
      const before = own[index];
      if (before) Reflect.defineProperty(place, 'addEventListener', before);
      else Reflect.deleteProperty(place, 'addEventListener');
    }
  }
}
