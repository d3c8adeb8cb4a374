import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { call, listOf, openVisitor } from './support/rest-visitor.js';
import { restartServer, startTestServer } from './support/test-server.js';

const folder = mkdtempSync(join(tmpdir(), 'chat-events-'));
after(() => rmSync(folder, { recursive: true }));

const server = await startTestServer({ heartbeatMs: 40 });
const { url, operator } = server;

test('a stream replays from the cursor, in order, then goes on live', async () => {
  const visitor = await openVisitor(url);
  const cursor = String(visitor.session['cursor']);
  const { conversationId } = await visitor.say('one');
  await visitor.say('two');
  const stream = await visitor.stream(cursor);
  await stream.waitForEvent('message', 2);
  await operator.say(String(conversationId), 'three');
  await stream.waitForEvent('message', 3);
  assert.deepEqual(stream.texts(), ['one', 'two', 'three']);
  const ids = stream.events.filter(({ id }) => id !== undefined).map(({ id }) => Number(id));
  assert.deepEqual(ids, [...ids].sort((a, b) => a - b), 'cursors only grow');
  assert.equal(new Set(ids).size, ids.length);
  await stream.close();
});

test('the stream has the headers, the retry line and the pings of the contract', async () => {
  const visitor = await openVisitor(url);
  const stream = await visitor.stream(String(visitor.session['cursor']));
  assert.match(stream.response.headers.get('Content-Type') ?? '', /^text\/event-stream/);
  assert.match(stream.response.headers.get('Cache-Control') ?? '', /no-store/);
  assert.equal(stream.response.headers.get('Access-Control-Allow-Origin'), '*');
  await stream.waitForRaw('retry: 2000\n\n');
  await stream.waitForRaw(': ping\n\n: ping\n\n');
  await stream.close();
});

test('from the middle only what is missing comes; Last-Event-ID beats the address', async () => {
  const visitor = await openVisitor(url);
  const cursor = String(visitor.session['cursor']);
  await visitor.say('one');
  const first = await visitor.stream(cursor);
  const { id = '' } = await first.waitForEvent('message');
  await first.close();
  await visitor.say('two');
  for (const stream of [await visitor.stream(id), await visitor.stream(cursor, { 'Last-Event-ID': id })]) {
    await stream.waitForEvent('message');
    assert.deepEqual(stream.texts(), ['two']);
    await stream.close();
  }
});

test('the long poll answers at once, or with the first event, or empty after the wait', async () => {
  const visitor = await openVisitor(url);
  const cursor = String(visitor.session['cursor']);
  const started = performance.now();
  const empty = await visitor.poll(cursor, 0.1);
  assert.ok(performance.now() - started >= 90);
  assert.deepEqual(empty.body, { events: [], cursor });
  const waiting = visitor.poll(cursor, 20);
  setTimeout(() => void visitor.say('here'), 30);
  const { body } = await waiting;
  assert.deepEqual(listOf(body['events']).map(({ type }) => type), ['conversation', 'message']);
  assert.equal(body['cursor'], listOf(body['events'])[1]?.['cursor']);
  const again = await visitor.poll(cursor, 20);
  assert.deepEqual(again.body['events'], body['events'], 'without waiting, since there is something');
  assert.equal((await visitor.ask('GET', `/events?cursor=${cursor}&wait=x`)).status, 422);
});

test('both forms see nothing of other visitors', async () => {
  const [ann, bob] = [await openVisitor(url), await openVisitor(url)];
  const stream = await bob.stream(String(bob.session['cursor']));
  await ann.say('secret');
  await bob.say('own');
  await stream.waitForEvent('message');
  assert.deepEqual(stream.texts(), ['own']);
  await stream.close();
});

test('an unknown, foreign or future cursor is expired on both forms', async () => {
  const visitor = await openVisitor(url);
  for (const cursor of ['-1', 'abc', '99999999', '1e3']) {
    const stream = await visitor.stream(cursor);
    assert.equal(stream.response.status, 410);
    await stream.close();
    const poll = await visitor.poll(cursor);
    assert.equal(poll.status, 410);
    assert.equal(poll.body['error']?.['code'], 'cursor_expired');
  }
});

test('events older than the retention are gone, and their cursors with them', async () => {
  let now = Date.now();
  const short = await startTestServer({ database: join(folder, 'retention.db'), now: () => now, eventRetentionMs: 1000 });
  const visitor = await openVisitor(short.url);
  const cursor = String(visitor.session['cursor']);
  await visitor.say('old');
  now += 5000;
  await restartServer(short);
  const expired = await visitor.poll(cursor);
  assert.equal(expired.status, 410);
  const fresh = await openVisitor(short.url, {}, visitor.token);
  assert.equal((await fresh.poll(String(fresh.session['cursor']))).status, 200);
  assert.equal(listOf((await fresh.get('/messages')).body['messages']).length, 1, 'history stays');
});

