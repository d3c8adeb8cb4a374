import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { ask, contentsOf, initVisitor } from './support/chatgonow-visitor.js';
import { openVisitor } from './support/rest-visitor.js';
import { gif, jpeg, png, svg, webpLossy } from './support/sample-images.js';
import { startTestServer, type TestServer } from './support/test-server.js';

const keys = [
  { site: 'demo', key: 'demo-key', apiKey: 'demo-api-key' },
  { site: 'other', key: 'other-key', apiKey: 'other-api-key' },
  { site: 'closed', key: 'closed-key', apiKey: 'closed-api-key', domains: ['shop.example', '*.market.example'] },
];
const server = await startTestServer({ dialects: { chatgonow: { keys } } });
const { url, operator } = server;

/** The operator's side of a visitor's conversation. */
async function conversationOf(name: string, from: TestServer = server) {
  const all = await from.operator.conversations();
  const found = all.find(({ visitor }) => visitor.name === name);
  assert.ok(found, `${name} has a conversation`);
  return found;
}

test('init answers everything the contract names', async () => {
  const { session } = await initVisitor(url, { external_id: 'user_1', nickname: 'Init' });
  assert.match(String(session['visitor_token']), /^[\w-]{40,}$/);
  assert.equal(session['external_id'], 'user_1');
  assert.equal(session['conversation_id'], null);
  assert.equal(session['agents_online'], true);
  assert.match(String(session['cursor']), /^\d+$/);
  assert.deepEqual(session['config'], {
    theme: 'classic',
    colors: { primary: null, text: null, header: null },
    position: 'bottom-right',
    welcome_text: null,
    max_per_minute: 30,
    accept: ['image/png', 'image/jpeg', 'image/gif'],
    max_bytes: 10 * 1024 * 1024,
  });
});

test('without an external id the server makes one', async () => {
  const { session } = await initVisitor(url);
  assert.match(String(session['external_id']), /^ocs_\w+$/);
});

test('nickname, page and fields stand in the console', async () => {
  const fields = { email: 'ann@shop.example', phone: '+49 1', city: 'Ulm' };
  const visitor = await initVisitor(url, { external_id: 'user_2', nickname: 'Console Ann', fields });
  await visitor.say('hello');
  const { visitor: shown } = await conversationOf('Console Ann');
  assert.equal(shown.externalId, 'user_2');
  assert.equal(shown.email, 'ann@shop.example');
  assert.equal(shown.phone, '+49 1');
  assert.deepEqual(shown.fields, { city: 'Ulm' });
  assert.equal(shown.page?.url, 'https://shop.example/');
});

test('the token resumes; the external id alone opens no history', async () => {
  const phone = await initVisitor(url, { external_id: 'user_3', nickname: 'Phone' });
  const { conversation_id } = await phone.say('from the phone');
  const thief = await initVisitor(url, { external_id: 'user_3' });
  assert.equal(thief.session['conversation_id'], null);
  assert.deepEqual((await thief.history())['messages'], []);
  const again = await initVisitor(url, { external_id: 'user_3' }, { token: phone.token });
  assert.equal(again.session['conversation_id'], conversation_id);
  assert.equal(again.session['visitor_token'], phone.token);
  assert.deepEqual(contentsOf((await again.history())['messages']), ['from the phone']);
  const related = await operator.related((await conversationOf('Phone')).id);
  assert.deepEqual(related, [], 'nobody else has said anything yet');
  await thief.say('I am user_3');
  assert.equal((await operator.related((await conversationOf('Phone')).id)).length, 1, 'one person to the operator');
});

test('a site that trusts external ids, or a right hash, finds the same visitor again', async () => {
  const trusting = await startTestServer({ site: { trustExternalId: true } });
  const first = await initVisitor(trusting.url, { external_id: 'user_4' });
  await first.say('hi');
  const second = await initVisitor(trusting.url, { external_id: 'user_4' });
  assert.deepEqual(contentsOf((await second.history())['messages']), ['hi']);

  const signing = await startTestServer({ site: { secret: 'shh' } });
  const hash = createHmac('sha256', 'shh').update('user_5').digest('hex');
  const signed = await initVisitor(signing.url, { external_id: 'user_5', identity_hash: hash });
  await signed.say('it is me');
  const back = await initVisitor(signing.url, { external_id: 'user_5', identity_hash: hash });
  assert.deepEqual(contentsOf((await back.history())['messages']), ['it is me']);
  const refused = await ask('visitor_api', { url: signing.url, action: 'init', body: { external_id: 'user_5' } });
  assert.equal(refused.status, 403);
  assert.deepEqual(refused.body, { success: false, message: 'invalid identity hash' });
});

