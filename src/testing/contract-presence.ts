import { assert, equal, eventually, fails, within } from './contract-assert.js';
import type { CaseOf } from './contract-case.js';
import { offered } from './contract-visit.js';

/** Who is there, types, has read, and has left. */
export const presenceCases: readonly CaseOf[] = [
  {
    name: 'typing: of the operator begins, and cannot stand for ever',
    needs: ['typing'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.typing(visitor.id, true);
      const { ttlMs = 0 } = await visitor.event('typing', ({ on, author }) => on && author.role === 'agent');
      assert(ttlMs >= 0 && ttlMs <= 30_000, `stands for ${ttlMs} ms`);
    },
  },
  {
    name: 'typing: of the operator begins and ends',
    needs: ['typing', 'typingEnd'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.typing(visitor.id, true);
      await visitor.event('typing', ({ on, author }) => on && author.role === 'agent');
      await backend.typing(visitor.id, false);
      await visitor.event('typing', ({ on }) => !on);
    },
  },
  {
    name: 'typing: of the visitor is taken',
    needs: ['typing'],
    async run({ visit }) {
      const visitor = visit();
      await visitor.begin();
      await within(offered(visitor, 'setTyping')(true));
      await within(offered(visitor, 'setTyping')(false));
    },
  },
  {
    name: 'receipts: the operator has read up to the newest own message',
    needs: ['receipts'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const { message } = await visitor.event('message');
      await backend.read(visitor.id);
      await visitor.event('receipt', ({ state, upTo }) => state === 'read' && upTo === message.id);
    },
  },
  {
    name: 'receipts: the operator learns what the visitor has read',
    needs: ['receipts', 'readOut'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const id = await backend.say(visitor.id, 'read me');
      await within(offered(visitor, 'markRead')(id));
      await eventually('the receipt', async () => (await backend.readTo(visitor.id)) === id);
    },
  },
  {
    name: 'availability: a change arrives, and prepare tells the new one',
    needs: ['availability'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.setAvailability('offline');
      await visitor.event('availability', ({ state }) => state === 'offline');
      const { availability } = await visit().connect();
      equal(availability, 'offline', 'on connect');
    },
  },
  {
    name: 'end: by the operator is told; sending then fails with ended; a new connect begins anew',
    needs: ['end'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      await backend.end(visitor.id);
      await visitor.event('conversation', ({ conversation }) => conversation.state === 'ended');
      await fails(visitor.send('too late'), 'ended');
      const { conversation } = await visitor.connect(visitor.resume);
      equal(conversation.state, 'none', 'after the next connect');
      await visitor.send('a new beginning');
      equal((await backend.stored(visitor.id)).at(-1)?.text, 'a new beginning', 'newest');
    },
  },
  {
    name: 'end: by the visitor is told to the backend',
    needs: ['end'],
    async run({ visit }) {
      const visitor = visit();
      await visitor.begin();
      const ended = await within(Promise.resolve(offered(visitor, 'endConversation')()));
      if (ended) equal(ended.state, 'ended', 'answer');
      await fails(visitor.send('too late'), 'ended');
    },
  },
];
