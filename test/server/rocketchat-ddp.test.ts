import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { until } from '../support/until.js';
import { credentials, openDdp } from './support/ddp-client.js';
import { png } from './support/sample-images.js';
import { livechat, openRocketVisitor, succeed } from './support/rocketchat-visitor.js';
import { startTestServer } from './support/test-server.js';

const departments = [{ id: 'help', name: 'Help' }];
const { url, operator, operatorKey } = await startTestServer({ site: { config: { maxPerMinute: 1000, departments } } });

test('the handshake: a greeting without msg, connected, pings answered with their id', async () => {
  const client = await openDdp(url, { greet: false });
  await client.next((frame) => String(frame['server_id']) === '0' && frame['msg'] === undefined);
  client.send({ msg: 'connect', version: '1', support: ['1', 'pre2', 'pre1'] });
  assert.match(String((await client.nextOf('connected'))['session']), /./);
  client.send({ msg: 'ping' });
  assert.deepEqual(await client.nextOf('pong'), { msg: 'pong' });
  client.send({ msg: 'ping', id: '7' });
  assert.deepEqual(await client.nextOf('pong'), { msg: 'pong', id: '7' });
  await client.close();
});

test('a version nobody speaks is refused, and the socket closes', async () => {
  const client = await openDdp(url, { greet: false });
  client.send({ msg: 'connect', version: '7', support: ['7'] });
  assert.deepEqual(await client.nextOf('failed'), { msg: 'failed', version: '1' });
  await client.waitForClose();
});

test('garbage is answered and harms nothing', async () => {
  const client = await openDdp(url, { greet: false });
  const method = { msg: 'method', method: 'stream-notify-room', params: [], id: '1' };
  client.send(method);
  assert.deepEqual(await client.nextOf('error'), { msg: 'error', reason: 'Bad request', offendingMessage: method }, 'connect comes first');
  client.send({ msg: 'connect', version: '1', support: ['1'] });
  await client.nextOf('connected');
  const garbage = ['{', 'null', '[]', '7', '{}', '{"msg":7}', '{"msg":"dance"}', '{"msg":"connect","version":"1"}', '{"msg":"method","id":7,"method":"x"}',
    '{"msg":"method","id":"1"}', '{"msg":"method","id":"1","method":"x","params":{}}', '{"msg":"sub","id":"1"}', '{"msg":"unsub"}'];
  for (const text of garbage) {
    client.send(text);
    assert.equal(String((await client.nextOf('error'))['reason']), 'Bad request', text);
  }
  client.socket.send(new Uint8Array([1, 2, 3]));
  await client.nextOf('error');
  await client.settle();
  await client.close();
});

test('an unknown method is an ordinary 404 result', async () => {
  const client = await openDdp(url);
  for (const name of ['livechat:getNothing', '__proto__', 'toString', 'constructor']) {
    assert.deepEqual((await client.call(name))['error'], {
      isClientSafe: true, error: 404, reason: `Method '${name}' not found`, message: `Method '${name}' not found [404]`, errorType: 'Meteor.Error',
    });
  }
  await client.close();
});

