import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ChatAction } from '../../src/core/actions.js';
import { initialState } from '../../src/core/initial-state.js';
import { acknowledge, upsert } from '../../src/core/message-list.js';
import type { Author, IncomingMessage, Message } from '../../src/core/model.js';
import { reduce, toShared } from '../../src/core/reducer.js';
import { selectUnread } from '../../src/core/selectors.js';
import type { ChatState } from '../../src/core/state.js';
import { textPart } from '../support/fake-backend.js';
import { wordsOf } from '../support/fake-browser.js';

const agent: Author = { role: 'agent', id: 'a' };
const from = (id: string, createdAt: number, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  id, createdAt, author: agent, parts: [textPart(id)], ...more,
});
const own = (localId: string, status: Message['status'] = 'queued', createdAt = 0): Message => ({
  key: localId, localId, author: { role: 'visitor' }, parts: [textPart(localId)], createdAt, status: status!,
});
const run = (...actions: ChatAction[]): ChatState => actions.reduce(reduce, initialState);
const received = (message: IncomingMessage): ChatAction => ({ type: 'message/received', message });
const keys = ({ messages }: ChatState): string => messages.map(({ key }) => key).join();

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}

describe('a message that has gone', () => {
  it('can come again, in this list or in one of the same past, and is still one', () => {
    const past = run(received(from('a', 1)), received(from('b', 2)));
    const mine = [past, { type: 'message/saving', message: own('l1', 'queued', 3) }].slice(1) as ChatAction[];
    const discarded: ChatAction[] = [...mine, { type: 'message/discarded', localId: 'l1' }];
    const one = discarded.reduce(reduce, past);
    assert.equal(keys(one), 'a,b');
    assert.equal(keys(mine.reduce(reduce, one)), 'a,b,l1');
    const other = reduce(past, received(from('c', 3)));
    assert.equal(keys(reduce(other, received(from('c', 3)))), 'a,b,c');
    assert.equal(keys(reduce(past, received(from('c', 3)))), 'a,b,c', 'the past never heard of it');
    assert.equal(keys(past), 'a,b');
    const replaced = reduce(other, { type: 'history/loaded', messages: [from('b', 2)], replace: true });
    assert.equal(keys(reduce(replaced, received(from('a', 1)))), 'a,b');
  });

  it('is one though history has brought it without its local id, even where it is the first', () => {
    const mine = { author: { role: 'visitor' } } as const;
    for (const [status, places] of [['queued', 's1,l1'], ['unconfirmed', 'l1,s1']] as const) {
      const waiting = run({ type: 'message/saving', message: own('l1', status) });
      const twice = reduce(waiting, { type: 'history/loaded', messages: [from('s1', 1, mine)] });
      assert.equal(keys(twice), places);
      assert.equal(keys(reduce(twice, received(from('s1', 1, { ...mine, localId: 'l1' })))), 'l1');
    }
  });

  it('is not looked for among all the others: a new one costs the same in a list of any length', () => {
    let looks = 0;
    const all = Array.from({ length: 1_000 }, (_, i): Message => ({
      ...from('', i), key: `m${i}`,
      get id() {
        looks++;
        return `m${i}`;
      },
    }));
    let list = upsert(all, from('first', 2_000));
    looks = 0;
    list = upsert(list, from('second', 2_001));
    list = acknowledge(upsert(list, { ...from('third', 2_002), localId: 'l3', author: { role: 'visitor' } }), 'l3', { id: 'third' });
    assert.equal(list.length, 1_003);
    assert.ok(looks < 20, `${looks} looks`);
  });

  it('leaves a receipt no row to change that it does not change', () => {
    const read = run({ type: 'message/received', message: { ...from('m', 1), author: { role: 'visitor' }, status: 'read' } }, received(from('b', 2)));
    const again = reduce(read, { type: 'receipt/received', upTo: 'b', state: 'delivered' });
    assert.ok(again.messages.every((message, index) => message === read.messages[index]), 'the same rows, so nothing is drawn anew');
  });
});

