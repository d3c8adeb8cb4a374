import type { ContractBackend, ContractFeature, ContractHarness } from 'chat-widget-element/testing';
import { Kiosk } from './kiosk.js';
import { kioskTransport } from './kiosk-transport.js';

const memory = 'the kiosk lives in this process: there is no wire to break';
const plain = 'the kiosk has no such thing';

const LACKS: Partial<Record<ContractFeature, string>> = {
  prepare: plain, upload: plain, receipts: plain, availability: plain, register: plain, offline: plain,
  rating: plain, transcript: plain, identify: plain, page: plain, forget: plain, stream: plain,
  failures: memory, hang: memory, lostAnswer: memory, drop: memory, restart: memory, expiry: memory,
  rawFrames: memory, requests: memory, replay: memory,
};

/** The contract on the kiosk: a fresh one for each case, and this file is all that a test needs. */
export function kioskHarness(): ContractHarness {
  let kiosk = new Kiosk();
  return {
    name: 'kiosk',
    // Bound late: each case opens a kiosk of its own.
    createTransport: (context) => kioskTransport(kiosk)(context),
    lacks: LACKS,
    async open() {
      kiosk = new Kiosk();
      return toBackend(kiosk);
    },
  };
}

function toBackend(kiosk: Kiosk): ContractBackend {
  return {
    config: { transport: 'kiosk', endpoint: '', site: '', locale: 'en', options: {} },
    fetch,
    countOpen: () => 0,
    stored: async (id) =>
      kiosk
        .lines(id)
        .filter(({ from }) => from === 'guest')
        .map(({ id: line, key, text }) => ({ id: line, text, files: 0, ...(key !== undefined && { localId: key }) })),
    say: async (id, text) => (await kiosk.say(id, 'clerk', text)).id,
    typing: async (id, on) => kiosk.typing(id, on, 'clerk'),
    end: async (id) => kiosk.close(id),
    close: async () => undefined,
  };
}
