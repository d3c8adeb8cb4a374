import { expect } from 'chai';
import fc from 'fast-check';
import { toCapabilities, toConversation, toOffer, toServerConfig } from '../../src/transports/wire/rest/rest-config-mapper.js';
import { toEvent } from '../../src/transports/wire/rest/rest-event-mapper.js';
import { fromOutgoing, toHistory, toMessage } from '../../src/transports/wire/rest/rest-message-mapper.js';

const mapping = { base: 'https://api.example/chat/', now: 1000 };
const wire = {
  id: 'm1',
  conversationId: 'c1',
  author: { role: 'agent', id: 'a1', name: 'Mia', avatarUrl: '/mia.png' },
  text: 'Hi',
  format: 'markdown',
  attachments: [],
  createdAt: '2026-01-01T00:00:00Z',
};
const partsOf = (more: object) => toMessage({ ...wire, text: '', ...more }, mapping)?.parts;

describe('messages of the REST contract', () => {
  it('become messages of ours', () => {
    expect(toMessage({ ...wire, localId: 'l1', editedAt: wire.createdAt }, mapping)).to.deep.equal({
      id: 'm1',
      localId: 'l1',
      conversationId: 'c1',
      author: { role: 'agent', id: 'a1', name: 'Mia', avatarUrl: 'https://api.example/mia.png' },
      parts: [{ type: 'text', text: 'Hi', format: 'markdown' }],
      createdAt: Date.UTC(2026, 0, 1),
      editedAt: Date.UTC(2026, 0, 1),
    });
  });

  it('give files by their mime type, with absolute URLs', () => {
    const file = (mime: string, url: string) => ({ id: 'u', url, name: 'n', mime, size: 5 });
    const attachments = [
      file('image/png', 'up/1'), file('audio/ogg', '/2'), file('video/mp4', 'https://x.example/3'),
      file('text/html', 'javascript:alert(1)'),
    ];
    expect(partsOf({ attachments })).to.deep.equal([
      { type: 'image', name: 'n', mime: 'image/png', uploadId: 'u', size: 5, url: 'https://api.example/chat/up/1' },
      { type: 'audio', name: 'n', mime: 'audio/ogg', uploadId: 'u', size: 5, url: 'https://api.example/2' },
      { type: 'video', name: 'n', mime: 'video/mp4', uploadId: 'u', size: 5, url: 'https://x.example/3' },
      { type: 'file', name: 'n', mime: 'text/html', uploadId: 'u', size: 5 },
    ]);
  });

  it('give what is known of a file, and skip what is none', () => {
    const known = { size: 5, width: 3, height: 2, thumbnailUrl: '/t.png' };
    expect(partsOf({ attachments: [null, 7, { id: 'u', url: '/1', mime: 'x-image/png', name: 'n', ...known }, {}] })).to.deep.equal([
      { type: 'file', name: 'n', mime: 'x-image/png', uploadId: 'u', url: 'https://api.example/1', ...known, thumbnailUrl: 'https://api.example/t.png' },
      { type: 'file', name: '', mime: '' },
    ]);
  });

  it('have an author and a format, whoever names none', () => {
    for (const role of ['visitor', 'agent', 'bot', 'system']) {
      expect(toMessage({ ...wire, author: { role } }, mapping)?.author).to.deep.equal({ role });
    }
    const message = toMessage({ ...wire, author: { role: 'boss' }, format: 'html', createdAt: 'soon' }, mapping);
    expect(message?.createdAt).to.equal(mapping.now);
    expect(message?.author).to.deep.equal({ role: 'system' });
    expect(message?.parts).to.deep.equal([{ type: 'text', text: 'Hi', format: 'plain' }]);
  });

  it('give cards with all that they have; a choice without an id has its title', () => {
    const card = { title: 'A', subtitle: 'B', imageUrl: '/c.png', buttons: [{ title: 'Call', value: 'v', url: 'tel:1' }] };
    expect(partsOf({ cards: [card] })).to.deep.equal([{
      type: 'card',
      card: { ...card, imageUrl: 'https://api.example/c.png', buttons: [{ id: 'Call', ...card.buttons[0] }] },
    }]);
  });

  it('give one card, or a carousel, then the choices', () => {
    const card = { title: 'A', buttons: [{ id: 'b', title: 'Go', url: 'data:text/html,x' }] };
    const ours = { title: 'A', buttons: [{ id: 'b', title: 'Go' }] };
    const quickReplies = [{ id: 'q', title: 'Yes', value: 'y' }, { id: 'none' }, null];
    expect(partsOf({ cards: [card], quickReplies })).to.deep.equal([
      { type: 'card', card: ours },
      { type: 'quick-replies', choices: [{ id: 'q', title: 'Yes', value: 'y' }] },
    ]);
    const cards = partsOf({ cards: [card, { title: 'B' }] });
    expect(cards).to.deep.equal([
      { type: 'carousel', cards: [ours, { title: 'B', buttons: [] }] },
    ]);
  });

  it('never ask the sender for the text of an object', () => {
    const params = { name: { toString: 1 }, to: 'Tom' };
    expect(partsOf({ notice: { code: 'transfer', params } })).to.deep.equal([{ type: 'notice', code: 'transfer', params: { name: '', to: 'Tom' } }]);
  });

  it('give a notice with its words as fallback', () => {
    const notice = { code: 'joined', params: { name: 'Mia', n: 1 } };
    expect(partsOf({ text: 'Mia joined', notice })).to.deep.equal([
      { type: 'notice', code: 'joined', params: { name: 'Mia', n: '1' }, fallback: 'Mia joined' },
    ]);
    expect(partsOf({ notice: { code: 'joined' } })).to.deep.equal([{ type: 'notice', code: 'joined', params: {} }]);
  });

  it('are never an empty bubble, but for a text that is about to stream in', () => {
    expect(partsOf({ text: undefined, poll: {} })).to.deep.equal([
      { type: 'notice', code: 'unsupported', params: {} },
    ]);
    expect(partsOf({})).to.deep.equal([{ type: 'text', text: '', format: 'markdown' }]);
  });

  it('are dropped without id or author, and leave the others of a page', () => {
    for (const bad of [null, 1, 'x', [], {}, { ...wire, id: '' }, { ...wire, author: 1 }]) {
      expect(toMessage(bad, mapping)).to.equal(undefined);
    }
    const page = toHistory({ messages: [null, wire, {}], hasMore: true }, mapping);
    expect(page?.messages.map(({ id }) => id)).to.deep.equal(['m1']);
    expect(page?.hasMore).to.equal(true);
    expect(toHistory({ messages: [], hasMore: 1 }, mapping)?.hasMore).to.equal(false);
    expect(toHistory('<p>', mapping)).to.equal(undefined);
  });

  it('read own members only', () => {
    const proto = Object.create({ ...wire, id: 'inherited' }) as object;
    expect(toMessage(proto, mapping)).to.equal(undefined);
  });
});

