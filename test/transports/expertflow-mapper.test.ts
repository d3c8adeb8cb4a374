import { expect } from 'chai';
import { toVerdict } from '../../src/transports/expertflow/expertflow-ack-mapper.js';
import { toDepartments } from '../../src/transports/expertflow/expertflow-departments-mapper.js';
import { toEngineVersion } from '../../src/transports/expertflow/expertflow-detect.js';
import { toFrame, type Frame } from '../../src/transports/expertflow/expertflow-frame-mapper.js';
import { guestName } from '../../src/transports/expertflow/expertflow-guest.js';
import { fromBeginning, toBegun } from '../../src/transports/expertflow/expertflow-init-mapper.js';
import { fromOutgoing, printOf } from '../../src/transports/expertflow/expertflow-send-mapper.js';
import { toBase } from '../../src/transports/wire/rest/rest-caller.js';

const context = { base: 'https://chat.test/base/', conversationId: 'c-1', ownId: 'p-1', roles: new Map() };
const SAM = { id: 'a-2', name: 'Sam' };
const frame = (value: unknown): Frame => toFrame(value, context);
const chat = (more: object): unknown => ({ conversationId: 'c-1', type: 'ChatMessage', from: SAM, to: [], text: 'hi', ...more });
const activity = (activityType: unknown, more: object = {}): unknown =>
  ({ conversationId: 'c-1', type: 'ActivityMessage', from: { id: 'system', name: 'System' }, to: [], activityType, info: {}, ...more });

function lineOf(value: unknown) {
  const made = frame(value);
  if (!('line' in made) || !made.line) throw new Error(`no line in ${JSON.stringify(made)}`);
  return made.line;
}

