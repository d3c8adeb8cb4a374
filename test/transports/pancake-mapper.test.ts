import { expect } from 'chai';
import { ChatError } from '../../src/core/errors.js';
import { toHttpError } from '../../src/transports/http-error.js';
import { toPushed } from '../../src/transports/pancake/pancake-event-mapper.js';
import { toPage, toRow } from '../../src/transports/pancake/pancake-message-mapper.js';
import { readRefusal } from '../../src/transports/pancake/pancake-refusal.js';
import { toRoom } from '../../src/transports/pancake/pancake-room.js';
import { fromOutgoing, toExtraInfo, toSent } from '../../src/transports/pancake/pancake-send-mapper.js';
import { createSession, restore, toResume, untold, type PancakeSession } from '../../src/transports/pancake/pancake-session.js';
import { toSettings } from '../../src/transports/pancake/pancake-settings.js';

const mapping = { base: 'https://pages.example/sub/', now: 1000, fromId: 'web_me' };
const wire = {
  id: 'web_shop_1',
  conversation_id: 'web_shop_web_me',
  page_id: 'web_shop',
  message: 'Hi',
  original_message: 'Hi',
  from: { id: 'web_shop', name: 'Shop', admin_name: 'Mia' },
  inserted_at: '2024-12-25T11:06:07.123000',
  type: 'INBOX',
  is_removed: false,
  attachments: [],
};
const partsOf = (attachments: unknown, message = '') => toRow({ ...wire, message, original_message: '', attachments }, mapping)?.message.parts;

