import { expect } from 'chai';
import { toServerConfig } from '../../src/transports/chatgonow/chatgonow-config-mapper.js';
import { toEvent } from '../../src/transports/chatgonow/chatgonow-event-mapper.js';
import { toConversation, toHistory, toMessage, toSent, toTime } from '../../src/transports/chatgonow/chatgonow-message-mapper.js';
import { readRefusal, toRefusal } from '../../src/transports/chatgonow/chatgonow-refusal.js';
import { fromOutgoing, fromVisitor } from '../../src/transports/chatgonow/chatgonow-send-mapper.js';

const mapping = { base: 'https://chat.example/ocs/', now: 1000 };
const wire = {
  id: '104',
  client_id: null,
  conversation_id: '123',
  sender_type: 'agent',
  sender_user_id: 'chat_api_key',
  sender_name: 'Wang',
  message_type: 'text',
  content: 'Hi',
  image_url: null,
  created_at: '2026-01-05 10:00:09',
};
const at = Date.UTC(2026, 0, 5, 10, 0, 9);

describe('times of ChatGoNow', () => {
  it('are UTC unless they name a zone', () => {
    expect(toTime('2026-01-05 10:00:09', mapping)).to.equal(at);
    expect(toTime('2026-01-05T10:00:09', mapping)).to.equal(at);
    expect(toTime('2026-01-05T10:00:09Z', mapping)).to.equal(at);
    expect(toTime('2026-01-05 12:00:09+02:00', mapping)).to.equal(at);
    expect(toTime('2026-01-05 08:00:09-0200', mapping)).to.equal(at);
    for (const bad of ['', 'yesterday', '2026-13-45 99:99:99', 5, null]) expect(toTime(bad, mapping)).to.equal(undefined);
  });
});

describe('rows of ChatGoNow', () => {
  it('become messages; whoever answers is known by name alone', () => {
    expect(toMessage(wire, mapping)).to.deep.equal({
      id: '104',
      order: 104,
      conversationId: '123',
      author: { role: 'agent', name: 'Wang' },
      parts: [{ type: 'text', text: 'Hi', format: 'plain' }],
      createdAt: at,
    });
    expect(JSON.stringify(toMessage(wire, mapping))).not.to.contain('api_key');
  });

  it('carry the local id of the visitor who sent them', () => {
    const own = toMessage({ ...wire, sender_type: 'visitor', sender_name: null, client_id: 'local-1' }, mapping);
    expect(own).to.include({ localId: 'local-1' });
    expect(own?.author).to.deep.equal({ role: 'visitor' });
  });

  it('are of somebody who is neither visitor nor agent, too', () => {
    for (const role of ['bot', 'system']) expect(toMessage({ ...wire, sender_type: role }, mapping)?.author.role).to.equal(role);
    expect(toMessage({ ...wire, sender_type: 'robot' }, mapping)?.author.role).to.equal('system');
  });

  it('show pictures, their addresses resolved against the endpoint', () => {
    const partsOf = (image_url: unknown) => toMessage({ ...wire, message_type: 'image', content: '', image_url }, mapping)?.parts;
    expect(partsOf('/uploads/chat_images/visitor_1.PNG')).to.deep.equal([
      { type: 'image', name: 'visitor_1.PNG', mime: 'image/png', url: 'https://chat.example/uploads/chat_images/visitor_1.PNG' },
    ]);
    expect(partsOf('up/a.gif?x=/b.png#c')).to.deep.equal([
      { type: 'image', name: 'a.gif', mime: 'image/gif', url: 'https://chat.example/ocs/up/a.gif?x=/b.png#c' },
    ]);
    expect(partsOf('/up/b.png.webp#a\n')).to.deep.equal([
      { type: 'image', name: 'b.png.webp', mime: 'image/jpeg', url: 'https://chat.example/up/b.png.webp#a' },
    ]);
    expect(partsOf('/up/')).to.deep.equal([{ type: 'image', name: '', mime: 'image/jpeg', url: 'https://chat.example/up/' }]);
    for (const bad of ['javascript:alert(1)', 'https://a@evil.example/x.png', '', null]) {
      expect(partsOf(bad)).to.deep.equal([{ type: 'notice', code: 'unsupported', params: {} }]);
    }
  });

  it('show both a picture and words, and say so when they hold neither', () => {
    const both = toMessage({ ...wire, image_url: '/a.jpg' }, mapping)?.parts.map(({ type }) => type);
    expect(both).to.deep.equal(['image', 'text']);
    const none = toMessage({ ...wire, message_type: 'sticker', content: '' }, mapping)?.parts;
    expect(none).to.deep.equal([{ type: 'notice', code: 'unsupported', params: {} }]);
  });

  it('are put in order by their ids where those are numbers', () => {
    expect(toMessage({ ...wire, id: '104.2' }, mapping)?.order).to.equal(104.2);
    expect(toMessage({ ...wire, id: 7 }, mapping)).to.include({ id: '7', order: 7 });
    for (const id of ['m_7', '7a']) expect(toMessage({ ...wire, id }, mapping)).not.to.have.property('order');
  });

  it('are skipped when they are none', () => {
    const page = toHistory({ messages: [wire, null, 'x', {}, { id: '' }, { ...wire, id: 105 }], has_more: 1 }, mapping);
    expect(page?.messages.map(({ id }) => id)).to.deep.equal(['104', '105']);
    expect(page?.hasMore).to.equal(false);
    expect(toHistory({ messages: [], has_more: true }, mapping)).to.deep.equal({ messages: [], hasMore: true });
    expect(toHistory(null, mapping)).to.equal(undefined);
  });

  it('have the time of their arrival where they tell none', () => {
    expect(toMessage({ ...wire, created_at: 'soon' }, mapping)?.createdAt).to.equal(1000);
  });

  it('are acknowledged with id, time and place', () => {
    expect(toSent({ id: 104, conversation_id: 9, created_at: wire.created_at, image_url: '/a.png' }, mapping)).to.deep.equal({
      ack: { id: '104', order: 104, createdAt: at },
      conversationId: '9',
      url: 'https://chat.example/a.png',
    });
    expect(toSent({}, mapping)).to.equal(undefined);
  });
});

