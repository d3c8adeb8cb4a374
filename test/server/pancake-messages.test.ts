import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Json, listOf } from './support/rest-visitor.js';
import { png, svg } from './support/sample-images.js';
import { callPancake, openCustomer } from './support/pancake-customer.js';
import { restartServer, startTestServer } from './support/test-server.js';

const server = await startTestServer({ faults: true });
const { operator, url } = server;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const decoded = (text: string): string => Buffer.from(text, 'base64').toString();
const post = (body: unknown, query = '?page_id=web_demo') => callPancake(url, 'POST', query, body);
const get = (query: string) => callPancake(url, 'GET', query);

test('the first message makes a customer and a conversation, with ids as the platform writes them', async () => {
  const { status, body } = await post({ message: 'Xin chào', dummy_id: 1693022461805 });
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body), ['success', 'id', 'conversation_id', 'from_id', 'dummy_id']);
  assert.equal(body['success'], true);
  assert.equal(body['dummy_id'], 1693022461805);
  const fromId = String(body['from_id']);
  assert.match(decoded(fromId.replace(/^web_/, '')), uuid);
  assert.equal(body['conversation_id'], `web_demo_${fromId}`);
  assert.match(decoded(String(body['id']).replace(/^web_demo_/, '')), uuid);
});

test('the history is a bare list of rows, newest first, the visitor and the page told apart', async () => {
  const customer = await openCustomer(server, 'hello', { name: 'Lan' });
  const conversation = await operator.waitForConversation(customer.visitorId);
  await operator.say(conversation.id, 'Chào Lan');
  const rows = await customer.history();
  assert.deepEqual(rows.map((row) => row['message']), ['Chào Lan', 'hello']);
  const [reply, own] = rows as [Json, Json];
  assert.deepEqual(own['from'], { id: customer.fromId, name: 'Lan' });
  assert.deepEqual(reply['from'], { id: 'web_demo', name: 'Support', admin_name: 'Support' });
  assert.equal(own['id'], customer.firstId);
  assert.equal(own['conversation_id'], customer.conversationId);
  assert.equal(own['page_id'], 'web_demo');
  assert.equal(own['original_message'], 'hello');
  assert.equal(own['type'], 'INBOX');
  assert.equal(own['is_removed'], false);
  assert.match(String(own['inserted_at']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
  assert.ok(Math.abs(Date.parse(`${String(own['inserted_at'])}Z`) - Date.now()) < 60_000);
});

test('further messages go to the same conversation, named or not', async () => {
  const customer = await openCustomer(server, 'one');
  const named = await post({ message: 'two', conversation_id: customer.conversationId, from_id: customer.fromId });
  const unnamed = await post({ message: 'three', from_id: customer.fromId, conversation_id: null });
  assert.equal(named.body['conversation_id'], customer.conversationId);
  assert.equal(unnamed.body['conversation_id'], customer.conversationId);
  assert.deepEqual((await customer.history()).map((row) => row['message']), ['three', 'two', 'one']);
});

test('a client may make its from_id itself; a page does not know the ids of another', async () => {
  const fromId = `web_${Buffer.from('0d9c1f6e-3f5a-4a54-9a4e-4a8ad0a11a11').toString('base64')}`;
  assert.equal((await post({ message: 'mine', from_id: fromId })).body['from_id'], fromId);
  // Options can be changed at run time where faults are enabled.
  await fetch(`${url}/faults/dialects/pancake`, { method: 'PATCH', body: JSON.stringify({ pages: ['web_demo', 'web_2', '77'] }) });
  const other = await post({ message: 'elsewhere', from_id: fromId }, '?page_id=web_2');
  assert.equal(other.body['conversation_id'], `web_2_${fromId}`);
  const bare = await post({ message: 'a page without the prefix' }, '?page_id=77');
  assert.equal(bare.body['conversation_id'], `web_77_${String(bare.body['from_id'])}`);
  const listed = await get(`?page_id=web_2&conversation_id=web_2_${fromId}&offset=0`);
  assert.deepEqual(listOf(listed.body).map((row) => row['message']), ['elsewhere']);
  const crossed = await get(`?page_id=web_2&conversation_id=web_demo_${fromId}&offset=0`);
  assert.deepEqual([crossed.status, crossed.body['error_code']], [404, 145]);
});

test('a repeated dummy_id is another message: the platform promises nothing else', async () => {
  const customer = await openCustomer(server, 'first', { dummy_id: 5 });
  await customer.say('first', { dummy_id: 5 });
  assert.equal((await customer.history()).length, 2);
});

test('offset counts from the newest; pages hold 25', async () => {
  await server.operator.changeConfig({ maxPerMinute: 100 });
  const customer = await openCustomer(server, 'm0');
  for (let n = 1; n < 60; n++) await customer.say(`m${n}`);
  const texts = async (offset: number) => (await customer.history(offset)).map((row) => String(row['message']));
  assert.deepEqual(await texts(0), Array.from({ length: 25 }, (_, n) => `m${59 - n}`));
  assert.deepEqual(await texts(25), Array.from({ length: 25 }, (_, n) => `m${34 - n}`));
  assert.deepEqual(await texts(50), Array.from({ length: 10 }, (_, n) => `m${9 - n}`));
  assert.deepEqual(await texts(60), []);
});

test('what a message tells about its sender reaches the operator', async () => {
  const customer = await openCustomer(server, 'hi', {
    phone: '0901 234 567',
    web_source: 'https://shop.example/lamp',
    extra_info: { name: 'Lan', email: 'lan@example.com', order: '77', custom_field: { size: 'M', note: '' } },
  });
  const { visitor } = await operator.waitForConversation(customer.visitorId);
  assert.equal(visitor.name, 'Lan');
  assert.equal(visitor.phone, '0901 234 567');
  assert.equal(visitor.email, 'lan@example.com');
  assert.deepEqual(visitor.fields, { order: '77', size: 'M' });
  assert.equal(visitor.page?.url, 'https://shop.example/lamp');
  await customer.say('me again', { name: 'Lan Anh', extra_info: { email: 'not an address' } });
  const changed = (await operator.conversation((await operator.waitForConversation(visitor.id)).id)).visitor;
  assert.equal(changed.name, 'Lan Anh');
  assert.equal(changed.email, 'lan@example.com');
  assert.equal(changed.fields?.['email'], 'not an address');
});

test('without a name the customer gets one', async () => {
  const customer = await openCustomer(server, 'hi', { name: '  ' });
  assert.match(String((await operator.waitForConversation(customer.visitorId)).visitor.name), /^Web_\d{10}$/);
});

test('a closed conversation goes on with the next message, under the same id', async () => {
  const customer = await openCustomer(server, 'before');
  const { visitorId } = customer;
  await operator.close((await operator.waitForConversation(visitorId)).id);
  assert.equal((await customer.say('after')).body['conversation_id'], customer.conversationId);
  assert.deepEqual((await customer.history()).map((row) => row['message']), ['after', 'before']);
  assert.deepEqual((await operator.conversations(visitorId)).map(({ state }) => state).sort(), ['ended', 'queued']);
});

test('pictures: an address stays where it is, an upload of ours and bytes become files', async () => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(png(4, 3))]), 'lamp.png');
  const uploaded = await fetch(`${url}/pancake/upload`, { method: 'POST', body: form });
  assert.equal(uploaded.status, 201);
  assert.equal(uploaded.headers.get('Access-Control-Allow-Origin'), '*');
  const { url: own } = (await uploaded.json()) as { url: string };
  const remote = 'https://content.example/photos/red%20lamp.png?x=1';
  const data = `data:image/png;base64,${Buffer.from(png()).toString('base64')}`;
  const customer = await openCustomer(server, '', { images: [remote, own, data] });
  const conversation = await operator.waitForConversation(customer.visitorId);
  const [message] = await operator.messages(conversation.id);
  assert.deepEqual(message?.attachments.map(({ url: at, width }) => [at.startsWith(url), width]), [[true, 4], [true, 3], [false, undefined]]);
  assert.equal(message.attachments[2]?.url, remote);
  assert.equal(message.attachments[2]?.mime, 'image/png');
  const [row] = await customer.history();
  const photos = listOf(row?.['attachments']);
  assert.deepEqual(photos.map((photo) => photo['type']), ['photo', 'photo', 'photo']);
  assert.equal(photos[0]?.['url'], own);
  assert.deepEqual(photos[2]?.['image'], { url: remote });
  assert.equal((await fetch(String(photos[1]?.['url']))).headers.get('Content-Type'), 'image/png');
});

