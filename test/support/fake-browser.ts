import type { ChatNotice } from '../../src/core/chat.js';
import { ChatClient, type ChatClientOptions } from '../../src/core/client.js';
import * as calls from '../../src/core/rare-calls.js';
import * as past from '../../src/core/past.js';
import { Peer, type PeerOptions } from '../../src/core/peer.js';
import type { RareCode } from '../../src/core/rare-code.js';
import * as uploads from '../../src/core/upload-parts.js';
import type { Clock } from '../../src/core/clock.js';
import type { Message } from '../../src/core/model.js';
import type { Emit, Transport } from '../../src/core/transport.js';
import { FakeBackend, type Call } from './fake-backend.js';
import { FakeClock } from './fake-clock.js';
import { createFakeStorage, FakeDevice, type StorageFault } from './fake-storage.js';
import { FakeBus, type FakeTabs } from './fake-tabs.js';

/** Messages of tests are as old as numbers are small. */
export const chatConfig = {
  transport: 'fake',
  endpoint: '',
  site: 'shop',
  locale: 'en',
  options: { 'retention-days': '100000' },
};

export type Tab = {
  client: ChatClient;
  tabs: FakeTabs;
  notices: ChatNotice[];
  isDead: boolean;
  storageFault: StorageFault;
  storageMs: number;
  /** The tab is gone between one step and the next; nothing of it runs any more. */
  kill(): void;
};

/** A browser with several tabs on one site, its device, and the backend behind it. */
export class FakeBrowser {
  clock: FakeClock;
  device = new FakeDevice();
  bus: FakeBus;
  backend: FakeBackend;
  /** The code that speaks with tabs and backend is asked for; what this throws, the chunk fails with. */
  beforeCode: () => Promise<void> = async () => {};
  /** The same for code that few conversations need. */
  beforeRareCode: () => Promise<void> = async () => {};

  constructor(seed = 1) {
    this.clock = new FakeClock(seed);
    this.bus = new FakeBus(this.clock);
    this.backend = new FakeBackend(this.clock);
  }

  /** Opens a tab that is not started yet. */
  open(
    options: Partial<ChatClientOptions & Pick<PeerOptions, 'createTransport'>> = {},
    adapt: (transport: Transport, emit: Emit) => Transport = (it) => it,
  ): Tab {
    const tabs = this.bus.join();
    const tab: Tab = {
      client: undefined!,
      tabs,
      notices: [],
      isDead: false,
      storageFault: 'none',
      storageMs: 0,
      kill: () => {
        tab.isDead = true;
        tabs.kill();
      },
    };
    const code: RareCode = {
      calls: async () => (await this.beforeRareCode(), calls),
      uploads: async () => (await this.beforeRareCode(), uploads),
      past: async () => (await this.beforeRareCode(), past),
    };
    const isDead = (): boolean => tab.isDead;
    const clock: Clock = {
      now: () => this.clock.now(),
      monotonic: () => this.clock.monotonic(),
      random: () => this.clock.random(),
      randomId: () => this.clock.randomId(),
      setTimer: (run, ms) => this.clock.setTimer(() => isDead() || run(), ms),
    };
    const connect = async (emit: Emit): Promise<Transport> =>
      adapt(this.backend.transport(emit, tabs.id, isDead), emit);
    const { createTransport = connect, ...others } = options;
    tab.client = new ChatClient({
      config: chatConfig,
      page: { url: 'https://shop.test/', title: 'Shop' },
      clock,
      storage: createFakeStorage({
        device: this.device,
        clock: this.clock,
        isDead,
        fault: () => tab.storageFault,
        latency: () => tab.storageMs,
      }),
      loadPeer: async () => {
        await this.beforeCode();
        return (base) => new Peer({ ...base, tabs, code, createTransport });
      },
      onNotice: (notice) => tab.notices.push(notice),
      onSend: () => true,
      ...others,
    });
    return tab;
  }

  /** Opens a tab and lets the election happen. */
  async started(...args: Parameters<FakeBrowser['open']>): Promise<Tab> {
    const tab = this.open(...args);
    void tab.client.start();
    await this.clock.advance(10);
    return tab;
  }

  /** Writes and lets it arrive. */
  async send(tab: Tab, text: string, ms = 50): Promise<void> {
    void tab.client.send({ text });
    await this.clock.advance(ms);
  }
}

export const wordsOf = ({ parts }: Pick<Message, 'parts'>): string =>
  parts.map((part) => (part.type === 'text' ? part.text : part.type)).join('+');

/** What the visitor sees, in one line per message. */
export const seen = (tab: Tab): string[] =>
  tab.client.state.messages.map((row) => `${wordsOf(row)}${row.status ? ` [${row.status}]` : ''}`);

export const statuses = (tab: Tab): (string | undefined)[] => tab.client.state.messages.map(({ status }) => status);

export const callsOf = ({ backend }: FakeBrowser, name: Call) => backend.calls.filter(({ call }) => call === name);

/** Does `run` for the first `times` calls of `send`, nothing afterwards. */
export function onSend(run: () => unknown, times = 1): (call: Call) => unknown {
  return (call) => (call === 'send' && times-- > 0 ? run() : undefined);
}