describe('events of the REST contract', () => {
  const one = (type: string, data: unknown) => toEvent(type, data, mapping);

  it('keep what is unknown or malformed as raw', () => {
    expect(one('new-thing', { a: 1 })).to.deep.equal({ type: 'raw', name: 'new-thing', data: { a: 1 } });
    expect(one('constructor', {})).to.deep.equal({ type: 'raw', name: 'constructor', data: {} });
    for (const type of ['message', 'typing', 'receipt', 'queue', 'message-part', 'availability']) {
      for (const data of [null, [], 'x', {}, { id: {} }]) {
        expect(one(type, data).type, `${type} ${JSON.stringify(data)}`).to.equal('raw');
      }
    }
  });

  it('map every kind', () => {
    const author = { role: 'bot', name: 'B' };
    const message = toMessage(wire, mapping);
    expect(one('message', wire)).to.deep.equal({ type: 'message', message });
    expect(one('message-updated', wire)).to.deep.equal({ type: 'message-updated', message });
    expect(one('message-deleted', { id: 7 })).to.deep.equal({ type: 'message-deleted', id: '7' });
    const part = { id: 'm', op: 'append', text: 'x', offset: 3 };
    expect(one('message-part', part)).to.deep.equal({ type: 'message-part', ...part });
    expect(one('message-part', { id: 'm', op: 'start', text: '', author, createdAt: wire.createdAt }))
      .to.deep.include({ op: 'start', author, createdAt: Date.UTC(2026, 0, 1) });
    for (const op of ['replace', 'end']) expect(one('message-part', { id: 'm', op })).to.deep.equal({ type: 'message-part', id: 'm', op, text: '' });
    expect(one('message-part', { id: 'm', op: 'start', author: {} })).to.deep.include({ author: { role: 'bot' } });
    expect(one('typing', { author: {}, on: false })).to.deep.equal({ type: 'typing', author: { role: 'agent' }, on: false });
    expect(one('typing', { author, on: true, ttlMs: 9 })).to.deep.equal({ type: 'typing', author, on: true, ttlMs: 9 });
    expect(one('receipt', { upTo: 'm', state: 'read' })).to.deep.equal({ type: 'receipt', upTo: 'm', state: 'read' });
    expect(one('receipt', { upTo: 'm', state: 'delivered' })).to.deep.equal({ type: 'receipt', upTo: 'm', state: 'delivered' });
    for (const change of ['joined', 'left']) {
      expect(one('participant', { change, who: author })).to.deep.equal({ type: 'participant', change, who: author });
    }
    for (const state of ['online', 'busy', 'offline']) expect(one('availability', { state })).to.deep.equal({ type: 'availability', state });
    const agents = [{ id: 'a', name: 'Mia', avatarUrl: 'https://x.example/mia.png' }];
    expect(one('availability', { state: 'online', agents })).to.deep.equal({ type: 'availability', state: 'online', agents });
    expect(one('queue', { position: 2, etaSeconds: 30 })).to.deep.equal({ type: 'queue', queue: { position: 2, etaSeconds: 30 } });
    expect(one('conversation', { id: 'c', state: 'ended', by: 'Mia' })).to.deep.equal({
      type: 'conversation',
      conversation: { id: 'c', state: 'ended', by: 'Mia' },
    });
    expect(one('trigger', { id: 't' })).to.deep.equal({ type: 'trigger', rule: { id: 't' } });
  });

  it('split a config into options and capabilities', () => {
    const data = { visible: null, title: 'T', features: { upload: false, video: true, typing: 1 } };
    expect(one('config', data)).to.deep.equal({ type: 'config', config: { visible: null, title: 'T' } });
    expect(toCapabilities(data, mapping)).to.deep.equal({ upload: false });
    for (const bad of [{}, null, 'x', { features: [] }]) {
      expect(toCapabilities(bad, mapping)).to.equal(undefined);
    }
  });

  it('survive anything', () => {
    const types = fc.constantFrom(
      'message', 'message-updated', 'message-deleted', 'message-part', 'typing', 'receipt',
      'participant', 'availability', 'queue', 'conversation', 'config', 'trigger', '__proto__',
    );
    const keys = fc.constantFrom(
      'id', 'author', 'text', 'attachments', 'cards', 'buttons', 'title', 'url', 'notice', 'params',
      'state', 'features', 'messages', 'upload', 'accept', 'departments', 'role', '__proto__',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.array(fc.tuple(keys, tie('tree')), { maxLength: 8 }).map((all) => Object.fromEntries(all)),
      ),
    }));
    fc.assert(
      fc.property(types, tree, (type, data) => {
        const event = toEvent(type, data, mapping);
        expect(event.type).to.be.oneOf([type, 'raw']);
        structuredClone(event);
        structuredClone(toCapabilities(data, mapping));
        expect(Object.keys(Object.prototype)).to.deep.equal([]);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('config and outgoing messages', () => {
  it('takes a whole config, and tells its features apart', () => {
    const config = {
      title: 'T', color: '#000', offlineColor: '#111', position: 'start', locale: 'de', visible: false,
      messages: {
        welcome: 'a', offline: 'b', offlineSuccess: 'c', offlineUnavailable: 'd', finished: 'e', transcript: 'f', registration: 'g',
      },
      departments: [], upload: {}, imageOrigins: ['https://x.example'], maxLength: 1, maxPerMinute: 2,
      forms: { offline: [] }, triggers: [1], hours: { tz: 'UTC' },
    };
    const features = { upload: true, typing: false, receipts: true, transcript: false, rating: true, end: false };
    const rest = { availability: 'offline', agents: [{ id: 'a' }] };
    expect(toOffer({ config: { ...config, features }, ...rest }, mapping)).to.deep.equal({ config, features, ...rest });
    expect(toOffer(null, mapping)).to.deep.equal({ features: undefined });
  });

  it('takes a conversation of any state, and null for none', () => {
    for (const state of ['none', 'bot', 'queued', 'active', 'ended']) {
      const conversation = { state, id: 'c', department: 'd', by: 'Mia' };
      expect(toConversation(conversation, mapping)).to.deep.equal(conversation);
    }
    expect(toConversation(null, mapping)).to.deep.equal({ state: 'none' });
    expect(toConversation({ state: 'open' }, mapping)).to.equal(undefined);
  });

  it('takes the known members of a config', () => {
    const config = toServerConfig(
      {
        title: 'T',
        color: { evil: 1 },
        visible: 'yes',
        messages: { welcome: 'Hi', other: 'x' },
        departments: [{ id: 'd', name: 'D', online: true }, { id: '' }],
        upload: { accept: ['image/png', {}], maxBytes: 5 },
        forms: { registration: null },
        maxLength: 500,
        maxPerMinute: '5',
        extra: 1,
      },
      mapping,
    );
    expect(config).to.deep.equal({
      title: 'T',
      messages: { welcome: 'Hi' },
      departments: [{ id: 'd', name: 'D', online: true }],
      upload: { accept: ['image/png'], maxBytes: 5 },
      forms: { registration: null },
      maxLength: 500,
    });
  });

  it('joins texts and names uploads', () => {
    const text = (words: string) => ({ type: 'text', text: words, format: 'plain' }) as const;
    const image = { type: 'image', name: 'a', mime: 'image/png', uploadId: 'u1' } as const;
    const body = fromOutgoing({ localId: 'l', parts: [text('a'), image, text('b')] });
    expect(JSON.parse(JSON.stringify(body))).to.deep.equal({
      localId: 'l', text: 'a\nb', attachments: ['u1'],
    });
    const action = { messageId: 'm', id: 'yes' };
    expect(fromOutgoing({ localId: 'l', parts: [], action })).to.deep.equal({ localId: 'l', text: undefined, attachments: undefined, action });
    const waiting = { type: 'image', name: 'a', mime: 'image/png' } as const;
    expect(() => fromOutgoing({ localId: 'l', parts: [text('see'), waiting] })).to.throw('not uploaded').with.property('code', 'invalid');
  });
});