test('attachments name the same with more about them', async () => {
  const picture = { id: 'a', url: 'http://content.example/p', type: 'photo', name: 'p.gif', mime_type: 'image/gif', width: 8, height: 6, size: 90 };
  const customer = await openCustomer(server, 'look', { attachments: [picture] });
  const [row] = await customer.history();
  const { id: _, ...photo } = row?.['attachments']?.[0] as unknown as Record<string, unknown>;
  const { id: __, ...given } = picture;
  assert.deepEqual(photo, { ...given, description: 'p.gif', image: { url: picture.url } });
});

test('an uploaded file belongs to whoever sends it first; others only link to it', async () => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(png())]), 'a.png');
  const { url: own } = (await (await fetch(`${url}/pancake/upload`, { method: 'POST', body: form })).json()) as { url: string };
  const [ann, bob] = [await openCustomer(server, '', { images: [own] }), await openCustomer(server, '', { images: [own] })];
  await operator.eraseVisitor(bob.visitorId);
  assert.equal((await fetch(own)).status, 200);
  await operator.eraseVisitor(ann.visitorId);
  assert.equal((await fetch(own)).status, 404);
});

test('an upload that is no picture is refused', async () => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(svg)]), 'a.png');
  const refused = await fetch(`${url}/pancake/upload`, { method: 'POST', body: form });
  assert.equal(refused.status, 415);
  assert.deepEqual(Object.keys((await refused.json()) as object), ['success', 'message', 'error_code']);
});