test('nothing is lost over a restart: messages, cursors, tokens, key, availability, config', async () => {
  const file = await startTestServer({ database: join(folder, 'restart.db') });
  const visitor = await openVisitor(file.url);
  const stream = await visitor.stream(String(visitor.session['cursor']));
  const { conversationId } = await visitor.say('before');
  const { id = '' } = await stream.waitForEvent('message');
  await file.operator.setAvailability('busy');
  await file.operator.changeConfig({ title: 'Changed' });
  await file.operator.say(String(conversationId), 'missed');
  await restartServer(file);
  await stream.waitForEnd();
  const again = await visitor.stream(id);
  await again.waitForEvent('message');
  assert.deepEqual(again.texts(), ['missed']);
  await file.operator.say(String(conversationId), 'after');
  await again.waitForEvent('message', 2);
  await again.close();
  const resumed = await openVisitor(file.url, {}, visitor.token);
  assert.equal(resumed.session['availability'], 'busy');
  assert.equal(resumed.session['config']?.['title'], 'Changed');
  assert.equal(resumed.session['conversation']?.['id'], conversationId);
});

test('a server in memory keeps its data over a restart, too', async () => {
  const memory = await startTestServer();
  const visitor = await openVisitor(memory.url);
  await visitor.say('kept');
  const { port } = memory;
  await restartServer(memory);
  assert.equal(memory.port, port);
  assert.equal(listOf((await visitor.get('/messages')).body['messages']).length, 1);
});

test('stale typing is not replayed', async () => {
  let now = Date.now();
  const clocked = await startTestServer({ now: () => now });
  const visitor = await openVisitor(clocked.url);
  const { conversationId } = await visitor.say('hi');
  await clocked.operator.typing(String(conversationId), true);
  const types = async () => listOf((await visitor.poll('0')).body['events']).map(({ type }) => type);
  assert.ok((await types()).some((type) => String(type) === 'typing'));
  now += 6001;
  assert.ok(!(await types()).some((type) => String(type) === 'typing'));
});

test('availability and config reach every visitor', async () => {
  const own = await startTestServer();
  const [ann, bob] = [await openVisitor(own.url), await openVisitor(own.url)];
  const streams = await Promise.all([ann, bob].map((each) => each.stream(String(each.session['cursor']))));
  await own.operator.setAvailability('offline');
  await own.operator.changeConfig({ visible: false, features: { rating: false } });
  for (const stream of streams) {
    assert.deepEqual((await stream.waitForEvent('availability')).data, { state: 'offline', agents: [] });
    const { data } = await stream.waitForEvent('config');
    assert.equal(data['visible'], false);
    assert.equal(data['features']?.['rating'], false);
    assert.equal(data['features']?.['typing'], true, 'nested members come in full');
    await stream.close();
  }
  assert.deepEqual((await call(own.url, 'GET', '/config')).body['agents'], []);
});

test('operator events reach the visitor in the words of the contract', async () => {
  const visitor = await openVisitor(url);
  const stream = await visitor.stream(String(visitor.session['cursor']));
  const sent = await visitor.say('hi');
  const id = String(sent['conversationId']);
  const said = await operator.say(id, 'hello', { format: 'markdown' });
  await operator.edit(said.id, 'hello!');
  await operator.remove(said.id);
  await operator.typing(id, true);
  await operator.read(id);
  await operator.leave(id);
  await operator.close(id);
  await stream.waitForEvent('conversation', 4);
  assert.deepEqual(stream.types(), [
    'conversation', 'message', 'participant', 'conversation', 'message', 'message-updated', 'message-deleted',
    'typing', 'receipt', 'participant', 'conversation', 'conversation',
  ]);
  const data = (index: number) => stream.events[index]?.data;
  assert.deepEqual(data(2)?.['change'], 'joined');
  assert.equal(data(2)?.['who']?.['name'], 'Support');
  assert.deepEqual(data(3), { id, state: 'active' });
  assert.equal(data(4)?.['author']?.['role'], 'agent');
  assert.equal(data(4)?.['format'], 'markdown');
  assert.equal(data(5)?.['text'], 'hello!');
  assert.ok(data(5)?.['editedAt']);
  assert.deepEqual(data(6), { id: said.id });
  assert.equal(data(7)?.['on'], true);
  assert.equal(data(7)?.['ttlMs'], 6000);
  assert.deepEqual(data(8), { upTo: String(sent['id']), state: 'read' });
  assert.deepEqual(data(11), { id, state: 'ended', by: 'Support' });
  await stream.close();
  const replay = listOf((await visitor.poll(String(visitor.session['cursor']))).body['events']);
  assert.ok(!JSON.stringify(replay).includes('hello'), 'deleted words are not replayed');
  assert.equal(listOf((await visitor.get('/messages')).body['messages']).length, 1);
});

