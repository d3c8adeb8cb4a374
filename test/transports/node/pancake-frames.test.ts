import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Part } from '../../../src/core/model.js';
import { toHttpError } from '../../../src/transports/http-error.js';
import { toPushed } from '../../../src/transports/pancake/pancake-event-mapper.js';
import { toFrame } from '../../../src/transports/pancake/pancake-frame-mapper.js';
import { toPage, type PancakeRow } from '../../../src/transports/pancake/pancake-message-mapper.js';
import { readRefusal } from '../../../src/transports/pancake/pancake-refusal.js';
import { toSent } from '../../../src/transports/pancake/pancake-send-mapper.js';
import { phoenixVectors } from '../../server/support/phoenix-vectors.js';

// Where no test of UTC could fail, none would tell anything.
process.env['TZ'] = 'Asia/Tokyo';

test('times without a zone are UTC, wherever the visitor is', () => {
  assert.equal(toPage([row], mapping)?.rows[0]?.message.createdAt, Date.UTC(2024, 11, 25, 11, 6, 7, 123));
});

const numRuns = process.env['FULL'] ? 100_000 : 3000;
const mapping = { base: 'https://pages.example/', now: 1000, fromId: 'web_me' };
const scope = { conversationId: 'web_shop_web_me', isOwn: true };

const row = {
  id: 'web_shop_1', conversation_id: 'web_shop_web_me', page_id: 'web_shop', message: 'Hi', original_message: 'Hi',
  from: { id: 'web_shop', name: 'Shop', admin_name: 'Mia' }, inserted_at: '2024-12-25T11:06:07.123000', type: 'INBOX', is_removed: false,
  attachments: [
    { id: 'a', type: 'photo', name: 'x.png', url: 'https://x.example/x.png', mime_type: 'image/png', width: 3, height: 2, size: 9 },
    { type: 'link', name: 'Mug', description: 'Blue', url: 'https://x.example/', image: { url: 'https://x.example/m.png' } },
  ],
};
const answers: unknown[] = [
  [row, { ...row, id: 'b', is_removed: true }],
  { messages: [row] },
  { success: true, id: 'm', conversation_id: 'c', from_id: 'f', dummy_id: 1 },
  { success: false, message: 'no', error_code: 145 },
  { page_id: 'web_shop', conversation_id: 'web_shop_web_me', message: row },
];
const frames = [
  ...phoenixVectors.flatMap(({ lines }) => lines.filter((line) => line.startsWith('<- [')).map((line) => line.slice(3))),
  JSON.stringify([null, null, 'conversation:c', 'new_message', { message: row }]),
];

const ODD: unknown[] = [null, true, 0, -1, 1e308, '', 'javascript:alert(1)', '\u0000', [], {}, [[]], { id: {} }, '2026-99-99', { toString: 1 }, ['__proto__']];
const odd: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...ODD), fc.jsonValue({ maxDepth: 3 }));
/** Where to go down, and what to put there. */
const change = fc.record({ path: fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }), value: odd, remove: fc.boolean() });
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** One member somewhere becomes something else, or goes. */
function apply(value: unknown, { path, value: other, remove }: Change, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth === path.length) return other;
  const keys = Object.keys(value);
  if (keys.length === 0) return other;
  const key = keys[path[depth]! % keys.length]!;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  if (remove && depth === path.length - 1) delete copy[key];
  else copy[key] = apply(copy[key], { path, value: other, remove }, depth + 1);
  return copy;
}

