import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { toServerConfig } from '../../../src/transports/chatgonow/chatgonow-config-mapper.js';
import { toEvent } from '../../../src/transports/chatgonow/chatgonow-event-mapper.js';
import { toHistory, toMessage, toSent } from '../../../src/transports/chatgonow/chatgonow-message-mapper.js';
import { readRefusal, toRefusal } from '../../../src/transports/chatgonow/chatgonow-refusal.js';

// Where no test of UTC could fail, none would tell anything.
process.env['TZ'] = 'Asia/Tokyo';

it('times without a zone are UTC, wherever the visitor is', () => {
  assert.equal(toMessage(row, mapping)?.createdAt, Date.UTC(2026, 0, 5, 10, 0, 9));
  assert.equal(toMessage({ ...row, created_at: '2026-01-05T10:00:09' }, mapping)?.createdAt, Date.UTC(2026, 0, 5, 10, 0, 9));
  assert.equal(toMessage({ ...row, created_at: '2026-01-05 12:00:09+02:00' }, mapping)?.createdAt, Date.UTC(2026, 0, 5, 10, 0, 9));
});

const numRuns = process.env['FULL'] ? 100_000 : 3000;
const mapping = { base: 'https://chat.example/ocs/', now: 1000 };
const row = {
  id: '104', client_id: 'l', conversation_id: '123', sender_type: 'agent', sender_name: 'Wang', message_type: 'image',
  content: 'Hi', image_url: '/uploads/a.png', created_at: '2026-01-05 10:00:09',
};
const answers: unknown[] = [
  row,
  { messages: [row, { ...row, id: '105' }], has_more: true },
  { cursor: '104', type: 'message', message: row },
  { cursor: '105', type: 'config', config: { colors: { primary: '#fff' }, position: 'bottom-right', accept: ['image/png'] } },
  { cursor: '106', type: 'typing', on: true, sender_name: 'Wang', online: true, up_to: '104' },
  { success: false, message: 'too many requests, wait 3s', retry_after: 3, fields: { name: 'required' } },
];
const types = ['message', 'typing', 'agent', 'config', 'ended', 'read', 'toString', ''];

/** Some member, at any depth, replaced by anything. */
function mutate(value: unknown, path: readonly number[], put: unknown): unknown {
  const [step = 0, ...rest] = path;
  if (!path.length || typeof value !== 'object' || value === null) return put;
  const keys = Object.keys(value);
  const key = keys[step % (keys.length || 1)] ?? 'x';
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[key] = mutate(copy[key], rest, put);
  return copy;
}

const mutated = fc
  .tuple(fc.constantFrom(...answers), fc.array(fc.nat(9), { maxLength: 4 }), fc.anything({ withNullPrototype: true }))
  .map(([answer, path, put]) => mutate(answer, path, put));

it(`mutated answers of ChatGoNow (${numRuns}): none throws, and what comes out is whole`, () => {
  let messages = 0;
  fc.assert(
    fc.property(mutated, (value) => {
      for (const message of [toMessage(value, mapping), ...(toHistory(value, mapping)?.messages ?? [])]) {
        if (!message) continue;
        messages += 1;
        assert.ok(typeof message.id === 'string' && message.id !== '');
        assert.ok(message.parts.length > 0 && Number.isFinite(message.createdAt));
        for (const part of message.parts) if (part.type === 'image') assert.match(part.url ?? '', /^https?:/);
      }
      toSent(value, mapping);
      toServerConfig(value, mapping);
      toRefusal(value);
      for (const type of types) assert.equal(typeof toEvent(type, value, mapping).type, 'string');
      assert.equal(toMessage(row, mapping)?.id, '104', 'valid ones go on');
    }),
    { numRuns },
  );
  assert.ok(messages > numRuns / 20, `${messages} messages only`);
});

it(`mutated bytes of refusals (${numRuns}): none throws`, () => {
  const text = JSON.stringify(answers.at(-1));
  const edit = fc.record({ at: fc.nat(text.length), remove: fc.nat(5), insert: fc.string({ maxLength: 5 }) });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
      const broken = edits.reduce((all, { at, remove, insert }) => all.slice(0, at) + insert + all.slice(at + remove), text);
      readRefusal({ status: 500, retryAfter: null, text: broken });
    }),
    { numRuns },
  );
});