describe('ChatMessage of the Customer Channel API', () => {
  it('is read as it stands in the document', () => {
    const { print, ...line } = lineOf(chat({ id: 'm-3', timestamp: '2026-01-05T10:00:04Z', refId: 'ext-42', tag: '' }));
    expect(line).to.deep.equal({
      id: 'm-3',
      at: Date.parse('2026-01-05T10:00:04Z'),
      author: { role: 'agent', id: 'a-2', name: 'Sam' },
      parts: [{ type: 'text', text: 'hi', format: 'plain' }],
    });
    expect(print).to.match(/^\w+$/);
  });

  it('is read however its members are capitalised', () => {
    const line = lineOf({ ConversationID: 'c-1', Type: 'CHATMESSAGE', From: { ID: 'p-1', Name: 'Ann' }, Text: 'me', Tag: '' });
    expect(line.author).to.deep.equal({ role: 'visitor', id: 'p-1', name: 'Ann' });
  });

  it('never shows a whisper, in whatever letters', () => {
    for (const tag of ['whisper', 'Whisper', ' WHISPER ']) expect(frame(chat({ tag })).kind).to.equal('secret');
    expect(frame(activity('greetings', { TAG: 'whisper', info: { text: 'x' } })).kind).to.equal('secret');
    expect(frame(chat({ tag: 'vip' })).kind).to.equal('line');
  });

  it('belongs to another conversation, or to none we know', () => {
    expect(frame(chat({ conversationId: 'c-2' }))).to.deep.equal({ kind: 'raw', name: 'foreign' });
    expect(frame({ type: 'Survey', conversationId: 'c-1' }).kind).to.equal('raw');
    for (const odd of [null, undefined, 7, 'x', [], [1], true]) expect(frame(odd).kind).to.equal('raw');
  });

  it('tells machines from people', () => {
    const role = (from: unknown): string => lineOf(chat({ from })).author.role;
    expect(role({ id: 'system', name: 'System' })).to.equal('bot');
    expect(role({ id: 'x-9', name: 'Sales Bot' })).to.equal('bot');
    expect(role({ id: 'a-1', name: 'Bottomley' })).to.equal('agent');
    expect(role(undefined)).to.equal('bot');
    expect(toFrame(chat({}), { ...context, roles: new Map([['a-2', 'bot' as const]]) })).to.have.nested.property('line.author.role', 'bot');
  });

  it('carries pictures, recordings, films and files', () => {
    const attachments = [
      { type: 'image/png', name: 'a.png', contentUrl: 'https://x.test/a.png', thumbnailUrl: 'https://x.test/t.png' },
      { type: 'audio/wav', name: 'b.wav', contentUrl: 'data:audio/wav;base64,AAAA' },
      { type: 'video/mp4', name: 'c.mp4', contentUrl: 'http://x.test/c.mp4', thumbnailUrl: 'javascript:alert(1)' },
      { type: 'application/word', name: 'd.doc', contentUrl: '/files/d.doc', thumbnailUrl: 'https://x.test/d.png' },
      { type: 'image/gif', name: 'e.gif', contentUrl: 'data:image/gif;base64,AAAA' },
    ];
    expect(lineOf(chat({ attachments })).parts.slice(1)).to.deep.equal([
      { type: 'image', name: 'a.png', mime: 'image/png', url: 'https://x.test/a.png', thumbnailUrl: 'https://x.test/t.png' },
      { type: 'audio', name: 'b.wav', mime: 'audio/wav', url: 'data:audio/wav;base64,AAAA' },
      { type: 'video', name: 'c.mp4', mime: 'video/mp4', url: 'http://x.test/c.mp4' },
      { type: 'file', name: 'd.doc', mime: 'application/word', url: 'https://chat.test/files/d.doc', thumbnailUrl: 'https://x.test/d.png' },
      { type: 'image', name: 'e.gif', mime: 'image/gif', url: 'data:image/gif;base64,AAAA' },
    ]);
  });

  it('names what a browser must not open', () => {
    const bad = [
      'file:///C:/secret.doc', 'javascript:alert(1)', 'data:text/html,<b>', 'data:image/svg+xml,<svg onload=x>',
      'https://bank.test@evil.test/', 'ftp://x.test/a', '', undefined, {},
    ];
    for (const contentUrl of bad) {
      const line = lineOf(chat({ text: '', attachments: [{ type: 'image/png', name: 'a.doc', contentUrl }] }));
      expect(line.parts, String(contentUrl)).to.deep.equal([
        { type: 'notice', code: 'unsupported', params: { name: 'a.doc' } },
      ]);
    }
  });

  it('is never an empty bubble', () => {
    for (const more of [{ text: '' }, { text: undefined }, { text: {}, attachments: 'x' }]) {
      expect(lineOf(chat(more)).parts).to.deep.equal([{ type: 'notice', code: 'unsupported', params: {} }]);
    }
  });

  it('has one print wherever it is seen, and another for other words', () => {
    const file = { type: 'image', name: 'a', mime: 'image/png', url: 'https://x.test/a', uploadId: 'u' } as const;
    const parts = [file, { type: 'text', text: 'me', format: 'plain' } as const];
    const payload = fromOutgoing({ localId: 'l', parts }, { conversationId: 'c-1', participant: { id: 'p-1', name: 'A' }, timestamp: '' });
    const line = lineOf(payload);
    expect(line.print).to.equal(printOf(payload));
    expect(line.parts.map(({ type }) => type), 'in the order of writing').to.deep.equal(['image', 'text']);
    const prints = [payload, { ...payload, text: 'you' }, { ...payload, attachments: [] }, { ...payload, from: SAM }].map(
      (it) => lineOf(it).print,
    );
    expect(new Set(prints).size).to.equal(4);
  });
});

