import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEventReader } from './support/event-reader.js';
import { createOperatorClient } from './support/operator-client.js';
import { openVisitor } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

const server = await startTestServer({ heartbeatMs: 50 });
const { url, operator, operatorKey } = server;
const authorization = { Authorization: `Bearer ${operatorKey}` };

test('without the key every operator call is 401', async () => {
  const visitor = await openVisitor(url);
  const id = String((await visitor.say('hi'))['conversationId']);
  const calls = [
    ['GET', '/state'], ['PATCH', '/state'], ['GET', '/config'], ['PATCH', '/config'], ['GET', '/visitors'],
    ['DELETE', `/visitors/${visitor.id}`], ['POST', `/visitors/${visitor.id}/events`], ['GET', '/offline'],
    ['GET', '/outbox'], ['GET', '/conversations'], ['GET', `/conversations/${id}`],
    ['GET', `/conversations/${id}/messages`], ['POST', `/conversations/${id}/messages`],
    ['POST', `/conversations/${id}/close`], ['POST', `/conversations/${id}/uploads`], ['GET', '/events'], ['GET', '/nope'],
  ] as const;
  const keys = ['', 'Bearer', 'Bearer wrong', `Bearer ${operatorKey}x`, `Basic ${operatorKey}`, `Bearer ${visitor.token}`];
  for (const [method, path] of calls) {
    for (const key of keys) {
      const answer = await fetch(`${url}/operator/api${path}`, { method, headers: { Authorization: key } });
      assert.equal(answer.status, 401, `${method} ${path} ${key}`);
      assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'invalid_token');
    }
    const inAddress = await fetch(`${url}/operator/api${path}?key=${operatorKey}`, { method });
    assert.equal(inAddress.status, 401, 'the address carries no permission');
    await inAddress.body?.cancel();
  }
  assert.equal((await visitor.get('/messages')).status, 200, 'nothing happened');
});

test('a given key is the only one that opens', async () => {
  const own = await startTestServer({ operatorKey: 'correct-horse' });
  assert.equal(own.operatorKey, 'correct-horse');
  await own.operator.setName('Edda');
  await assert.rejects(createOperatorClient({ url: own.url, key: operatorKey }).setName('X'), /401/);
});

test('the feed begins with ready and tells everything the console shows', async () => {
  const feed = await openEventReader(`${url}/operator/api/events`, authorization);
  await feed.waitForEvent('ready');
  const visitor = await openVisitor(url, { name: 'Ann' });
  const sent = await visitor.say('hello');
  const id = String(sent['conversationId']);
  const stream = await visitor.stream('0');
  await visitor.post('/offline', { values: { name: 'Ann', email: 'a@b.c', message: 'later' } });
  const said = await operator.say(id, 'hi');
  await operator.edit(said.id, 'hi!');
  await operator.remove(said.id);
  await operator.setName('Edda');
  await visitor.ask('DELETE', '/visitor');
  await feed.waitForEvent('visitor-erased');
  assert.equal((await feed.waitForEvent('visitor')).data['name'], 'Ann');
  const message = (await feed.waitForEvent('message')).data;
  assert.equal(message['message']?.['id'], sent['id']);
  assert.equal((await feed.waitForEvent('conversation')).data['unread'], 1);
  assert.equal((await feed.waitForEvent('presence')).data['connected'], true);
  assert.equal((await feed.waitForEvent('offline')).data['values']?.['message'], 'later');
  assert.equal((await feed.waitForEvent('message-updated')).data['message']?.['text'], 'hi!');
  assert.equal((await feed.waitForEvent('message-deleted')).data['id'], said.id);
  assert.equal((await feed.waitForEvent('state')).data['operator']?.['name'], 'Edda');
  await feed.waitForRaw(': ping');
  await feed.close();
  await stream.close();
});

test('the feed tells when a visitor goes away', async () => {
  const feed = await openEventReader(`${url}/operator/api/events`, authorization);
  const visitor = await openVisitor(url);
  await (await visitor.stream('0')).close();
  const { data } = await feed.waitForEvent('presence', 2);
  assert.deepEqual(data, { visitorId: visitor.id, connected: false });
  await feed.close();
});

test('the list shows the newest words first, with unread counts', async () => {
  const own = await startTestServer();
  const [ann, bob] = [await openVisitor(own.url, { name: 'Ann' }), await openVisitor(own.url, { name: 'Bob' })];
  await ann.say('1');
  await bob.say('2');
  await ann.say('3');
  const [first, second] = await own.operator.conversations();
  assert.deepEqual([first?.visitor.name, first?.unread, first?.lastMessage?.text], ['Ann', 2, '3']);
  assert.deepEqual([second?.visitor.name, second?.unread], ['Bob', 1]);
  await own.operator.read(String(first?.id));
  assert.equal((await own.operator.conversation(String(first?.id))).unread, 0);
});

test('joining is told once, and a reply joins by itself', async () => {
  const visitor = await openVisitor(url);
  const id = String((await visitor.say('hi'))['conversationId']);
  await operator.join(id);
  await operator.join(id);
  await operator.say(id, 'hello');
  const { body } = await visitor.poll('0');
  assert.equal(JSON.stringify(body).split('"joined"').length - 1, 1);
  const bot = await openVisitor(url);
  const other = String((await bot.say('hi'))['conversationId']);
  await operator.say(other, 'I am a bot', { author: { role: 'bot', name: 'Robo' } });
  assert.equal((await operator.conversation(other)).state, 'queued', 'a bot is not somebody who joined');
});

test('cards, quick replies and colleagues are passed on', async () => {
  const visitor = await openVisitor(url);
  const id = String((await visitor.say('hi'))['conversationId']);
  const cards = [{ title: 'Lamp', buttons: [{ id: 'b', title: 'Buy', url: 'https://shop.example' }] }];
  const quickReplies = [{ id: 'y', title: 'Yes', value: 'y' }];
  const said = await operator.say(id, '', { cards, quickReplies, author: { role: 'agent', name: 'Kim' } });
  assert.deepEqual([said.cards, said.quickReplies, said.author], [cards, quickReplies, { role: 'agent', name: 'Kim' }]);
  const history = (await visitor.get('/messages')).body['messages'];
  assert.deepEqual(history?.[1]?.['cards'], cards);
});

test('events of the site reach one visitor', async () => {
  const visitor = await openVisitor(url);
  const stream = await visitor.stream(String(visitor.session['cursor']));
  const rule = { id: 'r', when: { all: [] }, then: { open: true } };
  await operator.emit(visitor.id, 'trigger', rule);
  assert.deepEqual((await stream.waitForEvent('trigger')).data, rule);
  await assert.rejects(operator.emit(visitor.id, 'message', {}), /422/);
  await assert.rejects(operator.emit('v_nope', 'trigger', rule), /404/);
  await stream.close();
});
