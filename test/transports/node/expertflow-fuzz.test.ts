import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Part } from '../../../src/core/model.js';
import type { TransportContext, TransportEvent } from '../../../src/core/transport.js';
import { createContractClock } from '../../../src/testing/contract-clock.js';
import { toVerdict } from '../../../src/transports/expertflow/expertflow-ack-mapper.js';
import { toDepartments } from '../../../src/transports/expertflow/expertflow-departments-mapper.js';
import { Feed } from '../../../src/transports/expertflow/expertflow-feed.js';
import { toBegun } from '../../../src/transports/expertflow/expertflow-init-mapper.js';
import { createSession, restore, toResume, type ExpertflowSession } from '../../../src/transports/expertflow/expertflow-session.js';
import { createVoice } from '../../../src/transports/expertflow/expertflow-voice.js';
import { createConnection } from '../../../src/transports/wire/rest/rest-connection.js';

/** Mutated inputs of each kind: many with FULL=1. */
const numRuns = process.env['FULL'] ? 100_000 : 2_000;

const SAM = { id: 'a-2', name: 'Sam' };
const FRAMES = [
  { conversationId: 'c-1', type: 'ChatMessage', from: SAM, to: [], text: 'hi', tag: '', id: 'm-1', timestamp: '2026-01-05T10:00:04Z',
    attachments: [{ type: 'image/png', name: 'a', contentUrl: 'https://x.test/a.png', thumbnailUrl: 'data:image/png;base64,AA' }] },
  { conversationId: 'c-1', type: 'ChatMessage', from: { id: 'p-1' }, to: [], text: 'me', attachments: [] },
  ...['greetings', 'typing', 'participantAdded', 'participantRemoved', 'participantJoined', 'participantLeft', 'endOfConversation', 'handOff', 'noAgentAvailable']
    .map((activityType) => ({ conversationId: 'c-1', type: 'ActivityMessage', from: SAM, to: [], activityType, info: { text: 'x', participant: SAM, role: 'agent', position: 2 } })),
];
const INFO = { conversation: { id: 'c-1', state: 'active' }, messages: FRAMES, participant: [SAM], role: 'customer' };

const odd = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 3 }),
  fc.constantFrom('javascript:alert(1)', 'file:///etc/passwd', 'whisper', '__proto__', NaN, Infinity, -1, 1e300, [[]]),
);

/** The frame with one of its members, at any depth, replaced, removed, doubled or renamed. */
function mutated(frame: unknown): fc.Arbitrary<unknown> {
  return fc.tuple(fc.array(fc.nat(7), { minLength: 6, maxLength: 6 }), odd, fc.constantFrom('set', 'drop', 'double', 'case', 'proto')).map(
    ([steps, value, how]) => {
      const copy = structuredClone(frame) as Record<string, unknown>;
      const left = [...steps];
      const next = (): number => left.pop() ?? 0;
      let place = copy;
      for (let depth = next() % 4; depth > 0; depth -= 1) {
        const inner = Object.values(place).filter((it) => typeof it === 'object' && it !== null);
        if (inner.length) place = inner[next() % inner.length] as Record<string, unknown>;
      }
      const keys = Object.keys(place);
      const key = keys[next() % Math.max(1, keys.length)] ?? 'id';
      if (how === 'set') place[key] = value;
      if (how === 'drop') delete place[key];
      if (how === 'double') place[key] = [place[key], place[key]];
      if (how === 'case') place[key.toUpperCase()] = value;
      if (how === 'proto') Object.defineProperty(place, '__proto__', { value, enumerable: true, configurable: true, writable: true });
      return copy;
    },
  );
}

function open() {
  const events: TransportEvent[] = [];
  const clock = createContractClock();
  const session: ExpertflowSession = {
    ...createSession('https://x.test/'), visitorId: 'v', requestId: 'r', conversationId: 'c-1', participant: { id: 'p-1', name: 'A' }, state: 'bot',
  };
  const context = { clock, emit: (event: TransportEvent) => void events.push(event) } as unknown as TransportContext;
  const connection = createConnection(context, session);
  return { events, session, feed: new Feed({ context, session, connection, voice: createVoice(connection) }, () => undefined) };
}

