import { expect } from 'chai';
import { toFrame, type Line } from '../../src/transports/expertflow/expertflow-frame-mapper.js';
import { createLog, type Log } from '../../src/transports/expertflow/expertflow-log.js';
import { createSession, restore, toResume, type ExpertflowSession } from '../../src/transports/expertflow/expertflow-session.js';
import { print } from '../../src/transports/expertflow/expertflow-wire.js';
import { createContractClock } from '../../src/testing/contract-clock.js';
import { toText } from '../../src/testing/contract-visit.js';

const clock = createContractClock();
let now = 1000;
let session: ExpertflowSession;
let log: Log;

function fresh(): Log {
  return createLog(session, 'c-1', () => (now += 1));
}

const context = { base: 'https://x.test/', conversationId: 'c-1', ownId: 'p-1', roles: new Map() };

/** `sam: hi` or `me: hi`, with what the server adds. */
function line(words: string, more: object = {}): Line {
  const [who, text] = words.split(': ');
  const from = who === 'me' ? { id: 'p-1' } : { id: 'a-2', name: 'Sam' };
  const made = toFrame({ conversationId: 'c-1', type: 'ChatMessage', from, to: [], text, ...more }, context);
  if (made.kind !== 'line') throw new Error('no line');
  return made.line;
}

const at = (second: number): object => ({ timestamp: new Date(second * 1000).toISOString() });
const send = (localId: string, text: string): void => void session.sent.push({ localId, print: print('p-1', text) });
const texts = (): string[] => log.page({ limit: 99 }).messages.map(({ parts }) => toText(parts));
const ids = (): (string | undefined)[] => log.page({ limit: 99 }).messages.map(({ id }) => id);