describe('the order of messages', () => {
  it('is the backend\'s, whatever order they come in', () => {
    const all = [from('a', 1), from('b', 2), from('c', 3), from('d', 4)];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 4 }), (shuffled) => {
        assert.equal(keys(run(...shuffled.map(received))), 'a,b,c,d');
      }),
    );
    const nobodys = [null, { id: 'x', createdAt: 2, parts: [] }, {}] as unknown as IncomingMessage[];
    const page = [all[0]!, ...nobodys, all[1]!];
    assert.equal(keys(run({ type: 'history/loaded', messages: page })), 'a,b', 'one broken message costs its own row');
    const odd = [from('a', 9, { order: 1 }), from('b', 1, { order: 2 })];
    assert.equal(keys(run(...odd.toReversed().map(received))), 'a,b');
  });

  it('leaves own messages on their way at the end, and moves no confirmed one without need', () => {
    const state = run(
      received(from('a', 100)),
      { type: 'message/saving', message: own('l1', 'saving', 999_999) },
      { type: 'message/saving', message: own('l1', 'queued') },
      received(from('b', 200)),
    );
    assert.equal(keys(state), 'a,b,l1');
    const acked = reduce(state, { type: 'message/acked', localId: 'l1', id: 's', createdAt: 150 });
    assert.equal(keys(acked), 'a,l1,b');
    const later = reduce(reduce(state, { type: 'message/acked', localId: 'l1', id: 's', createdAt: 300 }), received(from('c', 250)));
    assert.equal(keys(later), 'a,b,c,l1');
    assert.equal(keys(reduce(later, received(from('l1', 300, { id: 's', author: { role: 'visitor' } })))), 'a,b,c,l1');
  });

  it('is not decided by a device\'s clock', () => {
    const day = 86_400_000;
    for (const skew of [-day, day]) {
      const state = run(
        received(from('a', 100)),
        { type: 'message/saving', message: own('l1', 'queued', 100 + skew) },
        { type: 'message/acked', localId: 'l1', id: 's' },
        received(from('b', 200)),
        { type: 'message/acked', localId: 'l1', id: 's' },
      );
      assert.equal(keys(state), 'a,l1,b');
      assert.equal(keys(reduce(state, received(from('s', 150, { author: { role: 'visitor' } })))), 'a,l1,b');
    }
    assert.equal(keys(run(received(from('a', 1)), received(from('b', Number.NaN)), received(from('c', 2)))), 'a,b,c');
  });

  it('keeps failed messages where they were written', () => {
    const error = { code: 'server', message: '', retryable: true };
    const state = run(
      { type: 'message/saving', message: own('l1') },
      { type: 'message/failed', localId: 'l1', error },
      received(from('a', 1)),
      received(from('b', 2)),
      { type: 'message/saving', message: own('l1') },
    );
    assert.equal(keys(state), 'l1,a,b');
    assert.equal(state.messages[0]?.status, 'failed');
    const again = reduce(state, { type: 'message/queued', localId: 'l1' });
    assert.equal(again.messages[0]?.error, undefined);
    const sent = reduce(again, { type: 'message/acked', localId: 'l1', id: 's', createdAt: 3 });
    assert.equal(keys(sent), 'a,b,l1');
  });

  it('keeps what only this tab knows where it stood, whatever list takes the place of the old one', () => {
    const error = { code: 'server', message: '', retryable: true };
    const shown: IncomingMessage = { localId: 'hello', author: agent, createdAt: 0, isLocalTime: true, parts: [textPart('Hello')] };
    const state = run(
      received(from('a', 1)),
      received(shown),
      received(from('b', 2)),
      { type: 'message/saving', message: own('l1') },
      { type: 'message/failed', localId: 'l1', error },
      { type: 'message/saving', message: own('l2') },
      received(from('c', 3)),
    );
    assert.equal(keys(state), 'a,hello,b,l1,c,l2');
    const messages = ['a', 'b', 'c', 'd'].map((id, at) => from(id, at + 1));
    const { messages: known } = run({ type: 'history/loaded', messages });
    assert.equal(keys(reduce(state, { type: 'history/loaded', replace: true, messages })), 'a,hello,b,l1,c,d,l2');
    assert.equal(keys(reduce(state, { type: 'snapshot/received', shared: { ...toShared(state), messages: known } })), 'a,hello,b,l1,c,d,l2');
    const beyond = reduce(state, { type: 'history/loaded', replace: true, messages: [from('x', 9)] });
    assert.equal(keys(beyond), 'x,hello,l1,l2', 'nothing of the old one is left');
  });

  it('takes ten thousand messages in a burst', () => {
    const time = (count: number): number => {
      let state = initialState;
      const start = performance.now();
      for (let i = 0; i < count; i++) state = reduce(state, received(from(`m${i}`, i)));
      assert.equal(state.messages.length, count);
      return performance.now() - start;
    };
    assert.ok(time(10_000) < 4_000);
  });
});

