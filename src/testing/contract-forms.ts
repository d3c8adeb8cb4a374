import { assert, equal, eventually, fails, within } from './contract-assert.js';
import type { CaseOf } from './contract-case.js';
import type { Transport } from '../core/transport.js';
import { never, offered, VISITOR } from './contract-visit.js';

/** One call of every optional method that is no beginning. */
const OPTIONAL: readonly ((transport: Transport, toFile: () => File) => Promise<unknown> | undefined)[] = [
  (transport, toFile) => transport.upload?.(toFile(), () => undefined, never()),
  (transport) => transport.loadHistory?.({ limit: 1 }, never()),
  (transport) => transport.setTyping?.(true),
  (transport) => transport.markRead?.('m'),
  (transport) => transport.register?.({ name: 'Ada' }),
  (transport) => transport.sendOfflineMessage?.({ message: 'x' }),
  (transport) => transport.selectDepartment?.('d'),
  (transport) => transport.endConversation?.(),
  (transport) => transport.requestTranscript?.('text', {}),
  (transport) => transport.rate?.({ score: 5 }),
  (transport) => transport.identify?.({ name: 'Ada' }),
  (transport) => transport.setPage?.(VISITOR.page),
  (transport) => transport.act?.({ messageId: 'm', id: 'a', value: 'a' }),
  (transport) => transport.stop?.('m'),
  (transport) => transport.extension?.('x', {}),
  (transport) => transport.forgetVisitor?.(),
];

/** Who the visitor is, and what else can be asked of a backend. */
export const formCases: readonly CaseOf[] = [
  {
    name: 'register: the values given before the first message reach the backend',
    needs: ['register'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.connect();
      await within(offered(visitor, 'register')({ name: 'Ada', email: 'ada@example.org' }));
      await visitor.send('hello');
      equal(await backend.name(visitor.id), 'Ada', 'name');
    },
  },
  {
    name: 'register: the values reach the backend',
    needs: ['register', 'lateRegister'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await within(offered(visitor, 'register')({ name: 'Ada', email: 'ada@example.org' }));
      equal(await backend.name(visitor.id), 'Ada', 'name');
    },
  },
  {
    name: 'register: a refusal names the fields',
    needs: ['register', 'lateRegister', 'namedFields'],
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
    name: 'requests: a disconnect ends every optional call, and none begins after it',
    async run({ backend, visit }) {
      const { transport, clock, events, begin } = visit();
      await begin();
      const call = () => OPTIONAL.map((make) => make(transport, () => backend.file(10)));
      const caught = call();
      await transport.disconnect();
      const before = events.length;
      for (const work of [...caught, ...call()]) {
        // An extension that nobody knows is refused at once.
        if (work) await fails(work, ['aborted', 'network', 'unsupported']);
      }
      equal(clock.pending, 0, 'timers');
      equal(events.slice(before), [], 'events');
      await eventually('closed requests', () => backend.countOpen() === 0);
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
