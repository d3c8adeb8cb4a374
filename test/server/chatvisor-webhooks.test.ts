import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { isAllowedAddress, problemOfUrl } from '../../server/dialects/chatvisor/webhook-guard.js';
import { postWebhook } from '../../server/dialects/chatvisor/webhook-post.js';
import { createAdmin, openCustomer } from './support/chatvisor-client.js';
import { listOf } from './support/rest-visitor.js';
import { restartServer, startTestServer } from './support/test-server.js';
import { startReceiver, type Received } from './support/webhook-receiver.js';

const adminToken = 'webhooks-token';
const options = { adminToken, webhookLoopback: true, webhookRetryMs: [30, 60], webhookTimeoutMs: 300 };
const open = async (more: object = {}, server: object = {}) => {
  const receiver = await startReceiver();
  const running = await startTestServer({ dialects: { chatvisor: { ...options, ...more } }, ...server });
  const admin = createAdmin(running.url, adminToken);
  const subscribe = async (webhook: object = {}) => {
    const { status, body } = await admin.put('/webhooks', { webhooks: [{ id: 'w', url: `${receiver.url}/hook`, ...webhook }] });
    assert.equal(status, 200, JSON.stringify(body));
    return body['webhooks']?.[0] as unknown as Record<string, unknown>;
  };
  return { receiver, running, admin, subscribe };
};
const ofType = (type: string) => ({ body }: Received) => String(body['type']) === type;

test('a conversation is told from its beginning to its end, each event signed and under an id of its own', async () => {
  const { receiver, running, admin, subscribe } = await open();
  const { secret } = await subscribe();
  const customer = await openCustomer(running.url);
  const message = (await customer.say('hello')) as unknown as { conversationId: string; id: string };
  await receiver.post(ofType('message.created'));
  await running.operator.say(message.conversationId, 'hi');
  await admin.put(`/customers/${customer.id}/tag`, { id: 9, labels: ['vip'] });
  await customer.post('/end');
  await receiver.post(ofType('conversation.status'), 2);
  assert.deepEqual(receiver.types(), [
    'conversation.created', 'message.created', 'conversation.status', 'customer.updated', 'conversation.status',
  ]);
  const [created, told, answered, updated, done] = receiver.received.map(({ body }) => body);
  assert.deepEqual(
    [created?.['data']?.['customerId'], created?.['data']?.['status'], created?.['data']?.['lastMessage']?.['text']],
    [customer.id, 'UNREAD', 'hello'],
  );
  assert.match(String(created?.['data']?.['url']), new RegExp(`^${running.url}/operator#c_`));
  assert.equal(told?.['data']?.['message']?.['id'], message.id);
  assert.equal(answered?.['data']?.['status'], 'UNRESOLVED');
  assert.deepEqual([updated?.['data']?.['customer']?.['id'], updated?.['data']?.['customer']?.['labels']], ['9', ['vip']]);
  assert.equal(done?.['data']?.['status'], 'DONE');
  assert.ok(created && Date.parse(String(created['createdAt'])) > 0);
  assert.equal(new Set(receiver.received.map(({ body }) => body['id'])).size, 5);
  for (const { headers, text, body } of receiver.received) {
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-chat-signature'])) ?? [];
    assert.equal(v1, createHmac('sha256', String(secret)).update(`${t}.${text}`).digest('hex'));
    assert.ok(Math.abs(Number(t) * 1000 - Date.now()) < 60_000);
    assert.equal(headers['x-chat-event-id'], body['id']);
    assert.equal(headers['content-type'], 'application/json');
  }
});

test('a refused event comes again under the same id, later ones wait for it, and the chat waits for nobody', async () => {
  const { receiver, running, subscribe } = await open();
  await subscribe({ types: ['message.created'] });
  receiver.answerNext(500, 503);
  const customer = await openCustomer(running.url);
  const before = performance.now();
  await customer.say('one');
  await customer.say('two');
  assert.ok(performance.now() - before < 1000);
  await receiver.post(({ body }) => String(body['data']?.['message']?.['text']) === 'two');
  const texts = receiver.received.map(({ body }) => body['data']?.['message']?.['text']);
  assert.deepEqual(texts, ['one', 'one', 'one', 'two']);
  const [first, second, third] = receiver.received;
  assert.equal(second?.body['id'], first?.body['id']);
  assert.ok((second?.at ?? 0) - (first?.at ?? 0) >= 25);
  assert.ok((third?.at ?? 0) - (second?.at ?? 0) >= 55);
});

