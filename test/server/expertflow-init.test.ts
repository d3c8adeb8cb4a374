import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../support/until.js';
import { callExpertflow, initBody, initChat, openCustomer, openSocket } from './support/expertflow-customer.js';
import type { WireVisitor } from './support/operator-client.js';
import type { Json } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

let clock = Date.now();
const server = await startTestServer({
  faults: true,
  now: () => clock,
  site: { config: { departments: [{ id: 'sales', name: 'Sales' }] } },
});
const { url, operator } = server;

const init = (body: unknown) => callExpertflow(url, 'POST', '/api/customer/init', body);
const visitorOf = async (conversationId: string): Promise<WireVisitor> => (await operator.conversation(conversationId)).visitor;

test('the answer has the four documented members', async () => {
  const { status, body } = await init(initBody({ requestId: 'r-1' }));
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body).sort(), ['conversationId', 'participant', 'requestId', 'timestamp']);
  assert.equal(body['participant']?.['name'], 'Ann Lee');
  assert.equal(body['requestId'], 'r-1');
  assert.equal(new Date(String(body['timestamp'])).toISOString(), body['timestamp']);
  assert.match(String(body['conversationId']), /^c_[0-9a-f]{24}$/, '96 random bits: nobody guesses another one');
  assert.equal((await operator.conversation(String(body['conversationId']))).state, 'queued', 'it exists from the start');
});

test('who has said nothing yet is in the operators’ list, the newest first', async () => {
  const talking = await openCustomer(url);
  await talking.say('hi');
  clock += 1000;
  const { conversationId } = await initChat(url);
  const list = await operator.conversations();
  assert.deepEqual(list.slice(0, 2).map(({ id }) => id), [conversationId, talking.conversationId]);
  clock += 1000;
  await talking.say('me again');
  assert.equal((await operator.conversations())[0]?.id, talking.conversationId);
  talking.close();
});

test('every documented member arrives where operators see it', async () => {
  const { conversationId } = await initChat(url, {
    firstName: 'Bo', lastName: 'Ek', email: 'bo@shop.example', phone: '+41790000000', refId: 'ref-7', channel: 'web',
    language: 'de-CH', url: 'https://shop.example/p/1', comment: 'about my order', subject: 'sales',
    timestamp: '2026-01-05T10:00:00.000Z', plan: 'gold', seats: 7, nested: { deep: [1] },
  });
  const { visitor, department } = await operator.conversation(conversationId);
  const { name, email, phone, externalId, externalVerified, page, fields } = visitor;
  assert.deepEqual(
    { name, email, phone, externalId, externalVerified, url: page?.url },
    { name: 'Bo Ek', email: 'bo@shop.example', phone: '+41790000000', externalId: 'ref-7', externalVerified: false, url: 'https://shop.example/p/1' },
  );
  assert.equal((visitor as unknown as Json)['locale'], 'de-CH');
  assert.equal(department, 'sales');
  assert.deepEqual(fields, { plan: 'gold', seats: 7, nested: { deep: [1] }, channel: 'web', comment: 'about my order' });
});

test('names are matched whatever their case, and as the table spells them', async () => {
  const { status, body, text } = await init({
    FIRSTNAME: 'Cy', lastname: 'Ono', Email: 'cy@shop.example', Phone: '+1 555', Channel: 'WEB', Language: 'en',
    refid: 'ref-8', URL: 'https://shop.example/', COMMENT: 'x', Subject: 'sales', reqestId: 'r-2', Timestamp: 'x',
  });
  assert.equal(status, 200, text);
  assert.equal(body['requestId'], 'r-2');
  const visitor = await visitorOf(String(body['conversationId']));
  assert.deepEqual([visitor.name, visitor.email, visitor.phone, visitor.externalId], ['Cy Ono', 'cy@shop.example', '+1 555', 'ref-8']);
  assert.deepEqual(visitor.fields, { channel: 'web', comment: 'x' });
});

test('a skill group that the site does not know is kept in words', async () => {
  const { conversationId } = await initChat(url, { subject: 'moon' });
  const { visitor, department } = await operator.conversation(conversationId);
  assert.equal(department, undefined);
  assert.equal(visitor.fields?.['subject'], 'moon');
});

test('any one identifier will do, numbers too; none is 400', async () => {
  for (const one of [{ phone: '+1' }, { email: 'x@y.example' }, { refId: 'x' }, { Phone: 41790000000 }]) {
    assert.equal((await init({ channel: 'web', ...one })).status, 200, JSON.stringify(one));
  }
  for (const none of [{}, { firstName: 'Ann' }, { phone: ' ', email: '', refId: null }]) {
    const { status, body } = await init({ channel: 'web', ...none });
    assert.equal(status, 400, JSON.stringify(none));
    assert.equal(body['error']?.['code'], 400);
    assert.match(String(body['error']?.['message']), /phone, email or refId/);
  }
});

test('a channel is needed, one of the four', async () => {
  for (const channel of ['web', 'fb', 'sms', 'twitter', 'Twitter']) {
    assert.equal((await init(initBody({ channel }))).status, 200, channel);
  }
  for (const channel of [undefined, null, '', ' ', 'pigeon', 7]) {
    assert.equal((await init(initBody({ channel }))).status, 400, String(channel));
  }
});