describe('settings of ChatGoNow', () => {
  it('become the config', () => {
    const theme = {
      theme: 'bubble',
      colors: { primary: '#0af', text: '#fff', header: '#000' },
      position: 'bottom-left',
      welcome_text: 'Welcome',
      max_per_minute: 12,
      accept: ['image/png'],
      max_bytes: 1000,
    };
    expect(toServerConfig(theme, mapping)).to.deep.equal({
      look: 'bubble',
      color: '#0af',
      headerColor: '#000',
      textColor: '#fff',
      position: 'start',
      messages: { welcome: 'Welcome' },
      maxPerMinute: 12,
      upload: { accept: ['image/png'], maxBytes: 1000 },
    });
  });

  it('leave out what says nothing', () => {
    const empty = { theme: 'constructor', colors: { primary: null, text: null, header: 5 }, position: 'constructor', welcome_text: null, max_per_minute: '9', accept: 'png' };
    expect(toServerConfig(empty, mapping)).to.deep.equal({});
    expect(toServerConfig('x', mapping)).to.equal(undefined);
  });

  it('name looks, corners and limits', () => {
    const of = (given: object) => toServerConfig(given, mapping);
    for (const theme of ['classic', 'minimal', 'bubble']) expect(of({ theme })).to.deep.equal({ look: theme });
    const corners = { 'bottom-left': 'start', 'bottom-right': 'end', left: 'start', right: 'end', start: 'start', end: 'end' };
    for (const [position, ours] of Object.entries(corners)) expect(of({ position })).to.deep.equal({ position: ours });
    expect(of({ position: 'top-left', colors: { primary: '' }, max_per_minute: 0, max_bytes: 0 })).to.deep.equal({});
    expect(of({ accept: ['image/gif'] })).to.deep.equal({ upload: { accept: ['image/gif'] } });
    expect(of({ accept: ['image/gif'], max_bytes: 0 })).to.deep.equal({ upload: { accept: ['image/gif'] } });
    expect(of({ max_bytes: 5 })).to.deep.equal({ upload: { maxBytes: 5 } });
  });

  it('know a conversation by its id', () => {
    expect(toConversation('5')).to.deep.equal({ id: '5', state: 'active' });
    expect(toConversation(undefined)).to.deep.equal({ state: 'none' });
  });
});