const mutated = (bases: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.tuple(fc.constantFrom(...bases), fc.array(change, { minLength: 1, maxLength: 4 })).map(([base, changes]) =>
    changes.reduce<unknown>((value, each) => apply(value, each), base),
  );

const urlsOf = (part: Part): (string | undefined)[] => {
  if (part.type === 'card') return [part.card.imageUrl, ...part.card.buttons.map(({ url }) => url)];
  return 'mime' in part ? [part.url] : [];
};

/** What the core relies on. */
function check(rows: readonly PancakeRow[]): void {
  for (const { id, isRemoved, message } of rows) {
    assert.ok(typeof id === 'string' && id !== '' && message.id === id);
    assert.equal(typeof isRemoved, 'boolean');
    assert.ok(message.createdAt > 0 && message.createdAt < 8.64e15);
    assert.ok(message.parts.length > 0);
    assert.ok(message.author.role === 'agent' || message.author.role === 'visitor');
    for (const url of message.parts.flatMap(urlsOf)) assert.ok(url === undefined || /^(https?|mailto|tel|data:(image|audio|video))/.test(url), url);
    assert.deepEqual(structuredClone(message), message, 'crosses tabs');
  }
}

test('whatever an answer holds, it gives rows that hold what the core relies on, or nothing', () => {
  fc.assert(
    fc.property(mutated(answers), (answer) => {
      const { rows } = toPage(answer, mapping) ?? { rows: [] };
      check(rows);
      const times = rows.map(({ message }) => message.createdAt);
      assert.deepEqual([...times].sort((a, b) => a - b), times, 'ascending');
      const sent = toSent(answer, mapping);
      assert.ok(sent === undefined || sent.id !== '');
    }),
    { numRuns },
  );
});

test('whatever a frame carries, rows hold, and another conversation shows nothing', () => {
  fc.assert(
    fc.property(mutated(answers), fc.constantFrom(undefined, 'message', 'deleted', 'ignore'), (payload, meaning) => {
      const { rows, deleted } = toPushed(payload, meaning, scope, mapping);
      check(rows);
      for (const each of rows) assert.ok([undefined, scope.conversationId].includes(each.message.conversationId));
      for (const id of deleted) assert.ok(typeof id === 'string' && id !== '');
      const shared = toPushed(payload, meaning, { ...scope, isOwn: false }, mapping);
      if (shared.rows.length > 0) assert.ok(JSON.stringify(payload).includes(scope.conversationId), 'named');
    }),
    { numRuns },
  );
});

test('whatever comes over the socket is a frame that the official client can take, or none', () => {
  const edit = fc.record({ at: fc.nat(200), remove: fc.nat(4), insert: fc.string({ maxLength: 3 }) });
  const spoilt = fc.tuple(fc.constantFrom(...frames), fc.array(edit, { maxLength: 3 })).map(([frame, edits]) =>
    edits.reduce((text, { at, remove, insert }) => text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + remove), frame),
  );
  const whole = mutated(frames.map((frame) => JSON.parse(frame) as unknown)).map((frame) => JSON.stringify(frame) as unknown);
  fc.assert(
    fc.property(fc.oneof(spoilt as fc.Arbitrary<unknown>, whole, odd), (raw) => {
      const frame = toFrame(raw);
      if (!frame) return;
      assert.equal(typeof frame.topic, 'string');
      assert.equal(typeof frame.event, 'string');
      for (const ref of [frame.ref, frame.join_ref]) assert.ok(ref === null || typeof ref === 'string');
      assert.ok(typeof frame.payload === 'object' && frame.payload !== null && !Array.isArray(frame.payload));
      check(toPushed(frame.payload, undefined, scope, mapping).rows);
    }),
    { numRuns },
  );
});

test('whatever a refusal says, it becomes an error with words', () => {
  fc.assert(
    fc.property(fc.oneof(mutated(answers).map((body) => JSON.stringify(body) ?? ''), fc.string()), fc.constantFrom(200, 400, 403, 404, 409, 429, 500), (text, status) => {
      const { code, message } = toHttpError({ status, retryAfter: null, text }, readRefusal, true, 0);
      assert.match(code, /^[a-z-]+$/);
      assert.ok(typeof message === 'string' && message !== '' || message === '');
    }),
    { numRuns },
  );
});
