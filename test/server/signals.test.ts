import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openVisitor } from './support/rest-visitor.js';
import { openEventReader } from './support/event-reader.js';
import { startTestServer } from './support/test-server.js';

const departments = [{ id: 'sales', name: 'Sales' }, { id: 'help', name: 'Help' }];
const server = await startTestServer({ site: { config: { departments } } });
const { url, operator, operatorKey } = server;

const openFeed = () => openEventReader(`${url}/operator/api/events`, { Authorization: `Bearer ${operatorKey}` });

test('POST /typing reaches operators, with its time to live', async () => {
  const visitor = await openVisitor(url);
  const feed = await openFeed();
  assert.equal((await visitor.post('/typing', { on: true })).status, 204, 'accepted before there is a conversation');
  const { conversationId } = await visitor.say('hi');
  assert.equal((await visitor.post('/typing', { on: true })).status, 204);
  const { data } = await feed.waitForEvent('typing');
  assert.deepEqual(data, { conversationId, visitorId: visitor.id, on: true, ttlMs: 6000 });
  for (const body of [{}, { on: 'yes' }, { on: 1 }]) assert.equal((await visitor.post('/typing', body)).status, 422);
  await feed.close();
});

test('POST /read moves the mark forward only', async () => {
  const visitor = await openVisitor(url);
  const id = String((await visitor.say('hi'))['conversationId']);
  const first = await operator.say(id, 'one');
  const second = await operator.say(id, 'two');
  const feed = await openFeed();
  assert.equal((await visitor.post('/read', { upTo: second.id })).status, 204);
  assert.equal((await visitor.post('/read', { upTo: first.id })).status, 204);
  assert.equal((await operator.conversation(id)).readTo, second.id);
  assert.deepEqual((await feed.waitForEvent('receipt')).data, {
    conversationId: id, visitorId: visitor.id, upTo: second.id, state: 'read',
  });
  assert.equal(feed.types().filter((type) => type === 'receipt').length, 1);
  assert.equal((await visitor.post('/read', {})).status, 422);
  await feed.close();
});

test('messages count as delivered once they are on the wire', async () => {
  const visitor = await openVisitor(url);
  const id = String((await visitor.say('hi'))['conversationId']);
  const said = await operator.say(id, 'one');
  assert.equal((await operator.conversation(id)).deliveredTo, null);
  const stream = await visitor.stream(String(visitor.session['cursor']));
  await stream.waitForEvent('message', 2);
  assert.equal((await operator.conversation(id)).deliveredTo, said.id);
  assert.equal((await operator.conversation(id)).readTo, null);
  await stream.close();
});

test('the visitor hears "delivered" while a console is open, and "read" when it was read', async () => {
  const visitor = await openVisitor(url);
  const stream = await visitor.stream(String(visitor.session['cursor']));
  await visitor.say('nobody here');
  const feed = await openFeed();
  await feed.waitForEvent('ready');
  const sent = await visitor.say('somebody here');
  assert.deepEqual((await stream.waitForEvent('receipt')).data, { upTo: sent['id'], state: 'delivered' });
  await operator.read(String(sent['conversationId']));
  assert.deepEqual((await stream.waitForEvent('receipt', 2)).data, { upTo: sent['id'], state: 'read' });
  assert.equal((await operator.conversation(String(sent['conversationId']))).unread, 0);
  await feed.close();
  await stream.close();
});

test('POST /page shows the operator where the visitor is', async () => {
  const visitor = await openVisitor(url);
  await visitor.say('hi');
  const page = { url: 'https://shop.example/lamp', title: 'Lamp', referrer: 'https://shop.example/' };
  assert.equal((await visitor.post('/page', page)).status, 204);
  const [conversation] = await operator.conversations(visitor.id);
  assert.deepEqual(conversation?.visitor.page, page);
  assert.equal((await visitor.post('/page', { url: 1 })).status, 422);
});

test('POST /department before and during a conversation', async () => {
  const visitor = await openVisitor(url);
  const before = await visitor.post('/department', { id: 'sales' });
  assert.equal(before.status, 200);
  assert.equal(before.body['conversation'], null);
  const opened = await visitor.post('/messages', { localId: 'a', text: 'hi' });
  assert.equal(opened.body['conversation']?.['department'], 'sales');
  const moved = await visitor.post('/department', { id: 'help' });
  assert.equal(moved.body['conversation']?.['department'], 'help');
  const unknown = await visitor.post('/department', { id: 'nope' });
  assert.deepEqual([unknown.status, unknown.body['error']?.['code']], [404, 'not_found']);
  assert.equal((await visitor.post('/department', {})).status, 422);
});

test('POST /end ends once, tells both sides, and is not found without a conversation', async () => {
  const visitor = await openVisitor(url);
  const none = await visitor.post('/end');
  assert.deepEqual([none.status, none.body['error']?.['code']], [404, 'not_found']);
  const { conversationId } = await visitor.say('hi');
  const stream = await visitor.stream(String(visitor.session['cursor']));
  assert.equal((await visitor.post('/end', {})).body['conversation']?.['state'], 'ended');
  assert.equal((await visitor.post('/end', {})).status, 200);
  const { data } = await stream.waitForEvent('conversation', 2);
  assert.deepEqual(data, { id: conversationId, state: 'ended' }, 'nobody reads of themselves by name');
  assert.equal((await operator.conversation(String(conversationId))).endedBy, 'visitor');
  await assert.rejects(operator.say(String(conversationId), 'too late'), /409.*conversation_ended/);
  await stream.close();
});

test('while operators are busy the waiting visitors hear their place', async () => {
  const own = await startTestServer();
  await own.operator.setAvailability('busy');
  const [ann, bob] = [await openVisitor(own.url), await openVisitor(own.url)];
  const streams = await Promise.all([ann, bob].map((each) => each.stream(String(each.session['cursor']))));
  const first = await ann.say('me first');
  await bob.say('me second');
  assert.deepEqual((await streams[0]?.waitForEvent('queue'))?.data, { position: 1 });
  assert.deepEqual((await streams[1]?.waitForEvent('queue'))?.data, { position: 2 });
  await own.operator.join(String(first['conversationId']));
  assert.deepEqual((await streams[1]?.waitForEvent('queue', 2))?.data, { position: 1 });
  assert.equal(streams[0]?.types().filter((type) => type === 'queue').length, 1);
  await Promise.all(streams.map((stream) => stream.close()));
});

test('signals a site switched off are "not offered": bare 501', async () => {
  const features = { typing: false, receipts: false, end: false, rating: false, transcript: false };
  const bare = await startTestServer({ site: { config: { features } } });
  const visitor = await openVisitor(bare.url);
  const sent = await visitor.say('hi');
  for (const [path, body] of [
    ['/typing', { on: true }], ['/read', { upTo: sent['id'] }], ['/end', {}], ['/rating', { score: 3 }],
    ['/transcript', { kind: 'text' }],
  ] as const) {
    const { status, text } = await visitor.post(path, body);
    assert.deepEqual([path, status, text], [path, 501, '']);
  }
  await bare.operator.read(String(sent['conversationId']));
  const { body } = await visitor.poll('0');
  assert.ok(!JSON.stringify(body).includes('"receipt"'));
});