test('neither tokens nor ids of one site open anything of another', async () => {
  const own = await initVisitor(url, { external_id: 'user_6' });
  const { id } = await own.say('mine');
  const stranger = await initVisitor(url, { external_id: 'user_6' }, { key: 'other-key', token: own.token });
  assert.notEqual(stranger.token, own.token);
  assert.deepEqual((await stranger.history())['messages'], []);
  assert.equal((await stranger.act('history', undefined, `&before=${String(id)}`)).status, 404);
  const headers = { Authorization: `Bearer ${own.token}` };
  assert.equal((await ask('visitor_api', { url, action: 'history', key: 'other-key', headers })).status, 401);
  const rest = await openVisitor(url);
  const foreign = { Authorization: `Bearer ${rest.token}` };
  assert.equal((await ask('visitor_api', { url, action: 'history', headers: foreign })).status, 401);
});

test('every call but init wants the token', async () => {
  for (const [action, body] of [
    ['history'], ['poll'], ['stream'], ['send', {}], ['upload', {}], ['typing', {}], ['read', {}], ['offline', {}], ['end', {}],
  ] as const) {
    for (const headers of [{}, { Authorization: 'Bearer made-up' }] as Record<string, string>[]) {
      const answer = await ask('visitor_api', { url, action, body, headers });
      assert.equal(answer.status, 401, action);
      assert.deepEqual(answer.body, { success: false, message: 'invalid token' });
    }
  }
});

test('keys, domains, actions and methods are checked', async () => {
  const refusal = async (call: Parameters<typeof ask>[1]) => {
    const { status, body } = await ask('visitor_api', { ...call, url });
    return [status, body['message']];
  };
  assert.deepEqual(await refusal({ url, action: 'init', key: null, body: {} }), [401, 'missing key']);
  assert.deepEqual(await refusal({ url, action: 'init', key: 'nope', body: {} }), [403, 'invalid key']);
  assert.deepEqual(await refusal({ url, action: 'init', key: 'demo-api-key', body: {} }), [403, 'invalid key']);
  assert.deepEqual(await refusal({ url, action: 'dance', body: {} }), [404, 'unknown action']);
  assert.deepEqual(await refusal({ url, action: 'toString', body: {} }), [404, 'unknown action']);
  assert.deepEqual(await refusal({ url, action: 'init' }), [405, 'method not allowed']);
  const from = (Origin: string) => ask('visitor_api', { url, action: 'init', key: 'closed-key', body: {}, headers: { Origin } });
  for (const origin of ['https://evil.example', 'null', 'https://shop.example.evil.example', 'https://xmarket.example']) {
    const answer = await from(origin);
    assert.deepEqual([answer.status, answer.body['message']], [403, 'domain not allowed'], origin);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*', 'the page may read why');
  }
  for (const origin of ['https://shop.example', 'http://shop.example:8080', 'https://de.market.example']) {
    assert.equal((await from(origin)).status, 200, origin);
  }
});

test('bad input is refused with 400 and never a crash', async () => {
  const visitor = await initVisitor(url);
  for (const body of ['{', '[]', '"x"', {}, { client_id: 5, content: 'x' }, { client_id: 'x', content: {} }, { client_id: 'x', content: 'a'.repeat(10_001) }]) {
    assert.equal((await visitor.act('send', body)).status, 400, JSON.stringify(body).slice(0, 40));
  }
  const empty = await visitor.act('send', { client_id: 'e', content: '  ' });
  assert.deepEqual([empty.status, empty.body['message']], [400, 'empty content']);
  assert.equal((await visitor.act('read', { up_to: '0' })).status, 404);
  assert.equal((await visitor.act('read', { up_to: 'x' })).status, 404);
  assert.equal((await visitor.act('history', undefined, '&limit=-1')).status, 400);
  assert.equal((await visitor.act('history', undefined, '&before=1e3')).status, 404);
  assert.equal((await visitor.act('poll', undefined, '&cursor=x')).status, 410);
  assert.equal((await visitor.act('poll', undefined, '&wait=x')).status, 400);
  assert.equal((await visitor.act('typing', { on: 'yes' })).status, 400);
  assert.equal((await visitor.act('upload', 'no form')).status, 400);
});