describe('ActivityMessage of the Customer Channel API', () => {
  it('knows all nine kinds', () => {
    const kinds = [
      'greetings', 'typing', 'participantAdded', 'participantRemoved', 'participantJoined', 'participantLeft',
      'endOfConversation', 'handOff', 'noAgentAvailable',
    ].map((name) => frame(activity(name)).kind);
    expect(kinds).to.deep.equal([
      'greeting', 'typing', 'roster', 'roster', 'roster', 'roster', 'ended', 'queued', 'nobody',
    ]);
  });

  it('finds out whom it is about', () => {
    const joined = (more: object) => frame(activity('participantJoined', more));
    const sam = { role: 'agent', id: 'a-2', name: 'Sam' };
    for (const more of [{ info: { participant: SAM } }, { info: SAM }, { from: SAM }, { info: { participant: {} }, from: SAM }]) {
      expect(joined(more)).to.deep.include({ kind: 'roster', change: 'joined', who: sam });
    }
    expect(joined({ info: { participant: { id: 'b-1', name: 'Helper' }, role: 'BOT' } })).to.have.nested.property('who.role', 'bot');
    expect(joined({ info: { participant: { id: 'p-1' }, role: 'agent' } })).to.have.nested.property('who.role', 'visitor');
    const { author, parts } = lineOf(activity('participantLeft', { info: { participant: SAM } }));
    expect([author.role, parts]).to.deep.equal(['system', [{ type: 'notice', code: 'left', params: { name: 'Sam' } }]]);
  });

  it('greets with words, or without any', () => {
    expect(frame(activity('greetings'))).to.deep.equal({ kind: 'greeting' });
    const { print: _, ...line } = lineOf(activity('greetings', { text: 'Hi', from: { id: 'p-1', name: 'me' }, id: 'g', timestamp: 5 }));
    // Whoever it names, nobody greets themselves.
    expect(line).to.deep.equal({ id: 'g', at: 5, author: { role: 'bot', id: 'p-1', name: 'me' }, parts: [{ type: 'text', text: 'Hi', format: 'plain' }] });
    expect(lineOf(activity('greetings', { text: 'Hi', from: SAM })).author.role).to.equal('agent');
    expect(lineOf(activity('greetings', { info: { text: 'Welcome' } }))).to.deep.include({
      author: { role: 'bot', id: 'system', name: 'System' },
      parts: [{ type: 'text', text: 'Welcome', format: 'plain' }],
    });
  });

  it('tells who ended it, and where in the queue one is', () => {
    expect(frame(activity('endOfConversation', { from: SAM }))).to.deep.equal({ kind: 'ended', by: 'Sam' });
    expect(frame(activity('endOfConversation', { from: { id: 'p-1', name: 'me' } }))).to.deep.equal({ kind: 'ended', by: undefined });
    expect(frame(activity('handOff', { info: { position: 3 } }))).to.deep.equal({ kind: 'queued', position: 3 });
    expect(frame(activity('handOff', { info: { position: 0 } }))).to.deep.equal({ kind: 'queued', position: undefined });
    expect(frame(activity('handOff', { info: { position: 1 } }))).to.deep.include({ position: 1 });
    expect(frame(activity('endOfConversation', { info: { by: 'The desk' } }))).to.deep.equal({ kind: 'ended', by: 'The desk' });
  });

  it('keeps what nobody knows', () => {
    expect(frame(activity('surveyOffered'))).to.deep.equal({ kind: 'raw', name: 'surveyOffered' });
    expect(frame(activity('constructor')).kind).to.equal('raw');
    expect(frame(activity({}))).to.deep.equal({ kind: 'raw', name: 'messageArrived' });
  });
});