describe('messages of Pancake', () => {
  it('become messages of ours; a time without a zone is UTC', () => {
    expect(toRow(wire, mapping)).to.deep.equal({
      id: 'web_shop_1',
      isRemoved: false,
      message: {
        id: 'web_shop_1',
        conversationId: 'web_shop_web_me',
        author: { role: 'agent', id: 'web_shop', name: 'Mia' },
        parts: [{ type: 'text', text: 'Hi', format: 'plain' }],
        createdAt: Date.UTC(2024, 11, 25, 11, 6, 7, 123),
      },
    });
  });

  const times: [unknown, number][] = [
    ['2024-12-25T11:06:07', Date.UTC(2024, 11, 25, 11, 6, 7)],
    ['2024-12-25 11:06:07.5', Date.UTC(2024, 11, 25, 11, 6, 7, 500)],
    ['2024-12-25T11:06:07.123456Z', Date.UTC(2024, 11, 25, 11, 6, 7, 123)],
    ['2024-12-25T11:06:07+07:00', Date.UTC(2024, 11, 25, 4, 6, 7)],
    [1735124767000, 1735124767000],
    ['yesterday', 1000], ['', 1000], [null, 1000], [{}, 1000], [-5, 1000], [Infinity, 1000], ['2024-99-99T11:06:07', 1000],
  ];
  for (const [given, expected] of times) {
    it(`reads the time ${JSON.stringify(given)}`, () => {
      expect(toRow({ ...wire, inserted_at: given }, mapping)?.message.createdAt).to.equal(expected);
    });
  }

  it('tell the visitor from everybody else by from.id', () => {
    const authorOf = (from: unknown, more = {}) => toRow({ ...wire, from, ...more }, mapping)?.message.author;
    expect(authorOf({ id: 'web_me', name: 'Ann' })).to.deep.equal({ role: 'visitor', name: 'Ann' });
    expect(authorOf({ id: 'web_shop', name: 'Shop' })).to.deep.equal({ role: 'agent', id: 'web_shop', name: 'Shop' });
    expect(authorOf({ id: 'x' }, { admin_name: 'Bo' })).to.deep.equal({ role: 'agent', id: 'x', name: 'Bo' });
    for (const none of [undefined, null, 7, 'web_me', []]) expect(authorOf(none)).to.deep.equal({ role: 'agent' });
    const stranger = toRow({ ...wire, from: {} }, { ...mapping, fromId: undefined })?.message.author;
    expect(stranger).to.deep.equal({ role: 'agent' }, 'nobody is the visitor while the visitor has no id');
  });

  it('keep notes of agents for agents away', () => {
    for (const name of ['private', 'is_private', 'is_internal', 'is_note']) {
      expect(toRow({ ...wire, [name]: true }, mapping), name).to.equal(undefined);
      expect(toRow({ ...wire, [name]: false }, mapping), name).to.not.equal(undefined);
    }
  });

  it('fall back to the original words, and never give an empty bubble', () => {
    const partsWith = (message: unknown, original_message: unknown) => toRow({ ...wire, message, original_message }, mapping)?.message.parts;
    expect(partsWith('', 'before')).to.deep.equal([{ type: 'text', text: 'before', format: 'plain' }]);
    expect(partsWith('new', 'old')).to.deep.equal([{ type: 'text', text: 'new', format: 'plain' }]);
    expect(partsWith(null, {})).to.deep.equal([{ type: 'notice', code: 'unsupported', params: {} }]);
  });

  it('give photos and files, absolute and safe', () => {
    const photo = { id: 'a', type: 'photo', name: 'cat.png', description: 'cat.png', mime_type: 'image/png', width: 3, height: 2, size: 9, url: '/up/cat.png' };
    expect(partsOf([photo], 'look')).to.deep.equal([
      { type: 'text', text: 'look', format: 'plain' },
      { type: 'image', name: 'cat.png', mime: 'image/png', url: 'https://pages.example/up/cat.png', width: 3, height: 2, size: 9 },
    ]);
    expect(partsOf([{ image: { url: 'https://x.example/1' } }])).to.deep.equal([
      { type: 'image', name: '', mime: 'image/*', url: 'https://x.example/1' },
    ]);
    const types = (list: object[]) => partsOf(list)?.map((part) => part.type);
    const url = 'https://x.example/f';
    expect(types([{ type: 'PHOTO', url }, { type: 'my-photo', url }, { type: 'link', image: { url } }])).to.deep.equal(['image', 'file', 'image']);
    expect(types([{ type: 'video', url }, { type: 'voice', url }, { type: 'file', url }, { url }, { mime_type: 'application/pdf', name: 'x', url }, { mime_type: 'image/gif', type: 'file', url }])).to.deep.equal(
      ['video', 'audio', 'file', 'file', 'file', 'image'],
    );
  });

  it('give link cards', () => {
    const card = { type: 'link', name: 'Mug', description: 'Blue', url: 'https://shop.example/mug', image: { url: 'https://shop.example/mug.png' } };
    const button = { id: 'https://shop.example/mug', title: 'shop.example', url: 'https://shop.example/mug' };
    expect(partsOf([card])).to.deep.equal([
      { type: 'card', card: { title: 'Mug', subtitle: 'Blue', imageUrl: 'https://shop.example/mug.png', buttons: [button] } },
    ]);
    for (const words of [{ title: 'Mug' }, { description: 'Mug' }]) {
      expect(partsOf([{ ...words, image: { url: 'https://shop.example/mug.png' }, url: 'mailto:shop@x.example' }])).to.deep.equal([{
        type: 'card',
        card: {
          title: 'Mug', imageUrl: 'https://shop.example/mug.png',
          buttons: [{ id: 'mailto:shop@x.example', title: 'mailto:shop@x.example', url: 'mailto:shop@x.example' }],
        },
      }]);
    }
    expect(partsOf([{ type: 'link' }])).to.deep.equal([{ type: 'notice', code: 'unsupported', params: {} }]);
    expect(partsOf([{ description: 'Words only' }])).to.deep.equal([{ type: 'card', card: { title: 'Words only', buttons: [] } }]);
  });

  it('let no other address through', () => {
    const evil = 'javascript:alert(1)';
    const unsupported = { type: 'notice', code: 'unsupported', params: {} };
    expect(partsOf([{ type: 'photo', url: evil }, { type: 'file', url: 'data:text/html,x' }, { type: 'photo', url: 'https://bank@evil.example/' }])).to.deep.equal([unsupported, unsupported, unsupported]);
    expect(partsOf([{ name: 'x', url: evil, image: { url: evil } }])).to.deep.equal([{ type: 'card', card: { title: 'x', buttons: [] } }]);
  });

  it('come ascending, from whichever side the page begins', () => {
    const at = (id: string, second: number) => ({ ...wire, id, inserted_at: `2024-01-01T00:00:0${second}` });
    const idsOf = (value: unknown) => toPage(value, mapping)?.rows.map(({ id }) => id);
    expect(idsOf([at('3', 3), at('2', 2), at('1', 1)])).to.deep.equal(['1', '2', '3']);
    expect(idsOf([at('1', 1), at('2', 2), at('3', 3)])).to.deep.equal(['1', '2', '3']);
    expect(idsOf([at('c', 1), at('b', 1), at('a', 1)])).to.deep.equal(['a', 'b', 'c'], 'equal times: newest first');
    expect(idsOf([at('a', 1), at('b', 1), at('c', 2)])).to.deep.equal(['a', 'b', 'c'], 'equal times: oldest first');
    expect(idsOf([at('2', 2), at('1', 1), at('3', 3)])).to.deep.equal(['1', '2', '3'], 'neither');
    expect(idsOf({ messages: [at('1', 1)] })).to.deep.equal(['1']);
    expect(idsOf({ data: [at('1', 1), null, 7, {}, { id: '' }] })).to.deep.equal(['1']);
    expect(idsOf([])).to.deep.equal([]);
    expect(toPage([null, wire, 7], mapping)?.size).to.equal(3, 'offsets count what could not be read');
    for (const none of [{}, null, 'x', 7, undefined]) expect(idsOf(none)).to.equal(undefined);
  });
});