test('after the last attempt an event is given up, and the next one is sent', async () => {
  const { receiver, running, subscribe } = await open();
  await subscribe({ types: ['message.created'] });
  receiver.answerNext(500, 500, 500);
  const customer = await openCustomer(running.url);
  await customer.say('lost');
  await customer.say('next');
  await receiver.post(({ body }) => String(body['data']?.['message']?.['text']) === 'next');
  assert.equal(receiver.received.length, 4);
  assert.deepEqual(running.service.context.webhooks.heads(9), []);
});

test('silence is a failure, and one that answers nothing does not hold up another customer', async () => {
  const { receiver, running, subscribe } = await open({ webhookTimeoutMs: 800 });
  await subscribe({ types: ['message.created'] });
  receiver.answerNext(0);
  const [ann, bob] = [await openCustomer(running.url), await openCustomer(running.url)];
  await ann.say('silence');
  await receiver.post();
  await bob.say('meanwhile');
  await receiver.post(({ body }) => String(body['data']?.['message']?.['text']) === 'meanwhile');
  await receiver.post(({ body }) => String(body['data']?.['message']?.['text']) === 'silence', 2);
  assert.deepEqual(
    receiver.received.map(({ body }) => body['data']?.['message']?.['text']),
    ['silence', 'meanwhile', 'silence'],
  );
});

test('a redirect is a failure: it is never followed', async () => {
  const { receiver, running, subscribe } = await open();
  const other = await startReceiver();
  await subscribe({ types: ['message.created'] });
  const away = { status: 307, headers: { Location: other.url } };
  receiver.answerNext(away, away);
  await (await openCustomer(running.url)).say('hi');
  await receiver.post(() => true, 3);
  assert.deepEqual(other.received, []);
});

test('what waits in the queue is sent by the next server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
  after(() => rmSync(folder, { recursive: true }));
  const { receiver, running, subscribe } = await open({ webhookRetryMs: [400] }, { database: join(folder, 'chat.db') });
  await subscribe({ types: ['message.created'] });
  receiver.answerNext(500);
  await (await openCustomer(running.url)).say('keep me');
  await receiver.post();
  await restartServer(running);
  const again = await receiver.post(() => true, 2);
  assert.equal(again.body['data']?.['message']?.['text'], 'keep me');
});

test('the mode of Chatvisor posts the bare conversation', async () => {
  const { receiver, running, subscribe } = await open();
  await subscribe({ mode: 'chatvisor' });
  const customer = await openCustomer(running.url);
  await customer.say('hello');
  const { body, headers } = await receiver.post(() => true, 2);
  assert.deepEqual(
    [body['customerId'], body['status'], body['lastMessage']?.['text'], body['type']],
    [customer.id, 'UNREAD', 'hello', undefined],
  );
  assert.ok(headers['x-chat-event-id'] && headers['x-chat-signature']);
});

test('only what a receiver asked for, nothing of other dialects, nothing once it is removed', async () => {
  const { receiver, running, admin, subscribe } = await open();
  await subscribe({ types: ['conversation.created'] });
  await (await import('./support/rest-visitor.js')).openVisitor(running.url).then((visitor) => visitor.say('elsewhere'));
  const customer = await openCustomer(running.url);
  await customer.say('one');
  await receiver.post();
  await admin.put('/webhooks', { webhooks: [] });
  await (await openCustomer(running.url)).say('two');
  await subscribe({ types: ['message.created'] });
  await customer.say('three');
  await receiver.post(ofType('message.created'));
  assert.deepEqual(receiver.types(), ['conversation.created', 'message.created']);
});

test('visits and pages are no news of a customer', async () => {
  const { receiver, running, subscribe } = await open();
  await subscribe({ types: ['customer.updated', 'message.created'] });
  const customer = await openCustomer(running.url, { name: 'Ann' });
  await customer.post('/page', { url: 'https://shop.example/b', title: '', referrer: '' });
  await openCustomer(running.url, { name: 'Ann' }, customer.token);
  await customer.patch('/visitor', { name: 'Anna' });
  await customer.say('x');
  await receiver.post(ofType('message.created'));
  // A slow machine may have one told twice: its id says so.
  const events = new Map(receiver.received.map(({ body }) => [body['id'], body['type']]));
  assert.deepEqual([...events.values()], ['customer.updated', 'message.created']);
  assert.equal(receiver.received[0]?.body['data']?.['customer']?.['name'], 'Anna');
});