describe('the beginning of a conversation', () => {
  const visitor = { locale: 'de-CH', page: { url: 'https://shop.test/p', title: '' } };
  const base = { visitor, form: {}, channel: 'web', visitorId: 'v', requestId: 'r', timestamp: 't' };

  it('is a guest in the visitor\'s language, known by an id of ours', () => {
    expect(JSON.parse(JSON.stringify(fromBeginning(base)))).to.deep.equal({
      channel: 'web', firstName: 'Gast', refId: 'v', language: 'de', url: 'https://shop.test/p', requestId: 'r', timestamp: 't',
    });
    expect([guestName('en'), guestName('xx'), guestName('toString'), guestName('ur')]).to.deep.equal(['Guest', 'Guest', 'Guest', 'مہمان']);
  });

  it('prefers the form to the page, and a phone number to other ids', () => {
    const known = { ...visitor, name: 'Page', email: 'page@x.test', externalId: 'ext-42', fields: { plan: 'gold', size: 'XL', requestId: 'forged' }, labels: ['vip'] };
    const form = { name: ' Ann  Lee ', phone: ' ', department: 'sales', comment: 'hi', plan: 'silver' };
    expect(fromBeginning({ ...base, visitor: known, form, department: 'support' })).to.deep.include({
      firstName: 'Ann', lastName: 'Lee', email: 'page@x.test', phone: undefined, refId: 'ext-42', subject: 'sales',
      comment: 'hi', plan: 'silver', size: 'XL', requestId: 'r', labels: ['vip'],
    });
    expect(fromBeginning({ ...base, visitor: known, form: { phone: '+41' } }).refId).to.equal('+41');
  });

  it('reads the answer however it is capitalised, or not at all', () => {
    const begun = { conversationId: 'c', participant: { id: 'p', name: '' } };
    expect(toBegun({ ConversationId: 'c', Participant: { ID: 'p' }, Timestamp: 't' })).to.deep.equal(begun);
    expect(toBegun({ sessionID: 'c', participant: { id: 'p' } })).to.deep.equal(begun);
    for (const odd of [undefined, null, {}, [], 'x', { conversationId: 'c' }, { participant: { id: 'p' } }]) {
      expect(toBegun(odd)).to.equal(undefined);
    }
  });

  it('offers departments, from a list or from JSON', () => {
    const both = [{ id: 'sales', name: 'Sales' }, { id: 'it', name: 'Help: IT' }];
    expect(toDepartments('sales:Sales, it:Help: IT,')).to.deep.equal(both);
    expect(toDepartments('sales, a[1]')).to.deep.equal([{ id: 'sales', name: 'sales' }, { id: 'a[1]', name: 'a[1]' }]);
    expect(toDepartments(JSON.stringify(both))).to.deep.equal(both);
    expect(toDepartments('{"sales":"Sales","it":"Help: IT"}')).to.deep.equal(both);
    expect(toDepartments('["sales", 7, {"id": 3}, {"name": "x"}]')).to.deep.equal([{ id: 'sales', name: 'sales' }, { id: '3', name: '3' }]);
    for (const none of [undefined, '', ' , ', '[oops', '{']) expect(toDepartments(none)).to.deep.equal([]);
  });
});

describe('what leaves', () => {
  const envelope = { conversationId: 'c', participant: { id: 'p', name: 'A' }, refId: 'v', timestamp: 't' };

  it('is a ChatMessage for everybody in the conversation', () => {
    const parts = [{ type: 'text', text: 'a', format: 'plain' } as const, { type: 'text', text: 'b', format: 'plain' } as const];
    expect(fromOutgoing({ localId: 'l', parts }, envelope)).to.deep.equal({
      conversationId: 'c', type: 'ChatMessage', from: { id: 'p', name: 'A' }, to: [], text: 'a\nb', refId: 'v', tag: '',
      attachments: [], id: 'l', timestamp: 't',
    });
    const action = { messageId: 'm', id: 'yes', value: 'Yes, please' };
    expect(fromOutgoing({ localId: 'l', parts: [], action }, envelope).text).to.equal('Yes, please');
    expect(fromOutgoing({ localId: 'l', parts: [], action: { messageId: 'm', id: 'yes' } }, envelope).text).to.equal('yes');
    const file = { type: 'file', name: 'a', mime: 'x/y', url: 'https://x.test/a', thumbnailUrl: 'https://x.test/t', uploadId: 'u' } as const;
    expect(fromOutgoing({ localId: 'l', parts: [file] }, envelope)).to.deep.include({
      text: '', attachments: [{ type: 'x/y', name: 'a', contentUrl: 'https://x.test/a', thumbnailUrl: 'https://x.test/t' }],
    });
  });
});