test('send is idempotent on client_id', async () => {
  const visitor = await initVisitor(url, { nickname: 'Twice' });
  const first = await visitor.act('send', { client_id: 'same', content: 'once' });
  const data = first.body['data'];
  assert.equal(data?.['duplicate'], false);
  assert.equal(data?.['client_id'], 'same');
  assert.match(String(data?.['id']), /^\d+$/);
  assert.match(String(data?.['conversation_id']), /^\d+$/);
  assert.match(String(data?.['created_at']), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  const second = await visitor.act('send', { client_id: 'same', content: 'once' });
  assert.deepEqual(second.body['data'], { ...data, duplicate: true });
  assert.equal((await operator.messages((await conversationOf('Twice')).id)).length, 1);
});

test('history pages backwards, each page ascending', async () => {
  const visitor = await initVisitor(url);
  for (const text of ['1', '2', '3', '4', '5']) await visitor.say(text);
  const newest = await visitor.history('&limit=2');
  assert.deepEqual([contentsOf(newest['messages']), newest['has_more']], [['4', '5'], true]);
  const before = String(newest['messages']?.[0]?.['id']);
  const older = await visitor.history(`&limit=3&before=${before}`);
  assert.deepEqual([contentsOf(older['messages']), older['has_more']], [['1', '2', '3'], false]);
  const [row] = older['messages'] as unknown as Record<string, unknown>[];
  assert.deepEqual(
    { ...row, id: '', conversation_id: '', created_at: '' },
    {
      id: '', client_id: 'own-1', conversation_id: '', sender_type: 'visitor', sender_name: null,
      message_type: 'text', content: '1', image_url: null, created_at: '',
    },
  );
});

test('an answer with pictures is one row for the words and one for each picture', async () => {
  const visitor = await initVisitor(url, { nickname: 'Pictures' });
  await visitor.say('show me');
  const { id } = await conversationOf('Pictures');
  const picture = new Blob([new Uint8Array(png())]);
  await operator.sayImage(id, picture, 'here');
  await operator.sayImage(id, picture);
  const rows = (await visitor.history())['messages'] as unknown as Record<string, unknown>[];
  assert.deepEqual(rows.map((row) => [row['sender_type'], row['message_type'], row['content']]), [
    ['visitor', 'text', 'show me'], ['agent', 'text', 'here'], ['agent', 'image', ''], ['agent', 'image', ''],
  ]);
  const ids = rows.map((row) => String(row['id']));
  assert.equal(ids[2], `${ids[1]}.1`);
  assert.match(String(ids[3]), /^\d+$/);
  assert.match(String(rows[2]?.['image_url']), /^\/files\//, 'relative to the site');
  assert.equal((await fetch(new URL(String(rows[2]?.['image_url']), url))).headers.get('Content-Type'), 'image/png');
  assert.deepEqual(Object.keys(rows[1] ?? {}).sort(), [
    'client_id', 'content', 'conversation_id', 'created_at', 'id', 'image_url', 'message_type', 'sender_name', 'sender_type',
  ], 'nothing of the operator but a name');
  assert.equal((await visitor.act('read', { up_to: ids[2] })).status, 200, 'any row of a message names it');
});

test('upload takes images by their bytes, once per client_id', async () => {
  const visitor = await initVisitor(url, { nickname: 'Upload' });
  for (const [name, bytes] of [['png', png()], ['jpeg', jpeg()], ['gif', gif()]] as const) {
    const { status, body } = await visitor.show(bytes, name, 'liar.exe');
    assert.equal(status, 200, name);
    assert.match(String(body['data']?.['image_url']), /^\/files\//);
    assert.equal(body['data']?.['client_id'], name);
  }
  const again = await visitor.show(png(), 'png');
  assert.equal(again.body['data']?.['duplicate'], true);
  for (const [name, bytes] of [['webp', webpLossy()], ['svg', svg]] as const) {
    const { status, body } = await visitor.show(bytes, name, 'picture.png');
    assert.deepEqual([status, body['message']], [415, 'unsupported image type'], name);
  }
  const messages = await operator.messages((await conversationOf('Upload')).id);
  assert.deepEqual(messages.map(({ attachments }) => attachments[0]?.mime), ['image/png', 'image/jpeg', 'image/gif']);
});

test('options limit size and messages per minute, and repeats are not counted', async () => {
  const strict = await startTestServer({
    dialects: { chatgonow: { maxPerMinute: 2, imageMaxBytes: 20, theme: { theme: 'bubble', welcomeText: 'Hi' } } },
  });
  const visitor = await initVisitor(strict.url);
  const config = visitor.session['config'];
  assert.deepEqual([config?.['theme'], config?.['welcome_text'], config?.['max_per_minute'], config?.['max_bytes']], ['bubble', 'Hi', 2, 20]);
  const large = await visitor.show(png(), 'large');
  assert.deepEqual([large.status, large.body['message']], [413, 'image too large']);
  const send = (client_id: string) => visitor.act('send', { client_id, content: 'x' });
  for (const id of ['a', 'b', 'a', 'b']) assert.equal((await send(id)).status, 200);
  const { status, headers, body } = await send('c');
  assert.deepEqual([status, body['message']], [429, 'sending too frequently']);
  assert.ok(Number(body['retry_after']) > 50);
  assert.equal(headers.get('Retry-After'), String(body['retry_after']));
});

test('typing reaches the console, too often it is ignored', async () => {
  const visitor = await initVisitor(url, { nickname: 'Typing' });
  await visitor.say('x');
  const { id } = await conversationOf('Typing');
  const seen: unknown[] = [];
  const stop = server.service.context.feed.subscribe(({ type, data }) => {
    const { conversationId, on } = data as { conversationId?: string; on?: boolean };
    if (type === 'typing' && conversationId === id) seen.push(on);
  });
  assert.equal((await visitor.act('typing', { on: true })).status, 200);
  const again = await visitor.act('typing', { on: true });
  assert.deepEqual([again.status, again.text], [204, '']);
  stop();
  assert.deepEqual(seen, [true]);
});

test('read is shown to the operator', async () => {
  const visitor = await initVisitor(url, { nickname: 'Reader' });
  await visitor.say('x');
  const { id } = await conversationOf('Reader');
  const answer = await operator.say(id, 'answer');
  const rows = (await visitor.history())['messages'];
  assert.equal((await visitor.act('read', { up_to: rows?.[1]?.['id'] })).status, 200);
  assert.equal((await operator.conversation(id)).readTo, answer.id);
});

test('an offline message gives a ticket, or says what is missing', async () => {
  const visitor = await initVisitor(url);
  const refused = await visitor.act('offline', { name: 'Ann', email: 'nope' });
  assert.equal(refused.status, 400);
  assert.deepEqual(refused.body['fields'], { email: 'invalid', content: 'required' });
  const taken = await visitor.act('offline', { name: 'Ann', email: 'ann@shop.example', content: 'call me' });
  const stored = (await operator.offlineMessages()).find(({ id }) => id === String(taken.body['data']?.['ticket']));
  assert.deepEqual(stored?.values, { name: 'Ann', email: 'ann@shop.example', message: 'call me' });
});

test('end ends, rates, and a new init begins anew', async () => {
  const visitor = await initVisitor(url, { nickname: 'Ender' });
  const none = await visitor.act('end', {});
  assert.deepEqual([none.status, none.body['message']], [404, 'conversation not found']);
  const { conversation_id } = await visitor.say('bye');
  assert.equal((await visitor.act('end', { rating: 9 })).status, 400);
  assert.equal((await conversationOf('Ender')).state, 'queued', 'a refused call ends nothing');
  assert.equal((await visitor.act('end', { rating: 4, comment: 'good' })).status, 200);
  const ended = await conversationOf('Ender');
  assert.deepEqual([ended.state, ended.endedBy, ended.rating], ['ended', 'visitor', { score: 4, comment: 'good' }]);
  const late = await visitor.act('send', { client_id: 'late', content: 'wait' });
  assert.deepEqual([late.status, late.body['message']], [409, 'conversation ended']);
  const again = await initVisitor(url, {}, { token: visitor.token });
  assert.equal(again.session['conversation_id'], null);
  assert.notEqual((await again.say('anew'))['conversation_id'], conversation_id);
});

test('features that are switched off are not offered', async () => {
  const plain = await startTestServer({ site: { config: { features: { upload: false, typing: false, receipts: false, end: false } } } });
  const visitor = await initVisitor(plain.url);
  const answers = [await visitor.show(png(), 'a'), await visitor.act('typing', { on: true }), await visitor.act('read', { up_to: '1' }), await visitor.act('end', {})];
  assert.deepEqual(answers.map(({ status, body }) => [status, body['success']]), Array(4).fill([501, false]));
});
