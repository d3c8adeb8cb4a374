import { assert, equal, eventually, fails, wait } from './contract-assert.js';
import type { ContractFailure, ContractFeature } from './contract-backend.js';
import type { ChatError, ChatErrorCode } from '../core/errors.js';
import type { CaseOf } from './contract-case.js';
import { toOutgoing, toText, type Visit } from './contract-visit.js';

/** A failure of `send`, and the error it must become. */
function failingSend(
  name: string,
  failure: ContractFailure,
  code: ChatErrorCode | ChatErrorCode[],
  check: (error: ChatError) => void,
  needs: readonly ContractFeature[] = ['failures'],
): CaseOf {
  return {
    name: `send: ${name}`,
    needs,
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await backend.fail(visitor.id, 'send', failure);
      check(await fails(visitor.send('refused', 'local-f'), code));
      await backend.heal();
      const texts = async () => (await backend.stored(visitor.id)).map(({ text }) => text);
      equal(await texts(), ['hello'], 'nothing was repeated by the transport');
    },
  };
}

const waits = (min: number, max: number) => (error: ChatError) => {
  const ms = error.retryAfterMs ?? 0;
  assert(ms >= min && ms <= max, `waits ${ms} ms instead of ${min}…${max}`);
  assert(error.retryable, 'must be retryable');
};
const retryable = (error: ChatError): void => assert(error.retryable, 'must be retryable');
const final = (error: ChatError): void => assert(!error.retryable, 'must not be retryable');

/** What the visitor's own transport was told of one message id. */
function times({ events }: Visit, id: string): number {
  return events.filter((event) => event.type === 'message' && event.message.id === id).length;
}

async function lost(visitor: Visit): Promise<void> {
  await visitor.event('connection-lost');
  const last = visitor.events.length;
  await wait(100);
  equal(visitor.events.slice(last), [], 'events after the loss');
}