describe('frames of Pancake', () => {
  const own = { conversationId: 'web_shop_web_me', isOwn: true };
  const idsOf = (payload: unknown, meaning?: string, scope = own) => {
    const { rows, deleted, isKnown } = toPushed(payload, meaning, scope, mapping);
    return { rows: rows.map(({ id }) => id), deleted, isKnown };
  };
  const known = (...rows: string[]) => ({ rows, deleted: [], isKnown: true });
  const unknown = { rows: [], deleted: [], isKnown: false };
  const { conversation_id: _, ...nameless } = wire;

  it('carry a message wherever such servers put it', () => {
    for (const payload of [wire, { message: wire }, { data: wire }, { data: { message: wire } }, { messages: [wire] }, { data: [wire] }]) {
      expect(idsOf(payload)).to.deep.equal(known('web_shop_1'));
    }
    expect(idsOf({ messages: [wire, { ...wire, id: 'b' }, null] })).to.deep.equal(known('web_shop_1', 'b'));
  });

  it('that merely have an id are no messages, unless the page says so', () => {
    expect(idsOf({ id: 'x', tags: [] })).to.deep.equal(unknown);
    for (const mark of ['inserted_at', 'from', 'original_message', 'is_removed']) expect(idsOf({ id: 'x', [mark]: '' })).to.deep.equal(known('x'));
    expect(idsOf({ id: 'x', message: 'Hi' }, 'message')).to.deep.equal(known('x'));
    expect(idsOf(wire, 'ignore')).to.deep.equal(known());
  });

  it('of other conversations are not shown', () => {
    const theirs = { ...wire, conversation_id: 'web_shop_web_her' };
    for (const payload of [theirs, { message: theirs }, { conversation_id: 'web_shop_web_her', message: nameless }, { conversation_id: own.conversationId, message: theirs }]) {
      expect(idsOf(payload)).to.deep.equal(known());
      expect(idsOf(payload, 'deleted')).to.deep.equal(known());
    }
  });

  it('of a topic that others hear as well must name the conversation', () => {
    const shared = { ...own, isOwn: false };
    expect(idsOf(nameless)).to.deep.equal(known('web_shop_1'));
    expect(idsOf(nameless, undefined, shared)).to.deep.equal(unknown);
    expect(idsOf(wire, undefined, shared)).to.deep.equal(known('web_shop_1'));
    const nobody = { conversationId: undefined, isOwn: false } as unknown as typeof own;
    expect(idsOf(wire, undefined, nobody).rows).to.deep.equal([]);
  });

  it('tell deletions', () => {
    expect(idsOf({ message_id: 'm', id: 'event' }, 'deleted')).to.deep.equal({ rows: [], deleted: ['m'], isKnown: true });
    expect(idsOf({ messages: ['m1', { id: 'm2' }] }, 'deleted').deleted).to.deep.equal(['m1', 'm2']);
    expect(idsOf({}, 'deleted')).to.deep.equal(unknown);
    const [row] = toPushed({ message: { ...wire, is_removed: true } }, undefined, own, mapping).rows;
    expect(row?.isRemoved).to.equal(true);
  });
});