test('an erased customer is not told of any more', async () => {
  const { receiver, running, subscribe } = await open({ webhookRetryMs: [60_000] });
  await subscribe({ types: ['message.created'] });
  receiver.answerNext(500);
  const customer = await openCustomer(running.url);
  await customer.say('secret');
  await receiver.post();
  await customer.delete('/visitor');
  assert.deepEqual(running.service.context.webhooks.heads(9), []);
});

test('a secret is told once, and stays with its receiver', async () => {
  const { admin, subscribe } = await open();
  const made = await subscribe();
  assert.match(String(made['secret']), /^[\w-]{43}$/);
  assert.equal((await admin.get('/webhooks')).body['webhooks']?.[0]?.['secret'], undefined);
  assert.equal((await subscribe({ mode: 'chatvisor' }))['secret'], undefined, 'known already');
});

test('receivers that make no sense are refused by their place in the list', async () => {
  const strict = await startTestServer({ dialects: { chatvisor: { adminToken } } });
  const admin = createAdmin(strict.url, adminToken);
  const good = { url: 'https://hooks.example/x' };
  const cases: [unknown, string][] = [
    [{}, 'webhooks'], [{ webhooks: [{}] }, 'webhooks[0].url'], [{ webhooks: [good, { url: 'ftp://x.example' }] }, 'webhooks[1].url'],
    [{ webhooks: [{ url: 'http://127.0.0.1:80' }] }, 'webhooks[0].url'], [{ webhooks: [{ url: 'http://[::1]/' }] }, 'webhooks[0].url'],
    [{ webhooks: [{ url: 'http://2130706433/' }] }, 'webhooks[0].url'], [{ webhooks: [{ url: 'http://0x7f.1/' }] }, 'webhooks[0].url'],
    [{ webhooks: [{ url: 'https://a:b@x.example' }] }, 'webhooks[0].url'], [{ webhooks: [{ ...good, types: ['x'] }] }, 'webhooks[0].types'],
    [{ webhooks: [{ ...good, mode: 'xml' }] }, 'webhooks[0].mode'],
    [{ webhooks: [{ ...good, id: 'a' }, { ...good, id: 'a' }] }, 'webhooks'],
  ];
  for (const [body, field] of cases) {
    const { status, body: answer } = await admin.put('/webhooks', body);
    assert.equal(status, 422, JSON.stringify(body));
    assert.ok(answer['error']?.['fields']?.[field], `${field}: ${JSON.stringify(answer)}`);
  }
  assert.deepEqual(listOf((await admin.get('/webhooks')).body['webhooks']), []);
});

describe('requests of somebody else’s choosing stay on the public Internet', () => {
  const inner = [
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.0.1',
    '198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1',
    'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'localhost', '',
  ];
  for (const address of inner) test(`not ${address || 'nothing'}`, () => assert.equal(isAllowedAddress(address, false), false));
  for (const address of ['1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111']) {
    test(address, () => assert.equal(isAllowedAddress(address, false), true));
  }
  test('loopback where tests ask for it, and no more than that', () => {
    assert.equal(isAllowedAddress('127.0.0.1', true), true);
    assert.equal(isAllowedAddress('::1', true), true);
    assert.equal(isAllowedAddress('10.0.0.1', true), false);
    assert.equal(problemOfUrl('http://127.0.0.1:9/', true), undefined);
  });
  test('a name that leads inside is found out when connecting', async () => {
    const receiver = await startReceiver();
    const { port } = new URL(receiver.url);
    const post = (url: string, allowsLoopback: boolean) =>
      postWebhook({ url, body: '{}', headers: {}, timeoutMs: 1000, allowsLoopback, signal: new AbortController().signal });
    await assert.rejects(post(`http://localhost:${port}/`, false), /public Internet/);
    await assert.rejects(post(`http://127.0.0.1:${port}/`, false), /public Internet/);
    assert.deepEqual(receiver.received, []);
    await post(`http://localhost:${port}/`, true);
    assert.equal(receiver.received.length, 1);
  });
});