describe('one bubble per message', () => {
  it('joins ack, echo and a history without local ids, in any order', () => {
    const steps: ChatAction[] = [
      { type: 'message/acked', localId: 'l1', id: 's', createdAt: 5, order: 2 },
      received({ id: 's', localId: 'l1', author: { role: 'visitor' }, parts: [textPart('x')], createdAt: 5, order: 2 }),
      { type: 'history/loaded', messages: [from('s', 5, { author: { role: 'visitor' }, order: 2 })] },
      received(from('b', 9, { order: 3 })),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(steps, { minLength: 4 }), (shuffled) => {
        const state = run({ type: 'message/saving', message: own('l1') }, ...shuffled);
        assert.equal(keys(state), 'l1,b');
        assert.equal(state.messages[0]?.status, 'sent');
      }),
    );
  });

  it('lets a status move forward only, and knows receipts', () => {
    const state = run(
      { type: 'message/saving', message: own('l1') },
      received(from('a', 1)),
      { type: 'message/acked', localId: 'l1', id: 's', createdAt: 2 },
      { type: 'receipt/received', upTo: 's', state: 'read' },
      { type: 'receipt/received', upTo: 's', state: 'delivered' },
      { type: 'receipt/received', upTo: 'unknown', state: 'read' },
      { type: 'message/sending', localId: 'l1' },
      { type: 'message/queued', localId: 'l1' },
      { type: 'message/unconfirmed', localId: 'l1' },
      { type: 'message/sending', localId: 'nobody' },
      { type: 'message/acked', localId: 'nobody' },
      { type: 'message/discarded', localId: 'l1' },
    );
    assert.deepEqual(state.messages.map(({ status }) => status), [undefined, 'read']);
  });

  it('keeps the preview of a picture when the backend\'s version comes', () => {
    const picture = { type: 'image', name: 'p', mime: 'image/png', localKey: 'blob:1' } as const;
    const { messages } = run(
      { type: 'message/saving', message: { ...own('l1'), parts: [picture] } },
      { type: 'upload/progressed', localId: 'l1', done: 0.5 },
      { type: 'message/uploaded', localId: 'l1', index: 0, part: { ...picture, uploadId: 'u', url: 'x' } },
      { type: 'message/uploaded', localId: 'l1', index: 7, part: picture },
      { type: 'message/acked', localId: 'l1', id: 's', createdAt: 1 },
      received({ id: 's', author: { role: 'visitor' }, createdAt: 1, parts: [{ type: 'image', name: 'p', mime: 'image/png', url: 'y' }] }),
    );
    assert.deepEqual(messages[0]?.parts, [{ type: 'image', name: 'p', mime: 'image/png', url: 'y', localKey: 'blob:1' }]);
  });

  it('ignores what could never be addressed', () => {
    assert.deepEqual(upsert([], { author: agent, parts: [], createdAt: 1 }), []);
    assert.deepEqual(acknowledge([], 'l', {}), []);
  });
});

