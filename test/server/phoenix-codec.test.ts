import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeFrame, encodeFrame } from '../../server/dialects/pancake/phoenix-codec.js';
import { type FrameVersion, type PhoenixFrame, Reply } from '../../server/dialects/pancake/phoenix-frame.js';
import { PhoenixSession } from '../../server/dialects/pancake/phoenix-session.js';
import { phoenixVectors } from './support/phoenix-vectors.js';
import { joinRoom } from './support/room-topics.js';

const full = process.env['FULL'] === '1';
const numRuns = full ? 100_000 : 3000;
const bytesOf = (frame: string): Uint8Array => (frame.startsWith('hex ') ? Buffer.from(frame.slice(4), 'hex') : Buffer.from(frame));
const sentFrames = phoenixVectors.flatMap(({ lines }) => lines.filter((line) => line.startsWith('->')).map((line) => line.slice(3)));

test('a binary push is read by the letter', () => {
  assert.deepEqual(decodeFrame(bytesOf('hex 0001020603353130726f6f6d3a3162696e0102'), true, 2), {
    joinRef: '5',
    ref: '10',
    topic: 'room:1',
    event: 'bin',
    payload: new Uint8Array([1, 2]),
  });
});

test('a broadcast of bytes has no refs', () => {
  const frame = { joinRef: null, ref: null, topic: 'room:1', event: 'evt', payload: Uint8Array.of(9) };
  assert.equal(Buffer.from(encodeFrame(frame, 2) as Uint8Array).toString('hex'), '020603726f6f6d3a3165767409');
});

test('bytes that cannot be framed are refused', () => {
  const frame = { joinRef: '1', ref: '1', topic: 'x'.repeat(256), event: 'evt', payload: Uint8Array.of(1) };
  assert.throws(() => encodeFrame(frame, 2), RangeError);
  assert.throws(() => encodeFrame({ ...frame, topic: 'x' }, 1), RangeError);
});

test('whatever is written is read again', () => {
  const ref = fc.option(fc.oneof(fc.string(), fc.integer()));
  fc.assert(
    fc.property(ref, ref, fc.string(), fc.string(), fc.jsonValue(), fc.constantFrom(1, 2), (joinRef, own, topic, event, payload, version) => {
      const text = encodeFrame({ joinRef, ref: own, topic, event, payload }, version as FrameVersion) as string;
      const read = decodeFrame(Buffer.from(text), false, version as FrameVersion);
      const expected = { joinRef: version === 1 ? null : joinRef, ref: own, topic, event };
      assert.deepEqual({ ...read, payload: JSON.stringify(read.payload) }, { ...expected, payload: JSON.stringify(payload) });
    }),
    { numRuns: full ? 10_000 : 500 },
  );
});

/** Bytes cut, doubled, changed or put in somewhere. */
const mutation = fc.record({
  frame: fc.constantFrom(...sentFrames),
  cut: fc.option(fc.nat(80)),
  edits: fc.array(fc.record({ at: fc.nat(80), remove: fc.nat(3), insert: fc.uint8Array({ maxLength: 4 }) }), { maxLength: 4 }),
});

function mutate(bytes: Uint8Array, { cut, edits }: { cut: number | null; edits: { at: number; remove: number; insert: Uint8Array }[] }) {
  let list = [...bytes].slice(0, cut === null ? undefined : cut);
  for (const { at, remove, insert } of edits) {
    const place = at % (list.length + 1);
    list = [...list.slice(0, place), ...insert, ...list.slice(place + remove)];
  }
  return Uint8Array.from(list);
}

test(`mutated frames (${numRuns}): each is taken or refused, and what is valid goes on`, () => {
  const counts = { taken: 0, refused: 0 };
  for (const version of [1, 2] as const) {
    let sent: PhoenixFrame[] = [];
    const session = new PhoenixSession(joinRoom, (frame) => {
      try {
        encodeFrame(frame, version);
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
      }
      sent.push(frame);
    });
    fc.assert(
      fc.property(mutation, ({ frame, ...change }) => {
        sent = [];
        const bytes = mutate(bytesOf(frame), change);
        try {
          const decoded = decodeFrame(bytes, frame.startsWith('hex '), version);
          session.take(decoded);
          counts.taken++;
        } catch (error) {
          assert.ok(error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError, String(error));
          counts.refused++;
        }
        sent = [];
        session.take({ joinRef: 'v', ref: 'v', topic: 'room:valid', event: 'phx_join', payload: {} });
        session.take({ joinRef: 'v', ref: 'w', topic: 'room:valid', event: 'echo', payload: { a: 1 } });
        assert.deepEqual(sent.at(-1), { joinRef: 'v', ref: 'w', topic: 'room:valid', event: 'phx_reply', payload: new Reply('ok', { a: 1 }) });
      }),
      { numRuns: numRuns / 2 },
    );
    session.end();
  }
  assert.ok(counts.taken > numRuns / 50 && counts.refused > numRuns / 50, JSON.stringify(counts));
});