describe('what goes to Pancake', () => {
  const text = (words: string) => ({ type: 'text', text: words, format: 'plain' }) as const;
  const image = (more: object) => ({ type: 'image', name: 'a', mime: 'image/png', ...more }) as const;

  it('is words and addresses of pictures', () => {
    const url = 'https://x.example/a.png';
    expect(fromOutgoing({ localId: 'l', parts: [text('a'), text('b'), image({ url, uploadId: url })] })).to.deep.equal({ message: 'a\nb', images: [url] });
    expect(fromOutgoing({ localId: 'l', parts: [image({ url, uploadId: url })] })).to.deep.equal({ images: [url] });
  });

  it('is never a message without its picture, or without anything', () => {
    for (const parts of [[text('see'), image({ localKey: 'k' })], [image({ url: 'blob:x' })], [], [text('')]]) {
      expect(() => fromOutgoing({ localId: 'l', parts })).to.throw(ChatError).with.property('code', 'invalid');
    }
  });

  it('knows places for name, phone and email, and puts the rest under custom_field', () => {
    const visitor = { name: 'Page', email: 'p@x.example', fields: { plan: 'gold' } };
    expect(toExtraInfo(visitor, { name: 'Ann', phone: '1', city: 'Ulm' })).to.deep.equal({
      name: 'Ann', phone: '1', email: 'p@x.example', custom_field: { plan: 'gold', city: 'Ulm' },
    });
    expect(toExtraInfo({})).to.deep.equal({});
  });

  it('answers with ids, or with nothing that counts', () => {
    const at = { base: '', now: 0 };
    expect(toSent({ success: true, id: 'm', conversation_id: 'c', from_id: 'f', dummy_id: 1 }, at)).to.deep.equal({ id: 'm', conversation_id: 'c', from_id: 'f' });
    expect(toSent({ id: 'm', conversation_id: {} }, at)).to.deep.equal({ id: 'm' });
    for (const none of [null, {}, { id: '' }, [], 'm']) expect(toSent(none, at)).to.equal(undefined);
  });
});

describe('refusals of Pancake', () => {
  const errorOf = (status: number, body: unknown) =>
    toHttpError({ status, retryAfter: null, text: typeof body === 'string' ? body : JSON.stringify(body) }, readRefusal, true, 0);

  const table: [number, number, string][] = [
    [404, 104, 'config'], [404, 145, 'ended'], [404, 136, 'auth'], [403, 105, 'forbidden'], [409, 123, 'forbidden'], [409, 125, 'forbidden'],
    [400, 103, 'auth'], [400, 126, 'forbidden'], [200, 145, 'ended'], [429, 429, 'rate-limited'], [413, 413, 'too-large'], [415, 415, 'bad-type'],
    [400, 400, 'invalid'], [404, 404, 'not-found'], [503, 503, 'server'], [200, 999, 'invalid'],
  ];
  for (const [status, error_code, code] of table) {
    it(`${status} with code ${error_code} is ${code}`, () => {
      const { code: is, retryable, outcome } = errorOf(status, { success: false, message: 'no', error_code });
      expect(is).to.equal(code);
      expect(retryable).to.equal(code === 'server' || code === 'rate-limited');
      expect(outcome).to.equal(code === 'server' ? 'unknown' : 'not-sent');
    });
  }

  it('say in words what their codes mean', () => {
    expect(errorOf(409, { success: false, error_code: 123 }).message).to.equal('Pancake: the page is disconnected (123)');
    expect(errorOf(400, { success: false, message: 'neither text nor image', error_code: 400 }).message).to.equal('neither text nor image');
    expect(errorOf(502, '<html>').code).to.equal('server');
    expect(errorOf(404, 'null').code).to.equal('not-found');
  });
});

