import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { until } from '../support/until.js';
import { credentials, openDdp } from './support/ddp-client.js';
import { livechat, openRocketVisitor, succeed } from './support/rocketchat-visitor.js';
import { restartServer, startTestServer } from './support/test-server.js';

const { url, operator } = await startTestServer({ faults: true, site: { config: { maxPerMinute: 1000 } } });

test('calls that come as frames meet faults by their name', async () => {
  const client = await openDdp(url);
  const call = () => client.call('livechat:loginByToken', 'nobody');
  const target = { method: 'SOCKET', path: 'livechat:loginByToken' };
  await operator.faults([{ ...target, do: 'status', status: 500 }, { ...target, do: 'status', status: 429, body: { error: { error: 'too-many-requests', reason: 'x' } } },
    { ...target, do: 'status', status: 200, body: 'as you like' }]);
  assert.equal((await client.call('livechat:setUpConnection', {}))['error']?.['error'], 'invalid-token', 'another method is left alone');
  assert.equal((await call())['error']?.['error'], 500);
  assert.deepEqual((await call())['error'], { error: 'too-many-requests', reason: 'x' });
  assert.equal((await call())['result'], 'as you like');
  await operator.faults([{ ...target, do: 'delay', ms: 50 }, { ...target, do: 'status', status: 503 }]);
  const started = performance.now();
  assert.equal((await call())['error']?.['error'], 503);
  assert.ok(performance.now() - started >= 45);
  await operator.faults({ ...target, do: 'hang' });
  client.send({ msg: 'method', method: target.path, params: [], id: 'hanging' });
  assert.equal((await call())['error'], undefined);
  assert.equal(client.frames.some(({ id }) => String(id) === 'hanging'), false);
  await client.close();
});

test('a dropped call was not handled, one dropped after was', async () => {
  for (const [fault, stored] of [['drop', 0], ['dropAfter', 1]] as const) {
    const client = await openDdp(url);
    const token = `dropped-${fault}`;
    await client.call('livechat:registerGuest', { token });
    await operator.faults({ method: 'SOCKET', path: 'sendMessageLivechat', do: fault });
    client.send({ msg: 'method', method: 'sendMessageLivechat', params: [{ _id: fault, rid: fault, msg: 'x', token }], id: '1' });
    await client.waitForClose();
    const answer = await livechat(url, `GET messages.history/${fault}?token=${token}`);
    assert.equal(answer.status, stored === 1 ? 200 : 400, fault);
  }
});

test('REST calls meet faults by their path, and can be read across origins', async () => {
  const visitor = await openRocketVisitor(url);
  await operator.faults({ method: 'POST', path: '/api/v1/livechat/message', do: 'status', status: 502 });
  const refused = await livechat(url, 'POST message', { ...visitor, msg: 'x', _id: 'kept' });
  assert.deepEqual([refused.status, refused.headers.get('Access-Control-Allow-Origin')], [502, '*']);
  await operator.faults({ method: 'POST', path: '/api/v1/livechat/message', do: 'dropAfter' });
  await assert.rejects(livechat(url, 'POST message', { ...visitor, msg: 'x', _id: 'kept' }));
  assert.equal((await livechat(url, 'POST message', { ...visitor, msg: 'x', _id: 'kept' })).status, 400);
  assert.equal((await succeed(url, `GET message/kept?token=${visitor.token}&rid=${visitor.rid}`))['message']?.['msg'], 'x');
});

test('streams: doubled, backwards, raw, silent, dropped, refused', async () => {
  const visitor = await openRocketVisitor(url);
  const client = await visitor.follow();
  const next = async () => String((await client.event('stream-room-messages', visitor.rid))[0]?.['msg']);
  await operator.faults({ do: 'duplicate', count: 1, visitorId: visitor.id });
  await visitor.say('twice');
  assert.deepEqual([await next(), await next()], ['twice', 'twice']);
  await operator.faults({ do: 'reorder', count: 2, visitorId: visitor.id });
  await visitor.say('first');
  await visitor.say('second');
  assert.deepEqual([await next(), await next()], ['second', 'first']);
  await operator.faults({ do: 'malformed', chunk: '{"msg":"surprise"}' });
  await client.nextOf('surprise');
  await operator.faults({ do: 'unknown' });
  const silentFrom = performance.now();
  await operator.faults({ do: 'silence', ms: 300 });
  client.send({ msg: 'ping', id: 'quiet' });
  await visitor.say('held back');
  await client.next(({ id }) => String(id) === 'quiet');
  assert.ok(performance.now() - silentFrom >= 290, 'pongs are held, too');
  assert.equal(await next(), 'held back');
  await operator.faults({ do: 'dropStreams' });
  await client.waitForClose();
  await operator.faults({ do: 'refuseStreams', ms: 60_000, status: 502 });
  await assert.rejects(openDdp(url), /502/);
  await operator.clearFaults();
  await (await openDdp(url)).close();
});