test('a streamed answer comes in parts, and whole to whoever reconnects', async () => {
  const visitor = await openVisitor(url);
  const { conversationId } = await visitor.say('tell me');
  const stream = await visitor.stream(String((await openVisitor(url, {}, visitor.token)).session['cursor']));
  const answer = await operator.stream(String(conversationId), 'Once');
  await answer.append(' upon');
  const start = (await stream.waitForEvent('message-part')).data;
  assert.equal(start['op'], 'start');
  assert.equal(start['author']?.['role'], 'bot');
  assert.ok(start['createdAt']);
  const append = (await stream.waitForEvent('message-part', 2)).data;
  assert.deepEqual(append, { id: answer.id, op: 'append', text: ' upon', offset: 4 });
  const late = await visitor.stream('0');
  assert.deepEqual((await late.waitForEvent('message-part')).data, { id: answer.id, op: 'replace', text: 'Once upon' });
  assert.equal((await visitor.post(`/messages/${answer.id}/stop`)).status, 204);
  for (const each of [stream, late]) {
    assert.equal((await each.waitForEvent('message-updated')).data['text'], 'Once upon');
    assert.equal(each.events.at(-2)?.data['op'], 'end');
    await each.close();
  }
  assert.equal((await visitor.post(`/messages/${answer.id}/stop`)).status, 404);
});

test('an answer being written follows a visitor who becomes another one, and ends with one who is erased', async () => {
  const trusting = await startTestServer({ site: { trustExternalId: true } });
  const phone = await openVisitor(trusting.url, { externalId: 'c-1' });
  const laptop = await openVisitor(trusting.url);
  const { conversationId } = await laptop.say('tell me');
  const answer = await trusting.operator.stream(String(conversationId), 'Once');
  assert.equal((await laptop.ask('PATCH', '/visitor', { externalId: 'c-1' })).body['visitor']?.['id'], phone.id);
  const stream = await phone.stream(String(phone.session['cursor']));
  await answer.append(' upon');
  await stream.waitForEvent('message-part');
  assert.equal((await phone.post(`/messages/${answer.id}/stop`)).status, 204, 'it is theirs now');
  await stream.close();

  const { conversationId: next } = await phone.say('again');
  const second = await trusting.operator.stream(String(next), 'Twice');
  assert.equal((await phone.ask('DELETE', '/visitor')).status, 204);
  await assert.rejects(second.append(' upon'), /404/);
  assert.deepEqual(trusting.service.context.log.kept(phone.id, ['message-part']), [], 'nothing is kept of somebody erased');
});

test('an answer being written is no longer than any other message', async () => {
  const visitor = await openVisitor(url);
  const { conversationId } = await visitor.say('tell me');
  const answer = await operator.stream(String(conversationId), 'x'.repeat(9000));
  await answer.append('x'.repeat(1000));
  await assert.rejects(answer.append('x'), /422/);
  await answer.end();
});

test('however much was missed, all of it comes', async () => {
  const visitor = await openVisitor(url);
  const cursor = String(visitor.session['cursor']);
  const { log, work } = server.service.context;
  const count = 12_000;
  work.run(() => {
    for (let n = 0; n < count; n++) log.append(visitor.id, 'queue', { position: n });
  });
  const stream = await visitor.stream(cursor);
  assert.deepEqual((await stream.waitForEvent('queue', count)).data, { position: count - 1 });
  await stream.close();
});

test('a listener that breaks keeps no other from hearing', () => {
  const { log, work, feed } = server.service.context;
  const heard: string[] = [];
  const stops = [
    log.subscribe('v_y', { event: () => assert.fail('broken'), closed: () => undefined }),
    log.subscribe('v_y', { event: ({ type }) => heard.push(type), closed: () => undefined }),
    feed.subscribe(({ type }) => heard.push(`feed ${type}`)),
  ];
  assert.throws(() =>
    work.run(() => {
      log.append('v_y', 'message', {});
      feed.publish('state', {});
    }), /broken/);
  assert.deepEqual(heard, ['message', 'feed state']);
  for (const stop of stops) stop();
});

test('nothing is told of what was rolled back', () => {
  const { log, work } = server.service.context;
  const heard: string[] = [];
  const stop = log.subscribe('v_x', { event: ({ type }) => heard.push(type), closed: () => undefined });
  assert.throws(() =>
    work.run(() => {
      log.append('v_x', 'message', {});
      throw new Error('no');
    }),
  );
  assert.deepEqual(heard, []);
  assert.deepEqual(log.since('v_x', '0').filter(({ type }) => type === 'message'), []);
  work.run(() => {
    log.append('v_x', 'message', {});
    assert.deepEqual(heard, [], 'not before the commit');
  });
  assert.deepEqual(heard, ['message']);
  stop();
});