describe('a conversation without promises', () => {
  beforeEach(() => {
    now = 1000;
    session = createSession('');
    log = fresh();
  });

  it('takes the server\'s ids where there are any', () => {
    log.take(line('sam: hi', { id: 'm-1' }));
    log.take(line('sam: hi', { id: 'm-2' }));
    log.take(line('sam: hi, corrected', { id: 'm-1' }));
    expect(texts()).to.deep.equal(['hi, corrected', 'hi']);
  });

  it('knows a line again by sender, time and words', () => {
    const first = log.take(line('sam: hi', at(5)));
    expect(log.take(line('sam: hi', at(5))).id).to.equal(first.id);
    log.take(line('sam: hi', at(6)));
    log.take(line('sam: ho', at(6)));
    expect(log.merge([line('sam: hi', at(5)), line('sam: hi', at(6)), line('sam: ho', at(6))])).to.deep.equal([]);
    expect(texts()).to.deep.equal(['hi', 'hi', 'ho']);
    const before = ids();
    log = fresh();
    log.merge([line('sam: hi', at(5)), line('sam: hi', at(6)), line('sam: ho', at(6))]);
    expect(ids(), 'the same after a reload').to.deep.equal(before);
  });

  it('counts the same words where there is no time either', () => {
    log.take(line('sam: ok'));
    log.take(line('sam: ok'));
    expect(ids()).to.have.length(2);
    const missed = log.merge([line('sam: ok'), line('sam: ok'), line('sam: well'), line('sam: ok')]);
    expect(missed.map(({ parts }) => toText(parts))).to.deep.equal(['well', 'ok']);
    expect(texts()).to.deep.equal(['ok', 'ok', 'well', 'ok']);
    const times = log.page({ limit: 9 }).messages.map(({ createdAt }) => createdAt);
    expect([...times].sort((a, b) => a - b)).to.deep.equal(times);
  });

  it('gives a line the time that history knows, and not a second row', () => {
    const live = log.take(line('sam: hi'));
    expect(log.merge([line('sam: hi', at(5))])).to.deep.equal([]);
    const [only] = log.page({ limit: 9 }).messages;
    expect([ids(), only?.createdAt]).to.deep.equal([[live.id], 5000]);
  });

  it('knows own words by their turn, each once', () => {
    send('l-1', 'ok');
    send('l-2', 'ok');
    const own = (): unknown[] => log.page({ limit: 9 }).messages.map(({ localId }) => localId);
    log.merge([line('me: ok')]);
    expect(own()).to.deep.equal(['l-1']);
    log.merge([line('me: ok'), line('me: ok'), line('me: ok')]);
    expect(own()).to.deep.equal(['l-1', 'l-2', undefined]);
  });

  it('does not take a confirmed message for one in doubt', () => {
    session.sent.push({ localId: 'l-1', print: print('p-1', 'ok'), id: 'm-1' });
    send('l-2', 'ok');
    // After a reload the log is empty; only the resume token knows what was confirmed.
    const token = JSON.parse(JSON.stringify(toResume({ ...session, conversationId: 'c-1', participant: { id: 'p-1', name: '' } })));
    restore(session, token as Record<string, unknown>, clock);
    log = fresh();
    const found = log.merge([line('me: ok', { id: 'm-0' }), line('me: ok', { id: 'm-1' })]);
    expect(found.map(({ localId }) => localId)).to.deep.equal([undefined, 'l-1']);
    const later = log.merge([line('me: ok', { id: 'm-0' }), line('me: ok', { id: 'm-1' }), line('me: ok', { id: 'm-2' })]);
    expect(later.map(({ localId }) => localId)).to.deep.equal(['l-2']);
  });

  it('takes an acknowledged message and its echo for one, whether or not the echo has an id', () => {
    for (const more of [{ id: 'm-1' }, {}]) {
      session.sent = [{ localId: 'l-1', print: print('p-1', 'ok'), id: 'm-1' }];
      log = fresh();
      log.add({ id: 'm-1', localId: 'l-1', author: { role: 'visitor' }, parts: [], createdAt: 1 });
      expect(log.take(line('me: ok', more)).localId).to.equal('l-1');
      expect(texts()).to.deep.equal(['ok']);
    }
  });

  it('shows an own message from the moment in which it is sent, and once', () => {
    send('l-1', 'hello');
    log.add({ localId: 'l-1', author: { role: 'visitor' }, parts: [{ type: 'text', text: 'hello', format: 'plain' }], createdAt: 7 });
    log.take(line('sam: hi'));
    expect(texts()).to.deep.equal(['hello', 'hi']);
    expect(log.merge([line('me: hello'), line('sam: hi')])).to.deep.equal([]);
    expect(texts()).to.deep.equal(['hello', 'hi']);
    expect(log.page({ limit: 1, before: ids()[1]! }).messages[0]?.createdAt).to.equal(7);
  });

  it('forgets nothing that a shortened history leaves out', () => {
    log.take(line('sam: one', { id: 'm-1' }));
    log.take(line('sam: two', { id: 'm-2' }));
    log.take(line('sam: three', { id: 'm-3' }));
    log.merge([line('sam: two', { id: 'm-2' })]);
    expect(ids()).to.deep.equal(['m-1', 'm-2', 'm-3']);
    log.merge([line('sam: five', { id: 'm-5' })]);
    expect(ids()).to.deep.equal(['m-1', 'm-2', 'm-3', 'm-5']);
  });

  it('pages in both directions', () => {
    for (let n = 1; n <= 5; n += 1) log.take(line(`sam: ${n}`, { id: `m-${n}` }));
    const page = (query: object) => {
      const { messages, hasMore } = log.page({ limit: 2, ...query });
      return [messages.map(({ id }) => id).join(), hasMore];
    };
    expect(page({})).to.deep.equal(['m-4,m-5', true]);
    expect(page({ before: 'm-3' })).to.deep.equal(['m-1,m-2', false]);
    expect(page({ before: 'm-4' })).to.deep.equal(['m-2,m-3', true]);
    expect(page({ after: 'm-3' })).to.deep.equal(['m-4,m-5', false]);
    expect(page({ after: 'm-2' })).to.deep.equal(['m-3,m-4', true]);
    expect(page({ after: 'of another conversation' })).to.deep.equal(['m-1,m-2', true]);
    expect(page({ before: 'of another conversation' })).to.deep.equal(['', false]);
    expect(page({ limit: 0 })).to.deep.equal(['m-5', true]);
  });
});

describe('a resume token', () => {
  it('brings back what it kept, whatever else is in it', () => {
    const one = createSession('');
    const token = { visitorId: 'v', refId: '+41', requestId: 'r', conversationId: 'c', participant: { id: 'p', name: 'A' }, endedId: 'e', greeted: true, eio: 3, confirms: false, sent: [{ localId: 'l', print: 'x' }] };
    restore(one, token, clock);
    expect(JSON.parse(JSON.stringify(toResume(one)))).to.deep.equal({ ...token, sent: [{ localId: 'l', print: 'x', isShown: false }] });
    const odd = createSession('');
    restore(odd, { visitorId: 7, conversationId: 'c', eio: 5, confirms: 'yes', sent: [null, { localId: 'l' }, 3], participant: 'x' }, clock);
    expect(odd).to.deep.include({ visitorId: '7', conversationId: undefined, participant: undefined, eio: undefined, confirms: undefined, sent: [] });
    expect(odd.requestId).to.match(/^id-/);
  });

  it('does not grow for ever', () => {
    session = createSession('');
    for (let n = 0; n < 500; n += 1) send(`l-${n}`, `${n}`);
    const { sent } = toResume(session) as { sent: { localId: string }[] };
    expect([sent.length, sent.at(-1)?.localId]).to.deep.equal([100, 'l-499']);
  });
});
