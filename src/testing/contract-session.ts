import { assert, equal, eventually, fails, wait, within } from './contract-assert.js';
import type { CaseOf } from './contract-case.js';
import { never, offered, toText, VISITOR } from './contract-visit.js';

/** Coming, coming back, and going. */
export const sessionCases: readonly CaseOf[] = [
  {
    name: 'connect: an unknown visitor has an empty history and no conversation',
    async run({ visit }) {
      const { history, conversation } = await visit().connect();
      equal(history.messages, [], 'history');
      equal(conversation.state, 'none', 'conversation');
    },
  },
  {
    name: 'prepare: tells config or availability and makes no visitor',
    needs: ['prepare'],
    async run({ backend, visit }) {
      const before = await backend.countVisitors();
      const prepared = await within(offered(visit(), 'prepare')(never()));
      assert(prepared.config ?? prepared.availability, 'nothing was told');
      equal(await backend.countVisitors(), before, 'visitors');
    },
  },
  {
    name: 'resume: the same visitor, history and conversation come back',
    needs: ['resume'],
    async run({ visit }) {
      const first = visit();
      await first.begin();
      await first.transport.disconnect();
      const second = visit();
      const { history, conversation } = await second.connect(first.resume);
      equal(second.id, first.id, 'visitor');
      equal(history.messages.map(({ parts }) => toText(parts)), ['hello'], 'history');
      assert(conversation.state !== 'none', 'the conversation is lost');
    },
  },
  {
    name: 'resume: a token that is not taken makes a new visitor, once',
    needs: ['resume', 'failures'],
    async run({ backend, visit }) {
      const first = visit();
      await first.begin();
      await first.transport.disconnect();
      await backend.fail(first.id, 'connect', 'auth');
      const second = visit();
      const { history } = await second.connect(first.resume);
      assert(second.id !== first.id, 'the refused visitor came back');
      equal(history.messages, [], 'history');
    },
  },
  {
    name: 'resume: without a token the visitor is a stranger',
    needs: ['resume'],
    async run({ visit, secret }) {
      const first = visit();
      await first.begin();
      const { [secret]: _, ...rest } = first.resume ?? {};
      const { history } = await visit().connect(rest);
      equal(history.messages, [], 'history');
    },
  },
  {
    name: 'history: pages backwards and forwards, ascending, without holes',
    needs: ['history'],
    async run({ backend, visit }) {
      const first = visit();
      await first.begin();
      const ids: string[] = [];
      for (let n = 1; n <= 7; n += 1) ids.push(await backend.say(first.id, `line ${n}`));
      await first.event('message', ({ message }) => message.id === ids.at(-1));
      const load = offered(first, 'loadHistory');
      const older = await load({ before: ids[6] ?? '', limit: 3 }, never());
      equal(older.messages.map(({ id }) => id), ids.slice(3, 6), 'before');
      equal(older.hasMore, true, 'more before');
      const newer = await load({ after: ids[4] ?? '', limit: 10 }, never());
      equal(newer.messages.map(({ id }) => id), ids.slice(5), 'after');
      const newest = await load({ limit: 2 }, never());
      equal(newest.messages.map(({ id }) => id), ids.slice(5), 'newest');
    },
  },
  {
    name: 'connect: giving up rejects with aborted and leaves nothing',
    async run({ backend, visit }) {
      const { transport, clock, events } = visit();
      const control = new AbortController();
      const connecting = transport.connect(VISITOR, undefined, control.signal);
      control.abort();
      await fails(connecting, 'aborted');
      equal(clock.pending, 0, 'timers');
      await eventually('closed requests', () => backend.countOpen() === 0);
      equal(events, [], 'events');
    },
  },
  {
    name: 'disconnect: is idempotent; nothing is emitted and nothing left behind',
    async run({ backend, visit }) {
      const { transport, clock, events, begin } = visit();
      const { visitorId } = await begin();
      await wait(50);
      await transport.disconnect();
      await transport.disconnect();
      const before = events.length;
      equal(clock.pending, 0, 'timers');
      await eventually('closed requests', () => backend.countOpen() === 0);
      await backend.say(visitorId ?? '', 'anybody there?');
      await wait(100);
      equal(events.slice(before), [], 'events after the end');
    },
  },
  {
    name: 'disconnect: right after connecting leaves nothing',
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.connect();
      await visitor.transport.disconnect();
      equal(visitor.clock.pending, 0, 'timers');
      await eventually('closed requests', () => backend.countOpen() === 0);
      equal(visitor.events, [], 'events');
    },
  },
  {
    name: 'disconnect: in the middle of connecting ends it',
    async run({ backend, visit }) {
      const { transport, clock, events } = visit();
      const connecting = transport.connect(VISITOR, undefined, never());
      await transport.disconnect();
      await fails(connecting, 'aborted');
      equal(clock.pending, 0, 'timers');
      await eventually('closed requests', () => backend.countOpen() === 0);
      equal(events, [], 'events');
    },
  },
  {
    name: 'disconnect: the same transport can connect again',
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.transport.disconnect();
      await visitor.connect(visitor.resume);
      await visitor.send('again');
      await backend.say(visitor.id, 'welcome back');
      await visitor.event('message', ({ message }) => toText(message.parts) === 'welcome back');
    },
  },
];