test('a restart loses sockets and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rocketchat-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const server = await startTestServer({ database: join(folder, 'chat.db') });
  const visitor = await openRocketVisitor(server.url);
  const client = await visitor.follow();
  await visitor.say('before', 'b1');
  await server.operator.say(visitor.rid, 'answer');
  const { result } = await client.call('sendMessageLivechat', { _id: 'b2', rid: 'another name', msg: 'more', token: visitor.token });
  assert.equal(result?.['rid'], 'another name');
  await restartServer(server);
  await client.waitForClose();
  const again = await visitor.follow();
  const history = await visitor.history();
  assert.deepEqual(history.map((each) => String(each['t'] ?? each['msg'])), ['more', 'answer', 'command', 'uj', 'before', 'livechat-started']);
  const read = await succeed(server.url, `GET visitor/${visitor.token}`);
  assert.equal(read['visitor']?.['username'], visitor.username, 'the number stays');
  assert.equal((await again.subscribe('stream-room-messages', 'another name', credentials(visitor.token)))['error'], undefined);
  assert.equal((await livechat(server.url, 'POST message', { ...visitor, msg: 'before', _id: 'b1' })).status, 400, 'ids stay taken');
  await server.operator.say(visitor.rid, 'after');
  await again.event('stream-room-messages', visitor.rid, (each) => String(each['msg']) === 'after');
  await again.event('stream-room-messages', 'another name', (each) => String(each['msg']) === 'after');
  await again.close();
});

test('the server pings; who never answers is cut off, who does stays', async () => {
  const quick = await startTestServer({ heartbeatMs: 200 });
  const [dead, mute, alive] = await Promise.all([openDdp(quick.url, { pongs: false }), openDdp(quick.url, { greet: false }), openDdp(quick.url)]);
  assert.deepEqual(await dead.nextOf('ping'), { msg: 'ping' });
  await Promise.all([dead.waitForClose(), mute.waitForClose()]);
  await alive.settle();
  assert.equal(alive.isClosed(), false);
  await alive.close();
});

test('a reader that stops reading is cut off before it costs too much', async () => {
  const visitor = await openRocketVisitor(url);
  const client = await visitor.follow();
  client.socket.pause();
  const text = 'x'.repeat(10_000);
  const gone = async () => ((await operator.conversation(visitor.rid)).visitor.connected ? undefined : true);
  let sent = 0;
  for (; sent < 3000 && !(await gone()); sent += 100) {
    await Promise.all(Array.from({ length: 100 }, () => operator.say(visitor.rid, text)));
  }
  assert.ok(sent < 3000, 'still connected after 30 MB nobody read');
  client.socket.resume();
  await client.waitForClose();
  const other = await visitor.follow();
  await operator.say(visitor.rid, 'short');
  await other.event('stream-room-messages', visitor.rid, (each) => String(each['msg']) === 'short');
  await other.close();
});

test('a frame beyond a megabyte ends its socket, not the server', async () => {
  const client = await openDdp(url);
  client.send({ msg: 'method', method: 'sendMessageLivechat', params: ['x'.repeat(1024 * 1024)], id: '1' });
  await client.waitForClose();
  await (await openDdp(url)).close();
});

test('nothing stays behind when sockets go', async () => {
  const visitor = await openRocketVisitor(url);
  const clients = await Promise.all(Array.from({ length: 20 }, () => visitor.follow()));
  for (const client of clients) client.socket.terminate();
  await until(async () => !(await operator.conversation(visitor.rid)).visitor.connected);
  const again = await visitor.follow();
  await operator.say(visitor.rid, 'anybody?');
  await again.event('stream-room-messages', visitor.rid, (each) => String(each['msg']) === 'anybody?');
  await again.close();
});

test('whatever an operator’s program logs for a visitor, rooms and histories stay readable', async () => {
  const visitor = await openRocketVisitor(url);
  const client = await visitor.follow();
  for (const type of ['participant', 'conversation', 'queue', 'trigger', 'config', 'message-part']) {
    for (const data of [{}, { id: true, who: null, state: 'ended', op: 'append' }, [], 'x', 7]) {
      await operator.emit(visitor.id, type, data);
    }
  }
  await operator.say(visitor.rid, 'still here');
  await client.event('stream-room-messages', visitor.rid, (each) => String(each['msg']) === 'still here');
  assert.ok((await visitor.history()).some((each) => String(each['msg']) === 'still here'));
  await client.close();
});
