import assert from 'node:assert/strict';
import { ChatError } from '../../src/core/errors.js';
import type { Message, MessageStatus } from '../../src/core/model.js';
import type { OutboxEntry } from '../../src/core/outbox.js';
import type { Call } from './fake-backend.js';
import { FakeBrowser, type Tab } from './fake-browser.js';
import { seeded } from './seeded.js';

const RANK: Record<MessageStatus, number> = {
  saving: 0, queued: 1, sending: 2, unconfirmed: 3, failed: 3, sent: 4, delivered: 5, read: 6,
};
const STEPS = 60;

/** What one run is about; each is drawn from the seed. */
type Plan = { isIdempotent: boolean; hasHistory: boolean; isDeviceBad: boolean; mayKill: boolean; mayJump: boolean };

/** One seeded run of visitors, agents, tabs and faults, with an eye on everything that must hold. */
export class Simulation {
  browser: FakeBrowser;
  plan: Plan;
  #random: () => number;
  #tabs: Tab[] = [];
  #count = 0;
  #isFaulty = true;
  /** Local ids that some tab has ever shown as safe. */
  #promised = new Set<string>();
  #stranded = new Set<string>();
  #written = new Map<Tab, string[]>();
  #shown = new Map<Tab, Map<string, MessageStatus>>();
  #retried = new Set<string>();
  #isOffline = false;
  #closedUntil = 0;
  #hasJumped = false;
  /** Written before anything was known: a long history cannot be read from there. */
  #firsts = new Set<string>();
  /** Found by listeners, whose exceptions the store keeps to itself. */
  #violations: string[] = [];