test('messages: own, the operator\'s, files, edits and deletions come under the literal id', async () => {
  const visitor = await openRocketVisitor(url);
  const client = await visitor.follow();
  await visitor.say('hello', 'own-1');
  const frame = await client.next((each) => String(each['msg']) === 'changed');
  assert.equal(String(frame['collection']), 'stream-room-messages');
  assert.equal(String(frame['id']), 'id');
  assert.equal(String(frame['fields']?.['eventName']), visitor.rid);
  const own = frame['fields']?.['args']?.[0];
  assert.equal(String(own?.['_id']), 'own-1');
  assert.equal(String(own?.['u']?.['_id']), visitor.id);
  assert.equal(typeof own?.['ts']?.['$date'], 'number');
  const said = await operator.say(visitor.rid, 'hi');
  const messages = (fits: (id: string) => boolean) => client.event('stream-room-messages', visitor.rid, (each) => fits(String(each['_id'])));
  const [answer] = [(await messages((id) => id === said.id))[0]];
  assert.deepEqual([answer?.['msg'], answer?.['rid'], answer?.['editedAt']], ['hi', visitor.rid, undefined]);
  assert.deepEqual(answer?.['u'], { _id: 'operator', username: 'operator', name: 'Support' });
  await operator.edit(said.id, 'hi there');
  const edited = (await messages((id) => id === said.id))[0];
  assert.equal(String(edited?.['msg']), 'hi there');
  assert.equal(typeof edited?.['editedAt']?.['$date'], 'number');
  assert.deepEqual(edited?.['editedBy'], { _id: 'operator', username: 'operator' });
  const picture = await operator.sayImage(visitor.rid, new Blob([new Uint8Array(png(40, 30))]), 'look', 'a b.png');
  const file = (await messages((id) => id === picture.id))[0];
  assert.equal(String(file?.['msg']), 'look');
  assert.match(String(file?.['attachments']?.[0]?.['image_url']), /^\/file-upload\/[^/]+\/a%20b\.png$/);
  assert.deepEqual(file?.['attachments']?.[0]?.['image_dimensions'], { width: 40, height: 30 });
  await operator.remove(said.id);
  assert.deepEqual((await client.event('stream-notify-room', `${visitor.rid}/deleteMessage`))[0], { _id: said.id });
  await livechat(url, 'DELETE message/own-1', { token: visitor.token, rid: visitor.rid });
  assert.deepEqual((await client.event('stream-notify-room', `${visitor.rid}/deleteMessage`))[0], { _id: 'own-1' }, 'by the visitor\'s own id');
  await client.close();
});

test('what is pushed is delivered, what the operator reads is told', async () => {
  const visitor = await openRocketVisitor(url);
  const feed = await watchFeed();
  const client = await visitor.follow();
  assert.equal((await operator.conversation(visitor.rid)).visitor.connected, true);
  const own = await visitor.say('read me');
  const said = await operator.say(visitor.rid, 'hi');
  await until(async () => (await operator.conversation(visitor.rid)).deliveredTo === said.id);
  await operator.read(visitor.rid);
  const [read] = [(await client.event('stream-notify-room', `${visitor.rid}/messagesRead`))[0]];
  assert.ok(Number(read?.['until']?.['$date']) >= Date.parse(String(own['ts'])));
  await client.close();
  const presence = () => feed.of('presence').filter(({ visitorId }) => visitorId === visitor.id).map(({ connected }) => connected);
  await until(() => presence().length >= 2);
  assert.deepEqual(presence(), [true, false], 'consoles see the visitor come and go');
  assert.equal((await operator.conversation(visitor.rid)).visitor.connected, false);
  feed.stop();
});

test('the course of a room: agent, status, queue, transfer, close', async () => {
  const visitor = await openRocketVisitor(url);
  const { rid, token } = visitor;
  const client = await visitor.follow();
  const news = (type: string) => client.event('stream-livechat-room', rid, (each) => String(each['type']) === type);
  const line = (t: string) => client.event('stream-room-messages', rid, (each) => String(each['t']) === t);
  await operator.setAvailability('busy');
  const { data: queue } = (await news('queueData'))[0] ?? {};
  assert.ok(Number(queue?.['spot']) >= 1);
  assert.equal(typeof queue?.['message']?.['text'], 'string');
  const { config } = await succeed(url, `GET config?token=${token}`);
  assert.equal(config?.['queueInfo']?.['spot'], queue?.['spot']);
  await operator.join(rid);
  assert.equal(String((await line('uj'))[0]?.['u']?.['username']), 'operator');
  assert.equal(String((await line('command'))[0]?.['msg']), 'connected');
  assert.deepEqual((await news('agentData'))[0], { type: 'agentData', data: { _id: 'operator', username: 'operator', name: 'Support', status: 'busy' } });
  assert.deepEqual((await news('queueData'))[0], { type: 'queueData' }, 'served: no line any more');
  await operator.setAvailability('online');
  assert.deepEqual((await news('agentStatus'))[0], { type: 'agentStatus', status: 'online' });
  await operator.leave(rid);
  await line('ul');
  assert.equal(String((await line('livechat_transfer_history'))[0]?.['transferData']?.['scope']), 'queue');
  assert.deepEqual((await news('agentData'))[0], { type: 'agentData' });
  await succeed(url, 'POST visitor/department.transfer', { rid, token, department: 'help' });
  const moved = (await line('livechat_transfer_history'))[0];
  assert.deepEqual(moved?.['transferData']?.['nextDepartment'], { _id: 'help', name: 'Help' });
  await operator.close(rid);
  const closed = (await line('livechat-close'))[0];
  const inHistory = (await visitor.history()).find((each) => String(each['t']) === 'livechat-close');
  assert.equal(closed?.['_id'], inHistory?.['_id'], 'live and history agree');
  assert.equal(Number(closed?.['ts']?.['$date']), Date.parse(String(inHistory?.['ts'])));
  await client.close();
});