describe('events of ChatGoNow', () => {
  const cases: [type: string, data: object, event: object][] = [
    ['message', { message: wire }, { type: 'message', message: toMessage(wire, mapping) }],
    ['typing', { on: true, sender_name: 'Wang' }, { type: 'typing', on: true, author: { role: 'agent', name: 'Wang' } }],
    ['typing', { on: false, sender_name: null }, { type: 'typing', on: false, author: { role: 'agent' } }],
    ['agent', { online: true }, { type: 'availability', state: 'online' }],
    ['agent', { online: 0 }, { type: 'availability', state: 'offline' }],
    ['read', { up_to: 104 }, { type: 'receipt', upTo: '104', state: 'read' }],
    ['ended', {}, { type: 'conversation', conversation: { state: 'ended' } }],
    ['config', { config: { max_per_minute: 3 } }, { type: 'config', config: { maxPerMinute: 3 } }],
  ];
  for (const [type, data, event] of cases) {
    it(`${type} ${JSON.stringify(data)}`, () => expect(toEvent(type, data, mapping)).to.deep.equal(event));
  }

  it('that nobody knows, or that are broken, stay as they came', () => {
    for (const [type, data] of [['poll', {}], ['constructor', {}], ['typing', { on: 1 }], ['agent', { online: 'yes' }], ['message', { message: {} }], ['ended', 'x']]) {
      expect(toEvent(type as string, data, mapping)).to.deep.equal({ type: 'raw', name: type, data });
    }
  });
});

describe('refusals of ChatGoNow', () => {
  const cases: [message: string, code: string | undefined][] = [
    ['missing key', 'config'], ['invalid key', 'config'], ['invalid token', 'auth'], ['domain not allowed', 'forbidden'],
    ['sending too frequently', 'rate-limited'], ['too many requests, wait 3s', 'rate-limited'],
    ['unsupported image type', 'bad-type'], ['image too large', 'too-large'], ['conversation ended', 'ended'],
    ['cursor expired', 'cursor-expired'], ['conversation not found', 'not-found'], ['no such message', 'not-found'],
    ['empty content', 'invalid'], ['Invalid Token', 'auth'], ['unknown action', undefined], ['something new', undefined],
  ];
  for (const [message, code] of cases) {
    it(`${message}: ${code}`, () => expect(toRefusal({ success: false, message }).code).to.equal(code));
  }

  it('tell how long to wait, in a member or in words', () => {
    expect(toRefusal({ message: 'sending too frequently', retry_after: 7 }).retryAfter).to.equal(7);
    expect(toRefusal({ message: 'too many requests, wait 3s' }).retryAfter).to.equal('3');
  });

  it('name the cause where the text alone helps nobody', () => {
    expect(toRefusal({ message: 'domain not allowed' }).message).to.match(/domain of this page is not registered/);
    expect(toRefusal({ message: 'invalid key' }).message).to.match(/"key"/);
  });

  it('are read from any body', () => {
    for (const text of ['', '<p>', 'null', '[]', '{"message":5}', '{']) {
      expect(readRefusal({ status: 502, retryAfter: null, text }).code).to.equal(undefined);
    }
  });
});

describe('what goes to ChatGoNow', () => {
  it('is the visitor, in the words of init', () => {
    const page = { url: 'https://shop.example/', title: 'Shop' };
    const visitor = { name: 'Ada', email: 'a@b.co', phone: '1', signature: 'abc', labels: ['vip', 'de'], fields: { size: 'M' }, page };
    expect(fromVisitor(visitor, 'u1')).to.deep.equal({
      external_id: 'u1',
      nickname: 'Ada',
      identity_hash: 'abc',
      page_url: 'https://shop.example/',
      fields: { size: 'M', email: 'a@b.co', phone: '1', labels: 'vip, de' },
    });
    expect(JSON.stringify(fromVisitor({}, 'u1'))).to.equal('{"external_id":"u1"}');
  });

  it('is what was written; a file that is not there yet is not left out silently', () => {
    const text = { type: 'text', text: 'a', format: 'plain' } as const;
    const image = { type: 'image', name: 'p.png', mime: 'image/png' } as const;
    expect(fromOutgoing({ localId: 'l', parts: [text, { ...image, uploadId: '7' }, text] })).to.deep.equal({ content: 'a\na', uploadId: '7' });
    expect(() => fromOutgoing({ localId: 'l', parts: [text, image] })).to.throw('not uploaded').with.property('code', 'invalid');
  });
});
