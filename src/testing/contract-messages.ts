import { assert, equal, eventually, wait } from './contract-assert.js';
import type { CaseOf } from './contract-case.js';
import { never, offered, toText, type Visit } from './contract-visit.js';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"\'`&lt;/script>\u202E\u2066\u0007',
  '{"__proto__":{"polluted":1}}',
  'data: x\n\nevent: message\r\nid: 1\rretry: 1',
  '%00%0a..\\..//',
].join('\n');
const WORLD = 'Grüße, мир, 你好, שלום, 👩‍👩‍👧‍👦 e\u0301';

/** What was heard of one text, from the visitor's own transport. */
function heard({ events }: Visit, text: string): number {
  return events.filter(
    (event) => event.type === 'message' && toText(event.message.parts) === text,
  ).length;
}

/** A text that goes both ways and must come out as it went in. */
function roundTrip(name: string, words: string): CaseOf {
  return {
    name,
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.send(words);
      equal((await backend.stored(visitor.id)).at(-1)?.text, words, 'at the backend');
      await backend.say(visitor.id, words);
      await visitor.event('message', ({ message }) => {
        return message.author.role === 'agent' && toText(message.parts) === words;
      });
      equal(Object.keys(Object.prototype), [], 'Object.prototype');
    },
  };
}

/** Messages in and out. */
export const messageCases: readonly CaseOf[] = [
  {
    name: 'send: is acknowledged and stored once',
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.connect();
      const ack = await visitor.send('hello', 'local-1');
      const stored = await backend.stored(visitor.id);
      equal(stored.map(({ text }) => text), ['hello'], 'stored');
      if (ack.id !== undefined) equal(ack.id, stored[0]?.id, 'id');
      if (ack.createdAt !== undefined) assert(ack.createdAt > 0, 'createdAt is no time');
    },
  },
  {
    name: 'send: the order of writing is kept',
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.connect();
      for (const text of ['one', 'two', 'three']) await visitor.send(text);
      const stored = await backend.stored(visitor.id);
      equal(stored.map(({ text }) => text), ['one', 'two', 'three'], 'stored');
    },
  },
  {
    name: 'send: the same local id twice is one message',
    needs: ['localId'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.connect();
      const first = await visitor.send('only once', 'local-2');
      const second = await visitor.send('only once', 'local-2');
      equal(second.id, first.id, 'id');
      equal((await backend.stored(visitor.id)).length, 1, 'stored');
    },
  },
  {
    name: 'echo: an own message comes back with what identifies it',
    async run({ visit }) {
      const visitor = visit();
      await visitor.connect();
      const { echo } = visitor.transport;
      if (echo === 'none') return;
      await wait(50);
      const ack = await visitor.send('echo', 'local-3');
      const { message } = await visitor.event('message', (event) => {
        return event.message.author.role === 'visitor';
      });
      if (echo === 'local-id') equal(message.localId, 'local-3', 'localId');
      else equal(message.id, ack.id, 'id');
      equal(heard(visitor, 'echo'), 1, 'echoes');
    },
  },
  {
    name: 'receive: a message of an operator arrives once and whole',
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const id = await backend.say(visitor.id, 'good day');
      const { message } = await visitor.event('message', (event) => event.message.id === id);
      equal(toText(message.parts), 'good day', 'text');
      equal(message.author.role, 'agent', 'role');
      assert(Math.abs(message.createdAt - Date.now()) < 86_400_000, 'createdAt is no time');
      await wait(100);
      equal(heard(visitor, 'good day'), 1, 'times heard');
    },
  },
  {
    name: 'receive: every message moves the resume token on',
    needs: ['replay'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await visitor.event('message');
      const before = JSON.stringify(visitor.resume);
      const id = await backend.say(visitor.id, 'good day');
      await visitor.event('message', ({ message }) => message.id === id);
      assert(JSON.stringify(visitor.resume) !== before, 'the resume token stood still');
    },
  },
  roundTrip('text: hostile words go both ways unchanged', HOSTILE),
  roundTrip('text: all scripts go both ways unchanged', WORLD),
  {
    name: 'text: a NUL does not swallow what follows',
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const sent = await visitor.send('before\u0000after').then(() => true, () => false);
      const text = (await backend.stored(visitor.id)).at(-1)?.text ?? '';
      assert(!sent || text.endsWith('after'), 'what followed the NUL is lost');
    },
  },
  {
    name: 'text: a very long message arrives whole, or is refused as too large',
    needs: ['longText'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const words = 'long '.repeat(40_000);
      const sent = await visitor.send(words).then(() => true, (error: { code?: string }) => {
        assert(error.code === 'too-large' || error.code === 'invalid', `refused as ${error.code}`);
        return false;
      });
      if (sent) equal((await backend.stored(visitor.id)).at(-1)?.text.length, words.length, 'length');
    },
  },
  {
    name: 'stream: a streamed text arrives in pieces that join, and then as a whole',
    needs: ['stream'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const id = await backend.stream(visitor.id, ['Once ', 'upon ', 'a time']);
      await visitor.event('message-part', (event) => event.id === id && event.op === 'end');
      let text = '';
      for (const event of visitor.events) {
        if (event.type !== 'message-part' || event.id !== id || event.op === 'end') continue;
        if (event.op === 'append') equal(event.offset, text.length, 'offset');
        text = event.op === 'append' ? text + event.text : event.text;
      }
      equal(text, 'Once upon a time', 'pieces');
      await eventually('the whole message', () =>
        visitor.events.some((event) => {
          return 'message' in event && event.message.id === id && toText(event.message.parts) === text;
        }),
      );
    },
  },
  {
    name: 'history: a message sent and one received stand there in order',
    needs: ['history'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const id = await backend.say(visitor.id, 'second');
      // Where history comes with the connection, it can be no newer than that.
      await visitor.event('message', ({ message }) => message.id === id);
      const page = await offered(visitor, 'loadHistory')({ limit: 10 }, never());
      // Greetings, and lines about who came, may stand between.
      const messages = page.messages.filter(({ author }) => /visitor|agent/.test(author.role));
      equal(messages.map(({ parts }) => toText(parts)), ['hello', 'second'], 'texts');
      equal(messages.map(({ author }) => author.role), ['visitor', 'agent'], 'roles');
    },
  },
];