test('typing in both directions, with the visitor\'s own name and token only', async () => {
  const visitor = await openRocketVisitor(url);
  const foreign = await openRocketVisitor(url);
  const { rid, token, username } = visitor;
  const client = await visitor.follow();
  await operator.typing(rid, true);
  assert.deepEqual(await client.event('stream-notify-room', `${rid}/user-activity`), ['operator', ['user-typing']]);
  assert.deepEqual(await client.event('stream-notify-room', `${rid}/typing`), ['operator', true]);
  await operator.typing(rid, false);
  assert.deepEqual(await client.event('stream-notify-room', `${rid}/user-activity`), ['operator', []]);

  const feed = await watchFeed();
  const signals = () => feed.of('typing').map(({ conversationId, on }) => [conversationId, on]);
  const refused = [
    [`${rid}/user-activity`, username, ['user-typing'], { token: foreign.token }],
    [`${rid}/user-activity`, 'Eva', ['user-typing'], { token }],
    [`${foreign.rid}/user-activity`, username, ['user-typing'], { token }],
    [`${rid}/user-activity`, username, ['user-typing']],
    [`${rid}/dancing`, username, true, { token }],
    [],
  ];
  for (const params of refused) {
    const result = await client.call('stream-notify-room', ...params);
    assert.deepEqual([result['error'], result['result']], [undefined, undefined], 'refused in silence');
  }
  await client.call('stream-notify-room', `${rid}/user-activity`, username, ['user-typing'], { token });
  await client.call('stream-notify-room', `${rid}/user-activity`, username, [], { token });
  await client.call('stream-notify-room', `${rid}/typing`, username, true, { token });
  await until(() => signals().length >= 3);
  assert.deepEqual(signals(), [[rid, true], [rid, false], [rid, true]]);
  feed.stop();
  await client.close();
});

test('a streamed answer is one message, edited until it is whole', async () => {
  const visitor = await openRocketVisitor(url);
  const client = await visitor.follow();
  const answer = await operator.stream(visitor.rid, 'One');
  await answer.append(', two');
  const history = await visitor.history();
  assert.equal(String(history[0]?.['msg']), 'One, two', 'a reload in between shows all of it');
  await answer.append(', three');
  await answer.end();
  const words: [string, boolean][] = [];
  for (let index = 0; index < 4; index++) {
    const [message] = [(await client.event('stream-room-messages', visitor.rid, (each) => String(each['_id']) === answer.id))[0]];
    words.push([String(message?.['msg']), message?.['editedAt'] !== undefined]);
    assert.ok(message?.['bot'], 'a bot wrote it');
  }
  assert.deepEqual(words, [['One', false], ['One, two', true], ['One, two, three', true], ['One, two, three', false]]);
  await client.close();
});

test('subscriptions: refused without the right token, room or name', async () => {
  const visitor = await openRocketVisitor(url);
  const foreign = await openRocketVisitor(url);
  const { rid, token } = visitor;
  const client = await openDdp(url);
  const only = (member: string) => ({ useCollection: false, args: [{ [member]: token }] });
  const table: [string, unknown, unknown, string | number][] = [
    ['stream-room-messages', rid, credentials('nobody'), 'not-allowed'],
    ['stream-room-messages', rid, credentials(foreign.token), 'not-allowed'],
    ['stream-room-messages', 'nowhere', credentials(token), 'not-allowed'],
    ['stream-room-messages', rid, only('token'), 'not-allowed'],
    ['stream-room-messages', rid, { useCollection: false, args: [{}] }, 'not-allowed'],
    ['stream-room-messages', rid, { args: 'x' }, 'not-allowed'],
    ['stream-room-messages', rid, undefined, 'not-allowed'],
    ['stream-livechat-room', rid, only('token'), 'not-allowed'],
    ['stream-notify-room', `${rid}/typing`, only('visitorToken'), 'not-allowed'],
    ['stream-notify-room', `${foreign.rid}/typing`, credentials(token), 'not-allowed'],
    ['stream-notify-room', `${rid}/dancing`, credentials(token), 'invalid-event-name'],
    ['stream-notify-room', rid, credentials(token), 'invalid-event-name'],
    ['stream-room-messages', '', credentials(token), 'invalid-event-name'],
    ['stream-room-messages', 7, credentials(token), 'invalid-event-name'],
    ['stream-nothing', rid, credentials(token), 404],
    ['__proto__', rid, credentials(token), 404],
  ];
  for (const [name, eventName, options, error] of table) {
    const answer = await client.subscribe(name, eventName, options);
    assert.deepEqual([answer['msg'], answer['error']?.['error']], ['nosub', error], `${name} ${String(eventName)}`);
  }
  assert.equal(String((await client.subscribe('stream-room-messages', rid, only('visitorToken')))['msg']), 'ready');
  assert.equal(String((await client.subscribe('stream-notify-room', `${rid}/typing`, only('token')))['msg']), 'ready');
  await visitor.say('still flows');
  await client.event('stream-room-messages', rid, (each) => String(each['msg']) === 'still flows');
  await client.close();
});