  constructor(seed: number) {
    this.#random = seeded(seed * 7919 + 13);
    this.browser = new FakeBrowser(seed);
    const isIdempotent = this.#chance(0.5);
    this.plan = {
      isIdempotent,
      hasHistory: isIdempotent || this.#chance(0.7),
      isDeviceBad: this.#chance(0.15),
      mayKill: this.#chance(0.7),
      mayJump: this.#chance(0.3),
    };
    const { backend } = this.browser;
    backend.isIdempotent = isIdempotent;
    backend.hasHistory = this.plan.hasHistory;
    backend.echo = isIdempotent ? 'local-id' : this.#pick(['server-id', 'none', 'local-id']);
    backend.pageSize = this.#pick([3, 5, 20]);
    backend.before = (call, tab) => this.#before(call, tab);
    backend.after = (call) => this.#after(call);
    this.browser.beforeRareCode = async () => {
      if (this.#isFaulty && this.#chance(0.2)) throw new Error('a chunk that did not load');
    };
    backend.wire = (event) => {
      const isCalm = !this.#isFaulty || event.type !== 'message' || this.#chance(0.92);
      return isCalm ? [event] : [event, event];
    };
  }

  async run(): Promise<void> {
    await this.#open();
    for (let step = 0; step < STEPS; step++) {
      await this.#act();
      await this.browser.clock.advance(this.#pick([0, 3, 20, 200, 1_000, 4_000]));
      this.#check();
    }
    await this.#heal();
    await this.#finish();
  }

  #chance(p: number): boolean {
    return this.#random() < p;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }

  async #before(call: Call, tab: string): Promise<void> {
    const { clock, bus } = this.browser;
    if (call === 'send') {
      assert.equal(bus.leaderId, tab, 'I8: only the leader sends');
      // Before anything is awaited: this is the instant at which the request leaves.
      const isClosed = clock.monotonic() < this.#closedUntil;
      assert.ok(!isClosed || this.#hasJumped, 'I10: no request inside the window');
    }
    await clock.wait(1 + this.#random() * 40);
    if (!this.#isFaulty) return;
    if (this.#isOffline || this.#chance(0.05)) throw new ChatError('network', 'gone', { retryable: true });
    if (this.#chance(0.02)) {
      await clock.wait(60_000); // long after everybody has given up: it never arrives
      throw new ChatError('network', 'lost on the way', { retryable: true });
    }
    if (call === 'send') this.#refuse();
    if (call === 'connect' && this.#chance(0.03)) throw new ChatError('server', '503', { retryable: true, retryAfterMs: 2_000 });
  }

  #refuse(): void {
    const { clock } = this.browser;
    if (this.#chance(0.03)) throw new ChatError('server', '500', { retryable: true });
    if (this.#chance(0.02)) throw new ChatError('auth', '401');
    if (this.#chance(0.01)) throw new ChatError('invalid', '422');
    if (!this.#chance(0.04)) return;
    this.#closedUntil = clock.monotonic() + 5_000;
    throw new ChatError('rate-limited', '429', { retryable: true, retryAfterMs: 5_000 });
  }

  /** The effect is there, the answer is not. */
  async #after(call: Call): Promise<void> {
    const { clock } = this.browser;
    await clock.wait(this.#random() * 30);
    if (!this.#isFaulty || call !== 'send') return;
    const unknown = { retryable: true, outcome: 'unknown' } as const;
    if (this.#isOffline || this.#chance(0.06)) throw new ChatError('network', 'answer lost', unknown);
    if (this.#chance(0.03)) throw new ChatError('server', '502', unknown);
    if (this.#chance(0.03)) return new Promise(() => {});
  }

  async #open(): Promise<void> {
    const tab = this.browser.open();
    if (this.plan.isDeviceBad) tab.storageFault = this.#pick(['throws', 'hangs', 'full']);
    tab.storageMs = this.#pick([0, 2, 30]);
    this.#tabs.push(tab);
    this.#written.set(tab, []);
    this.#shown.set(tab, new Map());
    tab.client.subscribe(() => this.#watch(tab));
    void tab.client.start();
    await this.browser.clock.advance(5);
  }

  /** I7: forward only. */
  #watch(tab: Tab): void {
    if (tab.isDead) return;
    const shown = this.#shown.get(tab)!;
    for (const { localId, status } of tab.client.state.messages) {
      if (!localId || !status) continue;
      const before = shown.get(localId);
      const isRetry = this.#retried.has(localId) && status === 'queued';
      const isForward = !before || RANK[status] >= RANK[before] || isRetry;
      if (!isForward) this.#violations.push(`${localId} went from ${before} to ${status} in ${tab.tabs.id}`);
      if (!before && !tab.client.state.messages.some(({ id }) => id)) this.#firsts.add(localId);
      shown.set(localId, status);
      if (RANK[status] >= RANK.queued) this.#promised.add(localId);
    }
  }

  async #act(): Promise<void> {
    const { backend, clock } = this.browser;
    const tab = this.#pick(this.#tabs);
    const dice = this.#random();
    if (dice < 0.38) this.#write(tab);
    else if (dice < 0.58) backend.say(`agent ${++this.#count}`);
    else if (dice < 0.64) backend.cut(this.#chance(0.7));
    else if (dice < 0.68) this.#setNetwork(this.#isOffline);
    else if (dice < 0.73) await this.#die(tab);
    else if (dice < 0.77 && this.#tabs.length < 3) await this.#open();
    else if (dice < 0.81) this.#retry(tab);
    else if (dice < 0.84 && this.plan.mayJump) this.#jump(this.#pick([-86_400_000, 86_400_000]));
    else if (dice < 0.88) tab.client.markRead();
    else if (dice < 0.91) tab.client.wake();
    else if (dice < 0.94) void tab.client.loadOlder().catch(() => {});
    else if (dice < 0.97) await this.#nap(tab);
    else await this.#freeze(tab);
    await clock.advance(0);
  }

  #write(tab: Tab): void {
    const text = `visitor ${++this.#count}`;
    const files = this.#chance(0.15) ? [new File(['x'], `file ${this.#count}`)] : [];
    tab.client.send({ text, files }).catch(() => {});
    this.#written.get(tab)!.push(text);
  }

  #setNetwork(isOnline: boolean): void {
    this.#isOffline = !isOnline;
    if (!isOnline) this.browser.backend.cut(false);
    for (const { client } of this.#tabs) client.setNetwork(isOnline);
  }

  #jump(ms: number): void {
    this.#hasJumped = true;
    this.browser.clock.jump(ms);
  }

  async #die(tab: Tab): Promise<void> {
    if (!this.plan.mayKill) return;
    tab.kill();
    for (const row of tab.client.state.messages) {
      // Memory dies with its tab; the visitor has been told.
      if (this.plan.isDeviceBad && row.localId) this.#stranded.add(row.localId);
    }
    this.#tabs = this.#tabs.filter((it) => it !== tab);
    if (!this.#tabs.length) await this.#open();
  }

  #retry(tab: Tab): void {
    const stuck = tab.client.state.messages.find(({ status }) => status === 'failed');
    if (!stuck?.localId) return;
    this.#retried.add(stuck.localId);
    tab.client.retry(stuck.localId).catch(() => {});
  }

  /** Into the back/forward cache and out again. */
  async #nap(tab: Tab): Promise<void> {
    tab.client.stop();
    await this.browser.clock.advance(this.#pick([0, 100, 8_000]));
    void tab.client.start();
  }

  async #freeze(tab: Tab): Promise<void> {
    if (this.#tabs.length < 2) return;
    tab.tabs.sleep();
    await this.browser.clock.advance(this.#pick([500, 6_000]));
    tab.tabs.wake();
  }

  #check(): void {
    const { backend } = this.browser;
    assert.ok(backend.inFlight < 40, 'requests pile up');
    assert.deepEqual(this.#violations, [], 'I7: status moves forward only');
    for (const tab of this.#tabs) this.#checkList(tab);
    this.#checkKept();
  }

  /** I2 and I6: no bubble twice, no hole between the agent's messages. */
  #checkList({ client, tabs }: Tab): void {
    const { messages } = client.state;
    const where = ` in ${tabs.id}`;
    for (const name of ['key', 'id', 'localId'] as const) {
      const all = messages.map((row) => row[name]).filter((it) => it !== undefined);
      assert.equal(new Set(all).size, all.length, `I2: a ${name} twice${where}: ${all.join()}`);
    }
    if (!this.plan.hasHistory) return;
    const theirs = messages.filter(({ author }) => author.role === 'agent').map(({ id }) => id);
    const all = this.browser.backend.log.filter(({ sentAs }) => !sentAs).map(({ message }) => message.id);
    const from = all.indexOf(theirs[0]);
    assert.deepEqual(theirs, theirs.length ? all.slice(from, from + theirs.length) : [], `I6: a hole or disorder${where}`);
  }

  /** I1 and the cursor rule of I6. */
  #checkKept(): void {
    const { device, backend } = this.browser;
    const sent = new Set(backend.log.map(({ sentAs }) => sentAs));
    const kept = new Set((device.get<OutboxEntry[]>('outbox') ?? []).map(({ localId }) => localId));
    for (const { client } of this.plan.isDeviceBad ? this.#tabs : []) {
      for (const { localId } of client.state.messages) if (localId) kept.add(localId);
    }
    for (const localId of this.#promised) {
      const isSafe = sent.has(localId) || kept.has(localId) || this.#stranded.has(localId);
      assert.ok(isSafe, `I1: ${localId} is neither kept nor sent`);
    }
    const session = device.get<{ resume?: { cursor: number }; messages: Message[] }>('session');
    const cursor = session?.resume?.cursor ?? 0;
    const newest = backend.log.slice(0, cursor).findLast(({ sentAs }) => !sentAs)?.message.id;
    // Where no history can be read, what was missed cannot be kept.
    const isBehind = !newest || !this.plan.hasHistory || session!.messages.some(({ id }) => id === newest);
    assert.ok(isBehind, `I6: the cursor ${cursor} is ahead of the stored messages`);
  }

  async #heal(): Promise<void> {
    this.#isFaulty = false;
    this.#setNetwork(true);
    const { clock, backend } = this.browser;
    await clock.advance(5_000);
    // Lines that died silently are the transport's watchdog's affair.
    backend.cut();
    backend.say('the end');
    for (const { client } of this.#tabs) client.reconnect();
    await clock.advance(600_000);
    this.#check();
  }

  async #finish(): Promise<void> {
    const { backend, clock } = this.browser;
    for (const tab of this.#tabs) this.#checkEnd(tab);
    this.#checkLog();
    assert.equal(backend.liveConnections > 1, false, 'I8: one connection');
    for (const { client } of this.#tabs) client.stop();
    await clock.advance(1_000);
    assert.equal(backend.liveConnections, 0, 'I14: no connection is left');
    await clock.advance(10_000);
    assert.equal(clock.open, 0, 'I14: no timer is left');
  }

  #checkEnd({ client, tabs }: Tab): void {
    const { messages, connection } = client.state;
    assert.equal(connection.status, 'online', `liveness: ${tabs.id} is ${connection.status}`);
    const open = messages.filter(({ status }) => status && RANK[status] < RANK.unconfirmed);
    assert.deepEqual(open.map(({ key }) => key), [], `liveness: stuck in ${tabs.id}`);
    assert.equal(messages.some(({ id }) => id === backendEnd(this.browser)), true, 'I6: the end is missing');
    const isOrdered = messages.filter(({ order }) => order).every((row, i, all) => !i || all[i - 1]!.order! < row.order!);
    assert.ok(isOrdered, `I5: order in ${tabs.id}`);
    const unconfirmed = messages.filter(({ key, status }) => status === 'unconfirmed' && !this.#firsts.has(key));
    const mayDoubt = !this.plan.isIdempotent && (!this.plan.hasHistory || this.plan.isDeviceBad);
    assert.ok(mayDoubt || !unconfirmed.length, `I4: history could have told of ${unconfirmed.map(({ key }) => key)}`);
  }

  /** I3, I4, I5 and I12: what the backend got. */
  #checkLog(): void {
    const { log } = this.browser.backend;
    const ids = log.flatMap(({ sentAs }) => sentAs ?? []);
    assert.equal(new Set(ids).size, ids.length, `I3/I4: sent twice: ${ids.join()}`);
    // With nothing kept, a dead leader takes the order of other tabs' messages with it.
    for (const texts of this.plan.isDeviceBad ? [] : this.#written.values()) {
      const got = log.flatMap(({ message, sentAs }) => {
        const text = message.parts.find((part) => part.type === 'text')?.text ?? '';
        return sentAs && !this.#retried.has(sentAs) && texts.includes(text) ? texts.indexOf(text) : [];
      });
      const sorted = got.toSorted((a, b) => a - b);
      assert.deepEqual(got, sorted, 'I5: order at the backend');
    }
    for (const { message } of log) {
      const isWhole = message.parts.every((part) => !('mime' in part) || part.uploadId);
      assert.ok(isWhole && message.parts.length, 'I12: an attachment without its bytes');
    }
  }
}

const backendEnd = ({ backend }: FakeBrowser): string | undefined => backend.log.at(-1)?.message.author.role === 'agent'
  ? backend.log.at(-1)!.message.id
  : backend.log.findLast(({ sentAs }) => !sentAs)?.message.id;