/** Everything that goes wrong on the way. */
export const faultCases: readonly CaseOf[] = [
  failingSend('too often, in seconds', 'rate-limited', 'rate-limited', waits(6000, 8000)),
  failingSend('too often, as a date', 'rate-limited-date', 'rate-limited', waits(40_000, 65_000)),
  failingSend('forbidden', 'forbidden', 'forbidden', final),
  failingSend('the backend failed', 'server', 'server', retryable),
  failingSend('a page with status 200 is nonsense, not success', 'html', 'protocol', retryable, [
    'failures', 'httpAnswers',
  ]),
  failingSend('the network is refused', 'network', ['network', 'timeout'], retryable),
  {
    name: 'auth: a token refused midway ends the connection; the next connect works',
    needs: ['failures', 'resume'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await backend.fail(visitor.id, 'send', 'auth');
      await fails(visitor.send('refused'), 'auth');
      await visitor.event('connection-lost', ({ error }) => error?.code === 'auth');
      await visitor.connect(visitor.resume);
      await visitor.send('taken');
      equal((await backend.stored(visitor.id)).at(-1)?.text, 'taken', 'newest');
    },
  },
  {
    name: 'send: no answer is a timeout of unknown outcome',
    needs: ['hang'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await backend.fail(visitor.id, 'send', 'hang');
      const sending = visitor.send('into the void');
      const failed = fails(sending, 'timeout');
      await wait(100);
      visitor.clock.advance(60_000);
      equal((await failed).outcome, 'unknown', 'outcome');
    },
  },
  {
    name: 'send: giving up rejects with aborted',
    needs: ['hang'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await backend.fail(visitor.id, 'send', 'hang');
      const control = new AbortController();
      const failed = fails(visitor.send('never mind', 'local-a', control.signal), 'aborted');
      await wait(50);
      control.abort();
      await failed;
    },
  },
  {
    name: 'send: done but the answer lost is of unknown outcome; sent again it is still one',
    needs: ['lostAnswer', 'localId'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await backend.fail(visitor.id, 'send', 'lost-answer');
      const error = await fails(visitor.send('twice', 'local-l'), ['network', 'timeout']);
      equal(error.outcome, 'unknown', 'outcome');
      await backend.heal();
      // Where answers come over the live connection, it was lost with the answer.
      if (visitor.events.some(({ type }) => type === 'connection-lost')) await visitor.connect(visitor.resume);
      await visitor.send('twice', 'local-l');
      const stored = await backend.stored(visitor.id);
      equal(stored.filter(({ localId }) => localId === 'local-l').length, 1, 'stored');
    },
  },
  {
    name: 'send: before connect it is refused, not lost',
    async run({ visit }) {
      const { transport, clock } = visit();
      const outcome = await transport
        .send(toOutgoing('too early', 'local-e'), new AbortController().signal)
        .then(() => 'sent', () => 'refused');
      equal(outcome, 'refused', 'outcome');
      equal(clock.pending, 0, 'timers');
    },
  },
  {
    name: 'frames: a duplicate carries the same id',
    needs: ['rawFrames'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.duplicateNext(visitor.id);
      const id = await backend.say(visitor.id, 'again and again');
      await visitor.event('message', ({ message }) => message.id === id);
      await wait(100);
      assert(times(visitor, id) >= 1, 'lost');
    },
  },
  {
    name: 'frames: an unknown one is kept as raw and disturbs nothing',
    needs: ['rawFrames'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.sendUnknown(visitor.id);
      await visitor.event('raw');
      const id = await backend.say(visitor.id, 'still here');
      await visitor.event('message', ({ message }) => message.id === id);
    },
  },
  {
    name: 'frames: a malformed one disturbs nothing',
    needs: ['rawFrames'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.sendMalformed(visitor.id);
      const id = await backend.say(visitor.id, 'still here');
      await visitor.event('message', ({ message }) => message.id === id);
    },
  },
  {
    name: 'frames: what belongs to another conversation is not shown',
    needs: ['rawFrames'],
    extra: 'foreignFrames',
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.sendForeign?.(visitor.id, 'not for you');
      const id = await backend.say(visitor.id, 'for you');
      await visitor.event('message', ({ message }) => message.id === id);
      const shown = visitor.events.filter((event) => 'message' in event && toText(event.message.parts) === 'not for you');
      equal(shown, [], 'shown');
    },
  },
  {
    name: 'drop: the loss is told once, and what was missed comes after the resume, once',
    needs: ['drop', 'resume'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.drop(visitor.id);
      await lost(visitor);
      equal(visitor.events.filter(({ type }) => type === 'connection-lost').length, 1, 'losses');
      const id = await backend.say(visitor.id, 'while you were away');
      const { history } = await visitor.connect(visitor.resume);
      const inHistory = history.messages.some((message) => message.id === id);
      assert(inHistory, 'the newest history lacks what was missed');
    },
  },
  {
    name: 'drop: what was missed is replayed from the cursor',
    needs: ['drop', 'replay'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.drop(visitor.id);
      await lost(visitor);
      const id = await backend.say(visitor.id, 'while you were away');
      const from = visitor.events.length;
      await visitor.connect(visitor.resume);
      await visitor.event('message', ({ message }) => message.id === id, from);
      equal(visitor.events.slice(from).filter(({ type }) => type === 'gap').length, 0, 'gaps');
    },
  },
  {
    name: 'silence: a connection without a sign of life is declared lost in time',
    needs: ['drop'],
    async run({ visit, silenceMs }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      visitor.clock.advance(silenceMs);
      await visitor.event('connection-lost');
    },
  },
  {
    name: 'silence: what is said into a half-open connection stands in the history of the next one',
    needs: ['drop', 'resume'],
    extra: 'silence',
    async run({ backend, visit, silenceMs }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.silence?.(visitor.id);
      const id = await backend.say(visitor.id, 'can you hear me?');
      await wait(200);
      equal(times(visitor, id), 0, 'times heard over the silent connection');
      visitor.clock.advance(silenceMs);
      await lost(visitor);
      await backend.heal();
      const { history } = await visitor.connect(visitor.resume);
      assert(history.messages.some((message) => message.id === id), 'the newest history lacks what was missed');
    },
  },
  {
    name: 'restart: the backend dies, comes back, and the visitor resumes',
    needs: ['restart', 'resume'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.restart();
      await lost(visitor);
      await visitor.connect(visitor.resume);
      await visitor.send('back');
      const stored = await backend.stored(visitor.id);
      equal(stored.map(({ text }) => text), ['hello', 'back'], 'stored');
    },
  },
  {
    name: 'expiry: a cursor that is too old brings the newest history and a gap',
    needs: ['expiry', 'resume'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await visitor.transport.disconnect();
      await backend.say(visitor.id, 'long ago');
      await backend.expire();
      const from = visitor.events.length;
      const { history } = await visitor.connect(visitor.resume);
      equal(history.messages.map(({ parts }) => toText(parts)), ['hello', 'long ago'], 'history');
      await visitor.event('gap', undefined, from);
      await backend.say(visitor.id, 'and on');
      await visitor.event('message', ({ message }) => toText(message.parts) === 'and on', from);
      await eventually('a usable token', () => visitor.resume);
    },
  },
];