describe('edits', () => {
  const edit = (at: number, text: string): ChatAction => ({
    type: 'message/updated',
    message: from('a', 1, { parts: [textPart(text)], editedAt: at }),
  });

  it('are not undone by late or repeated frames', () => {
    const state = run(received(from('a', 1)), edit(20, 'second'), edit(10, 'first'), received(from('a', 1)));
    assert.equal(wordsOf(state.messages[0]!), 'second');
    assert.equal(state.messages[0]?.editedAt, 20);
    const gone = [{ type: 'message/deleted', id: 'a' } as const, edit(30, 'third'), received(from('a', 1))].reduce(reduce, state);
    assert.deepEqual([gone.messages[0]?.deleted, gone.messages[0]?.parts], [true, []]);
    const streamed = reduce(gone, { type: 'message/part-received', id: 'a', op: 'append', text: 'x', createdAt: 1 });
    assert.deepEqual(streamed.messages[0]?.parts, []);
    assert.deepEqual(selectUnread(gone), []);
    assert.equal(reduce(state, { type: 'message/deleted', id: 'nobody' }).messages.length, 1);
  });

  it('of messages beyond the list do not stand there alone', () => {
    const page: ChatAction = { type: 'history/loaded', messages: [from('x', 100)], hasOlder: true };
    assert.equal(keys(run(page, edit(200, 'old'))), 'x');
    assert.equal(keys(run({ ...page, hasOlder: false }, edit(200, 'old'))), 'a,x');
  });
});

describe('streamed text', () => {
  const piece = (op: 'start' | 'append' | 'replace' | 'end', text: string, offset?: number): ChatAction => ({
    type: 'message/part-received', id: 'p', op, text, createdAt: 1, ...(offset !== undefined && { offset }),
  });
  const said = (...pieces: ChatAction[]): string => wordsOf(run(...pieces).messages[0]!);

  it('grows by pieces, whatever is repeated or missing', () => {
    assert.equal(said(piece('start', ''), piece('append', 'ab', 0), piece('append', 'cd', 2)), 'abcd');
    assert.equal(said(piece('append', 'ab', 0), piece('append', 'cd', 2), piece('append', 'ab', 0)), 'abcd');
    assert.equal(said(piece('start', 'ab'), piece('append', 'ef', 4), piece('append', 'cd', 2)), 'abcd');
    assert.equal(said(piece('start', 'ab'), piece('append', 'c')), 'abc');
    assert.equal(said(piece('append', 'abcd', 0), piece('start', 'ab')), 'abcd');
    assert.equal(said(piece('append', 'abcd', 0), piece('replace', 'x')), 'x');
    assert.equal(said(piece('append', 'abcd', 0), piece('end', '')), 'abcd');
    assert.equal(said(piece('append', 'abcd', 0), piece('end', 'whole')), 'whole');
    const state = run(piece('start', 'a'));
    assert.equal(state.messages[0]?.streaming, true);
    assert.deepEqual(state.messages[0]?.author, { role: 'bot' });
    assert.equal(reduce(state, piece('end', '')).messages[0]?.streaming, false);
    const late = run(piece('start', 'ab'), piece('end', ''), piece('append', 'ab', 0));
    assert.deepEqual([late.messages[0]?.streaming, wordsOf(late.messages[0]!)], [false, 'ab'], 'one that comes after the end');
    const whole: ChatAction = { type: 'message/updated', message: { ...from('p', 1), author: { role: 'bot' } } };
    assert.equal(reduce(state, whole).messages[0]?.streaming, undefined);
  });
});

