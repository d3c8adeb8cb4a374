import { assert, equal, fails, within } from './contract-assert.js';
import type { CaseOf } from './contract-case.js';
import { never, offered } from './contract-visit.js';

/** Who the visitor is, and what else can be asked of a backend. */
export const formCases: readonly CaseOf[] = [
  {
    name: 'register: the values reach the backend',
    needs: ['register'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await within(offered(visitor, 'register')({ name: 'Ada', email: 'ada@example.org' }));
      equal(await backend.name(visitor.id), 'Ada', 'name');
    },
  },
  {
    name: 'register: a refusal names the fields',
    needs: ['register'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const { values, field } = backend.refusedRegistration();
      const error = await fails(offered(visitor, 'register')(values), 'invalid');
      assert(error.fields?.[field], `the field ${field} is not named`);
    },
  },
  {
    name: 'offline: a message left behind arrives',
    needs: ['offline'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.connect();
      const before = await backend.offlineMessages();
      const values = { name: 'Ada', email: 'ada@example.org', message: 'Call me back' };
      await within(offered(visitor, 'sendOfflineMessage')(values));
      equal(await backend.offlineMessages(), before + 1, 'offline messages');
    },
  },
  {
    name: 'rating: arrives',
    needs: ['rating'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await within(offered(visitor, 'rate')({ score: 4, comment: 'quick' }));
      equal(await backend.rating(visitor.id), 4, 'score');
    },
  },
  {
    name: 'transcript: as text holds the words',
    needs: ['transcript'],
    async run({ visit }) {
      const visitor = visit();
      await visitor.begin();
      const file = await within(offered(visitor, 'requestTranscript')('text', {}));
      assert(file && (await file.text()).includes('hello'), 'the words are not in it');
    },
  },
  {
    name: 'identify: the backend learns the name',
    needs: ['identify'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await within(offered(visitor, 'identify')({ name: 'Grace' }));
      equal(await backend.name(visitor.id), 'Grace', 'name');
    },
  },
  {
    name: 'page: the backend learns where the visitor is',
    needs: ['page'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await within(offered(visitor, 'setPage')({ url: 'https://shop.example/cart', title: 'Cart' }));
      equal(await backend.page(visitor.id), 'https://shop.example/cart', 'url');
    },
  },
  {
    name: 'forget: nothing of the visitor remains',
    needs: ['forget', 'resume'],
    async run({ visit }) {
      const visitor = visit();
      await visitor.begin();
      const { resume } = visitor;
      await within(offered(visitor, 'forgetVisitor')());
      await visitor.transport.disconnect();
      const after = visit();
      const { history } = await after.connect(resume);
      equal(history.messages, [], 'history');
      assert(after.id !== visitor.id, 'the visitor is still known');
    },
  },
  {
    name: 'requests: an optional method that rejects leaves no timer',
    needs: ['rating'],
    async run({ visit }) {
      const { transport, clock } = visit();
      const rate = transport.rate?.({ score: 5 });
      await transport.disconnect();
      await rate?.catch(() => undefined);
      await transport.loadHistory?.({ limit: 1 }, never()).catch(() => undefined);
      equal(clock.pending, 0, 'timers');
    },
  },
];