test('cards reach the visitor as links', async () => {
  const customer = await openCustomer(server, 'hi');
  const { id } = await operator.waitForConversation(customer.visitorId);
  const buttons = [{ id: 'b', title: 'See', url: 'https://shop.example/lamp' }];
  await operator.say(id, '', { cards: [{ title: 'Lamp', subtitle: 'Red', imageUrl: 'https://shop.example/l.png', buttons }] });
  const [row] = await customer.history();
  assert.deepEqual(row?.['attachments']?.[0], {
    type: 'link', name: 'Lamp', description: 'Red', url: 'https://shop.example/lamp', image: { url: 'https://shop.example/l.png' },
  });
});

const refusals: [what: string, body: unknown, status: number, code: number][] = [
  ['neither text nor image', { message: '  ', images: [] }, 400, 400],
  ['a body that is no JSON', '{', 400, 400],
  ['images that are no list', { message: 'x', images: 'https://a.example/b.png' }, 400, 400],
  ['an image of this machine', { images: ['file:///etc/passwd'] }, 400, 400],
  ['a script as image', { images: ['javascript:alert(1)'] }, 400, 400],
  ['a relative image', { images: ['/files/x'] }, 400, 400],
  ['bytes that are no picture', { images: [`data:image/png;base64,${Buffer.from('<svg/>').toString('base64')}`] }, 415, 415],
  ['eleven images', { images: Array.from({ length: 11 }, () => 'https://a.example/b.png') }, 400, 400],
  ['a text that is too long', { message: 'x'.repeat(10_001) }, 400, 400],
  ['a from_id of another kind', { message: 'x', from_id: "' OR 1=1 --" }, 400, 400],
  ['an unknown conversation', { message: 'x', conversation_id: 'web_demo_web_none' }, 404, 145],
  ['a body of two megabytes', { message: 'x', extra_info: { a: 'x'.repeat(2_000_000) } }, 413, 413],
];
for (const [what, body, status, code] of refusals) {
  test(`refused: ${what}`, async () => {
    const before = (await operator.visitors()).length;
    const answer = await post(body);
    assert.deepEqual([answer.status, answer.body['success'], answer.body['error_code']], [status, false, code]);
    assert.equal(typeof answer.body['message'], 'string');
    assert.equal((await operator.visitors()).length, before, 'nobody was made');
  });
}

test('a conversation of somebody else answers as if there were none', async () => {
  const [ann, bob] = [await openCustomer(server, 'ann'), await openCustomer(server, 'bob')];
  const stolen = await post({ message: 'x', conversation_id: ann.conversationId, from_id: bob.fromId });
  assert.deepEqual([stolen.status, stolen.body['error_code']], [404, 145]);
  assert.equal((await ann.history()).length, 1);
});

test('offsets that are none, and what must be named', async () => {
  const { conversationId } = await openCustomer(server, 'x');
  for (const offset of ['', 'x', '-1', '1e3', '99999999']) {
    const { status, body } = await get(`?page_id=web_demo&conversation_id=${conversationId}&offset=${offset}`);
    assert.deepEqual([status, body['error_code']], [400, 400]);
  }
  assert.equal((await get(`?page_id=web_demo&conversation_id=${conversationId}`)).status, 400);
  assert.equal((await get('?page_id=web_demo&offset=0')).body['error_code'], 145);
});

test('pages that are unknown, disconnected or switched off', async () => {
  const own = await startTestServer({
    dialects: { pancake: { disconnectedPages: ['web_gone'], deactivatedPages: ['web_off'] } },
  });
  for (const [page, status, code] of [['', 404, 104], ['web_none', 404, 104], ['web_gone', 409, 123], ['web_off', 409, 125]]) {
    const posted = await callPancake(own.url, 'POST', `?page_id=${page}`, { message: 'x' });
    const listed = await callPancake(own.url, 'GET', `?page_id=${page}&conversation_id=x&offset=0`);
    for (const answer of [posted, listed]) assert.deepEqual([answer.status, answer.body['error_code']], [status, code]);
  }
});

test('too many messages answer 429 with a time to wait', async () => {
  const own = await startTestServer({ site: { config: { maxPerMinute: 2 } } });
  const customer = await openCustomer(own, 'one');
  await customer.say('two');
  const refused = await customer.say('three');
  assert.equal(refused.status, 429);
  assert.equal(refused.body['success'], false);
  assert.ok(Number(refused.headers.get('Retry-After')) > 0);
});

test('an erased customer is forgotten', async () => {
  const customer = await openCustomer(server, 'forget me');
  await operator.eraseVisitor(customer.visitorId);
  const { status, body } = await customer.say('still there?');
  assert.deepEqual([status, body['error_code']], [404, 145]);
});

test('reading the history counts as delivered', async () => {
  const customer = await openCustomer(server, 'hi');
  const { id } = await operator.waitForConversation(customer.visitorId);
  const said = await operator.say(id, 'there');
  assert.equal((await operator.conversation(id)).deliveredTo, null);
  await customer.history();
  assert.equal((await operator.conversation(id)).deliveredTo, said.id);
});

test('customers outlive a restart', async () => {
  const customer = await openCustomer(server, 'before');
  await restartServer(server);
  assert.deepEqual((await customer.history()).map((row) => row['message']), ['before']);
});