describe('the options', () => {
  const config = (options: Record<string, string>, endpoint = '') => ({ transport: 'pancake', endpoint, site: '', locale: 'en', options });
  const session = (options: Record<string, string>): PancakeSession =>
    createSession({ config: config({ 'page-id': 'web_shop', ...options }) } as Parameters<typeof createSession>[0]);

  it('have the documented host as default, and want a page', () => {
    expect(toSettings(config({ 'page-id': 'p' })).base).to.equal('https://pages.fm/');
    expect(toSettings(config({ 'page-id': 'p' }, 'https://x.example/pancake//?x=1')).base).to.equal('https://x.example/pancake/');
    expect(() => toSettings(config({}))).to.throw(ChatError, 'page-id').with.property('code', 'config');
    for (const none of ['http://', 'mailto:shop@pages.example', 'javascript:0']) {
      expect(() => toSettings(config({ 'page-id': 'p' }, none)), none).to.throw(ChatError, none).with.property('code', 'config');
    }
  });

  it('name the room once everything in it is known', () => {
    const known = { ...session({}), fromId: 'web_"me"', conversationId: 'c' };
    expect(toRoom(session({}))).to.equal(undefined);
    expect(toRoom({ ...known, fromId: 'web_me' })).to.deep.equal({ topic: 'conversation:c', payload: { from_id: 'web_me' }, isOwn: true });
    const page = session({ topic: 'pages:{pageId}', 'join-payload': '{"a":[1,{"b":"{pageId}"}]}' });
    expect(toRoom(page)).to.deep.equal({ topic: 'pages:web_shop', payload: { a: [1, { b: 'web_shop' }] }, isOwn: false });
    expect(toRoom({ ...known, ...{ settings: session({ 'join-payload': '{broken' }).settings } })?.payload).to.deep.equal({});
  });

  it('say what events mean; a broken map is as none', () => {
    expect(session({ 'event-map': '{"seen":"ignore"}' }).settings.meanings).to.include({ seen: 'ignore', 'messages:mark_as_deleted': 'deleted' });
    expect(session({ 'event-map': '{broken' }).settings.meanings).to.deep.equal({ 'messages:mark_as_deleted': 'deleted' });
  });

  it('keep one page from another: what is left of one opens nothing at the other', () => {
    const first = session({});
    Object.assign(first, { fromId: 'f', conversationId: 'c', form: { city: 'Ulm' }, told: '{}' });
    const left = JSON.parse(JSON.stringify(toResume(first))) as Record<string, unknown>;
    const again = session({});
    restore(again, left);
    expect(again).to.include({ fromId: 'f', conversationId: 'c', told: '{}' });
    expect(again.form).to.deep.equal({ city: 'Ulm' });
    const other = session({ 'page-id': 'web_other' });
    restore(other, left);
    expect([other.fromId, other.conversationId, other.form]).to.deep.equal([undefined, undefined, undefined]);
    restore(again, undefined);
    expect([again.fromId, again.form]).to.deep.equal([undefined, undefined], 'another visitor has another form');
  });

  it('tell the backend once what is known of the visitor', () => {
    const one = session({});
    expect(untold(one)).to.equal(undefined);
    one.visitor = { name: 'Ann' };
    expect(untold(one)).to.deep.equal({ name: 'Ann' });
    one.told = JSON.stringify(untold(one));
    expect(untold(one)).to.equal(undefined);
    one.form = { city: 'Ulm' };
    expect(untold(one)).to.deep.equal({ name: 'Ann', custom_field: { city: 'Ulm' } });
  });
});