test('unsub stops the frames; useCollection brings an added frame', async () => {
  const visitor = await openRocketVisitor(url);
  const client = await openDdp(url);
  client.send({ msg: 'sub', id: 's1', name: 'stream-room-messages', params: [visitor.rid, { ...credentials(visitor.token), useCollection: true }] });
  assert.deepEqual(await client.nextOf('added'), { msg: 'added', collection: 'stream-room-messages', id: 'id', fields: { eventName: visitor.rid } });
  assert.deepEqual(await client.nextOf('ready'), { msg: 'ready', subs: ['s1'] });
  client.send({ msg: 'unsub', id: 's1' });
  assert.deepEqual(await client.nextOf('nosub'), { msg: 'nosub', id: 's1' });
  assert.equal((await operator.conversation(visitor.rid)).visitor.connected, false);
  await visitor.say('unheard');
  await client.settle();
  assert.deepEqual(client.frames.filter(({ msg }) => String(msg) === 'changed'), []);
  await client.close();
});

test('two subscriptions to one event get its frame once, and it lasts until the second is gone', async () => {
  const visitor = await openRocketVisitor(url);
  const client = await openDdp(url);
  const sub = (id: string) => ({ msg: 'sub', id, name: 'stream-room-messages', params: [visitor.rid, credentials(visitor.token)] });
  for (const id of ['one', 'two']) {
    client.send(sub(id));
    await client.nextOf('ready');
  }
  const frames = async (text: string) => {
    await visitor.say(text);
    await client.settle();
    return client.frames.splice(0).filter(({ msg }) => String(msg) === 'changed').length;
  };
  assert.equal(await frames('a'), 1);
  client.send({ msg: 'unsub', id: 'one' });
  assert.equal(await frames('b'), 1);
  client.send({ msg: 'unsub', id: 'two' });
  assert.equal(await frames('c'), 0);
  await client.close();
});

test('an erased visitor loses the subscriptions, not the socket', async () => {
  const visitor = await openRocketVisitor(url);
  const client = await visitor.follow();
  await operator.eraseVisitor(visitor.id);
  for (let index = 0; index < 6; index++) assert.equal((await client.nextOf('nosub'))['error'], undefined);
  await client.settle();
  await client.close();
});

test('other paths take no WebSocket', async () => {
  for (const path of ['/rocketchat', '/rocketchat/sockjs', '/rocketchat/websocket/x']) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`);
    await assert.rejects(new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject)), /404/);
  }
});

/** What an operator's console hears, from now on. */
async function watchFeed() {
  const events: { type: string; data: Record<string, unknown> }[] = [];
  const controller = new AbortController();
  const response = await fetch(`${url}/operator/api/events`, { headers: { Authorization: `Bearer ${operatorKey}` }, signal: controller.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const pump = async (): Promise<void> => {
    let text = '';
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      text += next.value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, type = '', data = '{}'] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
        events.push({ type, data: JSON.parse(data) as Record<string, unknown> });
      }
    }
  };
  // The end of the test ends the reading with an error.
  void pump().catch(() => undefined);
  return { of: (type: string) => events.filter((each) => each.type === type).map(({ data }) => data), stop: () => controller.abort() };
}
