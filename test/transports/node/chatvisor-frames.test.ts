import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../../../src/testing/contract-assert.js';
import { never, VISITOR } from '../../../src/testing/contract-visit.js';
import { createTransport } from '../../../src/transports/chatvisor/chatvisor.js';
import { seeded } from '../../support/seeded.js';
import { fakeBackend, json, stream } from '../support/fake-backend.js';

const rounds = process.env['FULL'] ? 50_000 : 1500;
const seed = Number(process.env['SEED'] ?? 7);

/** Frames as this backend sends them, one of each kind. */
const frames: [string, unknown][] = [
  ['message', { id: 'm', conversationId: 'c', author: { role: 'agent', name: 'Mia' }, text: 'Hi', format: 'plain', attachments: [], createdAt: '2026-01-01T00:00:00Z' }],
  ['config', { visible: false, triggers: { version: 1, default: 'visible', rules: [{ id: 'r', when: { is: 'exitIntent' }, then: [{ do: 'open' }] }] } }],
  ['config', { color: '#123', messages: { welcome: 'Hi' }, hours: { tz: 'UTC', week: {} }, maxPerMinute: 3, features: { rating: false } }],
  ['availability', { state: 'busy', agents: [{ id: 'a', name: 'Mia', avatarUrl: 'https://x.example/a.png' }] }],
  ['conversation', { id: 'c', state: 'active' }],
  ['typing', { author: { role: 'agent', name: 'Mia' }, on: true, ttlMs: 6000 }],
  ['receipt', { upTo: 'm', state: 'read' }],
  ['message-part', { id: 'm', op: 'append', text: 'x', offset: 2 }],
];
const odd: unknown[] = [null, undefined, true, 0, -1, 1e308, '', 'x', [], {}, [[]], { __proto__: null }, '\u0000', { toString: 1 }, '2026-99-99'];

/** One member somewhere in the frame becomes something else. */
function mutate(value: unknown, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  if (typeof value !== 'object' || value === null || random() < 0.2) return pick(odd);
  const keys = Object.keys(value);
  if (keys.length === 0) return pick(odd);
  const key = pick(keys);
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  if (random() < 0.1) delete copy[key];
  else copy[key] = mutate(copy[key], random);
  return copy;
}

/** And sometimes the text itself is broken. */
function spoil(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  if (random() < 0.1) return text.slice(0, at);
  return random() < 0.15 ? `${text.slice(0, at)}${String.fromCharCode(Math.floor(random() * 128))}${text.slice(at + 1)}` : text;
}

test(`frames that nobody should send break nothing (seed ${seed})`, async () => {
  const random = seeded(seed);
  let live: ReturnType<typeof stream> | undefined;
  const { context, events, clock } = fakeBackend({
    'POST session': () => json({ token: 't', visitorId: 'v', conversation: { id: 'c', state: 'active' }, cursor: 'c0' }),
    'GET events': (_, init) => (live = stream(init)).response,
  });
  context.config.endpoint = 'https://api.example';
  const transport = createTransport(context);
  await transport.connect(VISITOR, undefined, never());
  await eventually('the stream', () => live !== undefined);
  for (let n = 0; n < rounds; n += 1) {
    const [type, data] = frames[n % frames.length] as [string, unknown];
    const text = spoil(JSON.stringify(mutate(data, random)) ?? 'undefined', random).replace(/[\r\n]/g, ' ');
    live?.write(`id: ${n}\nevent: ${type}\ndata: ${text}\n\n`);
  }
  // One of them may have moved the visitor to another thread, whose messages alone are theirs.
  live?.write('event: conversation\ndata: {"id":"c","state":"active"}\n\n');
  const good = { id: 'last', conversationId: 'c', author: { role: 'agent' }, text: 'still here', createdAt: 0 };
  live?.write(`id: end\nevent: message\ndata: ${JSON.stringify(good)}\n\n`);
  await eventually('the frame after them', () => events.some((event) => event.type === 'message' && event.message.id === 'last'), 20_000);
  assert.ok(!events.some(({ type }) => type === 'connection-lost'));
  assert.ok(events.some(({ type }) => type === 'raw') && events.some(({ type }) => type === 'config'));
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  await transport.disconnect();
  assert.equal(clock.pending, 0);
});

test(`answers that nobody should give reject with a ChatError or are taken (seed ${seed})`, async () => {
  const random = seeded(seed);
  const session = { token: 't', visitorId: 'v', conversation: null, config: frames[2]?.[1], availability: 'online', agents: [], cursor: 'c' };
  const page = { messages: [frames[0]?.[1]], hasMore: false };
  for (let n = 0; n < rounds / 15; n += 1) {
    const { context, clock } = fakeBackend({
      'POST session': () => new Response(spoil(JSON.stringify(mutate(session, random)) ?? '', random)),
      'GET messages': () => new Response(spoil(JSON.stringify(mutate(page, random)) ?? '', random)),
    });
    context.config.endpoint = 'https://api.example';
    const transport = createTransport(context);
    const outcome = await transport.connect(VISITOR, undefined, never()).catch((error: unknown) => error);
    assert.ok(outcome instanceof Error ? outcome.name === 'ChatError' : typeof outcome === 'object', String(outcome));
    await transport.disconnect();
    assert.equal(clock.pending, 0);
  }
});