describe('an acknowledgement', () => {
  it('says that it arrived, unless it says no', () => {
    for (const yes of [[], [null], [{}], [true], ['ok'], [{ status: 200 }], [{ code: 200 }], [null, { status: 'ok' }], [{ error: null }]]) {
      expect(toVerdict(yes, 0), JSON.stringify(yes)).to.deep.equal({});
    }
    expect(toVerdict([{ messageId: 7 }], 0)).to.deep.equal({ id: '7' });
    expect(toVerdict([{ data: { id: 'm', timestamp: 5 } }], 0)).to.deep.equal({ id: 'm', createdAt: 5 });
    expect(toVerdict([{ message: { id: 'm' }, id: 'other', timestamp: 6 }], 0)).to.deep.equal({ id: 'm', createdAt: 6 });
    for (const yes of [{ id: 'm', code: 399 }, { id: 'm', code: 600 }, { id: 'm', status: 4001 }]) expect(toVerdict([undefined, yes], 0)).to.deep.equal({ id: 'm' });
  });

  it('refuses as HTTP would, and a refusal is an answer', () => {
    const code = (value: unknown): unknown[] => {
      const { error } = toVerdict([value], 0);
      return [error?.code, error?.outcome];
    };
    expect(code({ status: 401 })).to.deep.equal(['auth', 'not-sent']);
    expect(code({ status: 403 })).to.deep.equal(['forbidden', 'not-sent']);
    for (const gone of [404, 409, 410]) expect(code({ code: gone })).to.deep.equal(['ended', 'not-sent']);
    expect(code({ status: 413 })).to.deep.equal(['too-large', 'not-sent']);
    expect(code({ error: { code: 503 } })).to.deep.equal(['server', 'not-sent']);
    expect(code({ error: 'session expired' })).to.deep.equal(['ended', 'not-sent']);
    expect(code({ error: 'empty' })).to.deep.equal(['invalid', 'not-sent']);
    expect(code(false)).to.deep.equal(['invalid', 'not-sent']);
    for (const no of [{ ok: false }, { success: false }, { status: 400 }, { code: 7, statusCode: 422 }, { error: { status: 400 } }, { ok: false, code: 200 }]) {
      expect(code(no), JSON.stringify(no)).to.deep.equal(['invalid', 'not-sent']);
    }
    for (const over of [{ ok: false, reason: 'Chat CLOSED' }, { error: { message: 'no such conversation' } }, { status: 428, message: 'expired' }]) {
      expect(code(over)[0], JSON.stringify(over)).to.equal('ended');
    }
    expect(code({ status: 429, message: 'the window has not ended' })[0]).to.equal('rate-limited');
    expect(toVerdict([{ ok: false, message: 'too rude' }], 0).error?.message).to.equal('too rude');
    expect(toVerdict([{ error: { code: 429, retryAfter: 3 } }], 0).error?.retryAfterMs).to.equal(3000);
    expect(toVerdict([{ status: 429, retryAfter: '2' }], 0).error?.retryAfterMs).to.equal(2000);
  });
});

describe('the server', () => {
  it('tells its Socket.IO by the first packet', () => {
    expect(toEngineVersion('0{"sid":"a","maxPayload":1000000}')).to.equal(4);
    expect(toEngineVersion('97:0{"sid":"a"}2:40')).to.equal(3);
    expect(toEngineVersion('\0\t\x07\xff0{"sid":"a"}')).to.equal(3);
    for (const other of ['', '<!doctype html>', '{"code":0}', `${'x'.repeat(50)}0{"`]) expect(toEngineVersion(other)).to.equal(undefined);
  });

  it('lies where the page says', () => {
    expect(toBase('https://chat.test')).to.equal('https://chat.test/');
    expect(toBase('https://chat.test:8080/base//?x=1#y')).to.equal('https://chat.test:8080/base/');
    for (const none of ['', 'http://', 'ftp://chat.test']) expect(toBase(none)).to.equal('');
  });
});