describe('reducer', () => {
  it('keeps to what was read last', () => {
    const state = run(
      received(from('a', 100, { order: 1 })),
      received(from('b', 50, { order: 2 })),
      { type: 'read/marked', key: 'a', at: 100 },
      { type: 'read/marked', key: 'b', at: 50 },
      { type: 'read/marked', key: 'a', at: 100 },
    );
    assert.equal(state.readUpTo, 'b', 'by place, not by time');
    const gone = { ...state, messages: [] };
    assert.equal(reduce(gone, { type: 'read/marked', key: 'old', at: 10 }).readUpTo, 'b');
    assert.equal(reduce(gone, { type: 'read/marked', key: 'new', at: 60 }).readUpTo, 'new');
    const later = reduce(gone, received(from('c', 70)));
    assert.deepEqual(selectUnread(later).map(({ id }) => id), ['c']);
    assert.deepEqual(selectUnread({ ...later, readAt: 70 }), []);
    assert.equal(selectUnread({ ...later, readAt: null }).length, 1);
    const sameTime = run(received(from('a', 5)), { type: 'read/marked', key: 'a', at: 5 }, received(from('b', 5)));
    assert.deepEqual(selectUnread(sameTime).map(({ id }) => id), ['b'], 'what is read stands first, and is as old');
  });

  it('knows whether it has ever read the history, empty as it may be', () => {
    assert.equal(initialState.historyLoaded, false);
    assert.equal(run({ type: 'history/loaded', messages: [] }).historyLoaded, true);
  });

  it('does not take a message back that the drain was quicker with than its writer', () => {
    const drained = run({ type: 'message/saving', message: own('l1', 'saving') }, { type: 'message/sending', localId: 'l1' });
    assert.equal(reduce(drained, { type: 'message/queued', localId: 'l1' }).messages[0]?.status, 'sending');
  });

  it('knows of each file by itself that it has arrived', () => {
    const file = (name: string) => ({ type: 'file' as const, name, mime: '', localKey: name });
    const saved = run({ type: 'message/saving', message: { ...own('l1'), parts: [file('a'), file('b'), textPart('c')] } });
    const arrived = { ...file('b'), uploadId: 'u' };
    const { parts } = reduce(saved, { type: 'message/uploaded', localId: 'l1', index: 1, part: arrived }).messages[0]!;
    assert.deepEqual(parts, [file('a'), arrived, textPart('c')]);
  });

  it('clears what a state of the conversation or the line ends', () => {
    const typing: ChatAction = { type: 'typing/changed', author: agent, until: 5 };
    const queued: ChatAction[] = [
      { type: 'conversation/changed', conversation: { state: 'queued' } },
      { type: 'queue/changed', queue: { position: 1 } },
      typing,
    ];
    const state = run(...queued);
    assert.deepEqual([state.queue, state.typing.length], [{ position: 1 }, 1]);
    const ended = reduce(state, { type: 'session/opened', conversation: { state: 'ended' }, resume: undefined });
    assert.deepEqual([ended.queue, ended.typing], [null, []]);
    assert.deepEqual(reduce(state, { type: 'connection/changed', connection: { status: 'waiting' } }).typing, []);
    assert.equal(reduce(state, { type: 'connection/changed', connection: { status: 'online' } }).typing.length, 1);
    const forgotten = reduce(reduce(state, received(from('a', 1))), { type: 'visitor/forgotten' });
    assert.deepEqual(forgotten.messages, []);
  });

  it('is pure, and total on anything that comes from elsewhere', () => {
    const state = frozen(run(received(from('a', 1)), { type: 'message/saving', message: own('l1') }));
    const types = ['message/received', 'history/loaded', 'message/part-received', 'snapshot/received', 'message/uploaded', 'read/marked', 'toString', '__proto__', 'message/acked', 'typing/changed'];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.object(), fc.anything(), (type, rest, message) => {
        const next = reduce(state, { ...rest, type, message, messages: [message], id: 'a', op: 'append', text: message } as unknown as ChatAction);
        assert.ok(next);
      }),
    );
    assert.equal(reduce(state, null as unknown as ChatAction), state);
    assert.equal(reduce(state, { type: 'message/of-tomorrow' } as unknown as ChatAction), state);
    assert.equal('open' in toShared(state), false);
  });
});