test('a connector brings its own channel along', async () => {
  const socket = openSocket(url);
  await socket.ask('registerConnector', { id: 'pigeon', name: 'Pigeon post', channel: 'pigeon' });
  assert.equal((await init(initBody({ channel: 'pigeon' }))).status, 200);
  socket.close();
  await until(async () => (await init(initBody({ channel: 'pigeon' }))).status === 400);
});

test('wrong types and what is too long are 400, never 500', async () => {
  for (const word of ['firstName', 'lastName', 'email', 'phone', 'language', 'refId', 'url', 'comment', 'subject', 'requestId', 'timestamp']) {
    for (const value of [true, [], {}, ['x'], 'x'.repeat(20_000)]) {
      assert.equal((await init(initBody({ [word]: value }))).status, 400, `${word} ${JSON.stringify(value).slice(0, 20)}`);
    }
  }
  for (const body of ['{', '[]', 'null', '"x"', '7', '']) assert.equal((await init(body)).status, 400, body);
  assert.equal((await init(initBody({ note: 'x'.repeat(17_000) }))).status, 400);
  assert.equal((await init(`{"channel":"web","refId":"x","note":"${'x'.repeat(1024 * 1024)}"}`)).status, 413);
});

test('hostile names of members stay data', async () => {
  const { status, body } = await init('{"channel":"web","refId":"x","__proto__":{"polluted":true},"constructor":"y","toString":"z"}');
  assert.equal(status, 200);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  assert.equal((await visitorOf(String(body['conversationId']))).fields?.['constructor'], 'y');
});

test('the same request opens the same conversation for ten minutes, also as a race', async () => {
  const body = initBody({ requestId: 'r-same' });
  const answers = await Promise.all([init(body), init(body), init({ ...body, timestamp: 'later' })]);
  const ids = new Set(answers.map(({ body: answer }) => String(answer['conversationId'])));
  assert.equal(ids.size, 1);
  clock += 9.9 * 60_000;
  assert.ok(ids.has(String((await init(body)).body['conversationId'])));
  clock += 0.2 * 60_000;
  const later = String((await init(body)).body['conversationId']);
  assert.ok(!ids.has(later));
  assert.equal(String((await init(body)).body['conversationId']), later, 'and that one is remembered again');
});

test('a request id leads nobody into the conversation of somebody else', async () => {
  const ann = await init(initBody({ requestId: '1' }));
  const bob = await init(initBody({ requestId: '1' }));
  assert.notEqual(ann.body['conversationId'], bob.body['conversationId']);
  assert.notEqual(ann.body['participant']?.['id'], bob.body['participant']?.['id']);
});

test('without a request id, and with the same identifiers, every request is a new conversation', async () => {
  const body = initBody({ phone: '+41', email: 'a@b.example' });
  const [one, two] = [await init(body), await init(body)];
  assert.notEqual(one.body['conversationId'], two.body['conversationId']);
  assert.equal('requestId' in one.body, false);
  const related = await operator.related(String(one.body['conversationId']));
  assert.deepEqual(related.map(({ id }) => id), [two.body['conversationId']], 'operators see that it may be the same person');
});

test('500 and 503 by option and by fault', async () => {
  const set = (options: unknown) => fetch(`${url}/faults/dialects/expertflow`, { method: 'PATCH', body: JSON.stringify(options) });
  for (const failInit of [500, 503]) {
    await set({ failInit });
    const { status, body } = await init(initBody());
    assert.equal(status, failInit);
    assert.equal(body['error']?.['code'], failInit);
  }
  await set({ failInit: null });
  await operator.faults({ do: 'status', status: 503, path: '/api/customer/init', headers: { 'Retry-After': '2' } });
  const { status, headers } = await init(initBody());
  assert.deepEqual([status, headers.get('Retry-After')], [503, '2']);
  assert.equal((await init(initBody())).status, 200);
});

test('any origin may call; answers are kept by no cache', async () => {
  const preflight = await fetch(`${url}/expertflow/api/customer/init`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('Access-Control-Allow-Origin'), '*');
  const answer = await callExpertflow(url, 'POST', '/api/customer/init', initBody(), { Origin: 'https://shop.example' });
  assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
  assert.equal(answer.headers.get('Cache-Control'), 'no-store');
  for (const [method, path] of [['GET', '/api/customer/init'], ['POST', '/api/customer/nope'], ['GET', '/nope']] as const) {
    assert.equal((await callExpertflow(url, method, path, method === 'POST' ? {} : undefined)).status, 404, path);
  }
});

test('visitors of other dialects do not exist here, nor the other way round', async () => {
  const customer = await openCustomer(url);
  const { visitor } = await operator.conversation(customer.conversationId);
  assert.equal(visitor.site, 'expertflow');
  const session = await fetch(`${url}/rest/session`, { method: 'POST', body: '{}' });
  const { token } = (await session.json()) as { token: string };
  const sent = await fetch(`${url}/rest/messages`, {
    method: 'POST', body: JSON.stringify({ localId: 'a', text: 'hi' }), headers: { Authorization: `Bearer ${token}` },
  });
  const { message } = (await sent.json()) as { message: Json };
  const answer = await customer.ask('joinConversation', { conversationId: message['conversationId'], id: message['author']?.['id'], name: '' });
  assert.equal(answer['status'], 404);
  assert.equal((await callExpertflow(url, 'GET', `/api/customer/transcript/${String(message['conversationId'])}/pdf`)).status, 404);
  customer.close();
});