const addressOf = (part: Part): (string | undefined)[] => ('mime' in part ? [part.url, part.thumbnailUrl] : []);

function check(events: readonly TransportEvent[]): void {
  for (const event of events) {
    structuredClone(event.type === 'raw' ? { ...event, data: undefined } : event);
    if (event.type !== 'message') continue;
    const { message } = event;
    assert.ok(typeof message.id === 'string' && message.id, 'a message without an id');
    assert.ok(Number.isFinite(message.createdAt) && message.createdAt > 0, 'a message without a time');
    assert.ok(message.parts.length > 0, 'an empty bubble');
    for (const url of message.parts.flatMap(addressOf)) {
      if (url !== undefined) assert.match(url, /^(https?:|data:(image|audio|video)\/)/);
    }
  }
  assert.deepEqual(Object.keys(Object.prototype), []);
}

describe('expertflow and a server out of its mind', () => {
  it('makes of every frame something that can be shown, or nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...FRAMES.map(mutated), odd), { maxLength: 4 }), (frames) => {
        const { feed, events } = open();
        for (const frame of frames) feed.accept(frame);
        check(events);
      }),
      { numRuns },
    );
  });

  it('makes of every conversationInfo a history', () => {
    fc.assert(
      fc.property(mutated(INFO), fc.boolean(), (info, isAnswer) => {
        const { feed, events } = open();
        feed.learn(info, isAnswer);
        feed.learn(info, false);
        check(events);
        const { messages } = feed.log.page({ limit: 99 });
        check(messages.map((message) => ({ type: 'message', message })));
        assert.equal(new Set(messages.map(({ id }) => id)).size, messages.length, 'one id twice');
      }),
      { numRuns },
    );
  });

  it('never shows a whisper, whatever else is wrong with it', () => {
    const whisper = { ...FRAMES[0], text: 'secret', tag: 'whisper' };
    fc.assert(
      fc.property(mutated(whisper), (frame) => {
        const tag = (frame as Record<string, unknown>)['tag'];
        fc.pre(tag === 'whisper');
        const { feed, events } = open();
        feed.accept(frame);
        feed.learn({ ...INFO, messages: [frame] }, false);
        assert.equal(JSON.stringify(events.filter(({ type }) => type === 'message')).includes('secret'), false);
      }),
      { numRuns },
    );
  });

  it('reads every answer, acknowledgement, resume token and list of departments', () => {
    const begun = { conversationId: 'c', participant: { id: 'p', name: 'A' }, requestId: 'r', timestamp: 't' };
    const ack = { status: 429, error: { code: 503, message: 'x' }, retryAfter: 7, id: 'm', data: { id: 'n', timestamp: 5 } };
    const clock = createContractClock();
    const { session } = open();
    const token = toResume({ ...session, sent: [{ localId: 'l', print: 'x', id: 'm' }] });
    fc.assert(
      fc.property(mutated(begun), mutated(ack), mutated(token), fc.string(), (answer, verdict, resume, list) => {
        const made = toBegun(answer);
        assert.ok(!made || (made.conversationId && made.participant.id));
        const { error, createdAt = 1 } = toVerdict([verdict], 0);
        assert.ok(createdAt > 0 && (!error || error.outcome === 'not-sent'));
        restore(session, resume as Record<string, unknown>, clock);
        assert.ok(session.visitorId && session.requestId);
        assert.equal(Boolean(session.conversationId), Boolean(session.participant));
        assert.ok(toDepartments(list).every(({ id, name }) => id && name));
        assert.ok(toDepartments(`[${list}]`).every(({ id, name }) => id && name));
      }),
      { numRuns },
    );
  });
});
