import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Socket } from 'phoenix';
import { WebSocket } from 'ws';
import { until } from '../support/until.js';
import { openCustomer, type PancakeCustomer } from './support/pancake-customer.js';
import { type FrameLine, openLine } from './support/phoenix-endpoint.js';
import type { Json } from './support/rest-visitor.js';
import { png } from './support/sample-images.js';
import { restartServer, startTestServer, type TestServer } from './support/test-server.js';

const server = await startTestServer({ faults: true });
const { operator, url } = server;

const addressOf = (base: string, query = '?pke_chat_plugin_page_id=web_demo&vsn=2.0.0'): string =>
  `${base.replace(/^http/, 'ws')}/pancake/socket/websocket${query}`;

const change = (options: Record<string, unknown>) =>
  fetch(`${url}/faults/dialects/pancake`, { method: 'PATCH', body: JSON.stringify(options) });

/** A customer on the socket. */
async function follow(on: TestServer = server): Promise<{ customer: PancakeCustomer; line: FrameLine; topic: string; conversation: string }> {
  const customer = await openCustomer(on, 'hello');
  const line = await openLine(addressOf(on.url));
  const topic = `conversation:${customer.conversationId}`;
  line.send(JSON.stringify(['1', '1', topic, 'phx_join', { from_id: customer.fromId }]));
  assert.deepEqual(await line.nextJson(), ['1', '1', topic, 'phx_reply', { response: {}, status: 'ok' }]);
  const { id } = await on.operator.waitForConversation(customer.visitorId);
  return { customer, line, topic, conversation: id };
}

/** The row of the next message frame. */
async function nextRow(line: FrameLine): Promise<Json> {
  return ((await line.nextJson())[4] as Json)['message'] as Json;
}

async function refusedWith(address: string): Promise<number | undefined> {
  const socket = new WebSocket(address);
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode);
    });
    socket.once('open', () => (socket.terminate(), resolve(undefined)));
  });
}

test('messages of both sides, edits and removals reach the topic as the history has them', async () => {
  const { customer, line, topic, conversation } = await follow();
  const said = await operator.say(conversation, 'Chào');
  const frame = await line.nextJson();
  const [newest] = await customer.history();
  assert.deepEqual(frame, [null, null, topic, 'new_message', { page_id: 'web_demo', conversation_id: customer.conversationId, message: newest }]);
  const own = await customer.say('mine');
  const echo = await nextRow(line);
  assert.equal(echo['id'], own.body['id']);
  assert.equal(echo['from']?.['id'], customer.fromId);
  await operator.edit(said.id, 'Chào!');
  const edited = await nextRow(line);
  assert.deepEqual([edited['id'], edited['message'], edited['is_removed']], [newest?.['id'], 'Chào!', false]);
  await operator.remove(said.id);
  const removed = await nextRow(line);
  assert.deepEqual([removed['id'], removed['message'], removed['is_removed']], [newest?.['id'], '', true]);
  await line.close();
});

test('addresses of files work from anywhere, on the socket too', async () => {
  const { line, conversation } = await follow();
  const picture = new Blob([new Uint8Array(png())]);
  await operator.sayImage(conversation, picture);
  const row = await nextRow(line);
  assert.equal((await fetch(String(row['attachments']?.[0]?.['url']))).status, 200);
  await line.close();
});

test('what is pushed counts as delivered, and the operator sees who is there', async () => {
  const { customer, line, conversation } = await follow();
  const isConnected = async () => (await operator.conversation(conversation)).visitor.connected;
  assert.equal(await isConnected(), true);
  const said = await operator.say(conversation, 'there?');
  await nextRow(line);
  assert.equal((await operator.conversation(conversation)).deliveredTo, said.id);
  line.send(JSON.stringify(['1', '2', `conversation:${customer.conversationId}`, 'phx_leave', {}]));
  await until(async () => !(await isConnected()));
  await line.close();
});

test('only who knows the from_id joins', async () => {
  const [ann, bob] = [await openCustomer(server, 'ann'), await openCustomer(server, 'bob')];
  const line = await openLine(addressOf(url));
  const topic = `conversation:${ann.conversationId}`;
  for (const payload of [{}, { from_id: bob.fromId }, { from_id: 7 }, { from_id: 'web_' }, null, 'x', []]) {
    line.send(JSON.stringify(['1', '1', topic, 'phx_join', payload]));
    assert.deepEqual((await line.nextJson())[4], { response: { reason: 'denied' }, status: 'error' });
  }
  line.send('["2","2","pages:web_demo","phx_join",{}]');
  assert.deepEqual(await line.nextJson(), [null, '2', 'pages:web_demo', 'phx_reply', { response: { reason: 'unmatched topic' }, status: 'error' }]);
  await line.close();
});

test('nobody hears of other customers', async () => {
  const [ann, bob] = [await follow(), await follow()];
  await operator.say(ann.conversation, 'for ann');
  await operator.say(bob.conversation, 'for bob');
  assert.equal((await nextRow(bob.line))['message'], 'for bob');
  assert.equal((await nextRow(ann.line))['message'], 'for ann');
  await Promise.all([ann.line.close(), bob.line.close()]);
});

test('a push crashes the channel: visitors have nothing to say here', async () => {
  const { line, topic, customer, conversation } = await follow();
  line.send(JSON.stringify(['1', '2', topic, 'typing', {}]));
  assert.deepEqual(await line.nextJson(), ['1', '1', topic, 'phx_error', {}]);
  await operator.say(conversation, 'nobody listens');
  line.send(JSON.stringify(['3', '3', topic, 'phx_join', { from_id: customer.fromId }]));
  assert.equal((await line.nextJson())[3], 'phx_reply');
  await line.close();
});

test('the channel of an erased customer is closed', async () => {
  const { line, topic, customer } = await follow();
  await operator.eraseVisitor(customer.visitorId);
  assert.deepEqual(await line.nextJson(), ['1', '1', topic, 'phx_close', {}]);
  await line.close();
});

test('unknown pages and versions are refused, other paths unknown, and no socket is asked by GET', async () => {
  assert.equal(await refusedWith(addressOf(url, '?pke_chat_plugin_page_id=web_none&vsn=2.0.0')), 403);
  assert.equal(await refusedWith(addressOf(url, '?vsn=2.0.0')), 403);
  assert.equal(await refusedWith(addressOf(url, '?pke_chat_plugin_page_id=web_demo&vsn=3.0.0')), 403);
  assert.equal(await refusedWith(addressOf(url).replace('/socket/', '/other/')), 404);
  assert.equal((await fetch(addressOf(url).replace(/^ws/, 'http'))).status, 400);
});

test('without vsn the frames are objects', async () => {
  const customer = await openCustomer(server, 'old');
  const line = await openLine(addressOf(url, '?pke_chat_plugin_page_id=web_demo'));
  const topic = `conversation:${customer.conversationId}`;
  line.send(JSON.stringify({ topic, event: 'phx_join', payload: { from_id: customer.fromId }, ref: '1' }));
  assert.equal(await line.next(), JSON.stringify({ event: 'phx_reply', payload: { response: {}, status: 'ok' }, ref: '1', topic }));
  await customer.say('more');
  assert.match(await line.next(), /^\{"event":"new_message","payload":\{"page_id":"web_demo",.*"ref":null,"topic":"conversation:web_demo_web_/);
  await line.close();
});

test('option push: refused, or silent', async () => {
  await change({ push: false });
  assert.equal(await refusedWith(addressOf(url)), 403);
  await change({ push: 'silent' });
  const { line, conversation } = await follow();
  await operator.say(conversation, 'unheard');
  await change({ push: true });
  await operator.say(conversation, 'heard');
  assert.equal((await nextRow(line))['message'], 'heard');
  await line.close();
});

test('options topic and event', async () => {
  const own = await startTestServer({ dialects: { pancake: { topic: 'visitor.(<page_id>):<from_id>', event: 'pages:update_messages' } } });
  const customer = await openCustomer(own, 'hi');
  const line = await openLine(addressOf(own.url));
  const topic = `visitor.(web_demo):${customer.fromId}`;
  line.send(JSON.stringify(['1', '1', topic, 'phx_join', { from_id: customer.fromId }]));
  assert.equal((await line.nextJson())[3], 'phx_reply');
  await customer.say('more');
  assert.deepEqual((await line.nextJson()).slice(0, 4), [null, null, topic, 'pages:update_messages']);
  line.send(JSON.stringify(['1', '1', `conversation:${customer.conversationId}`, 'phx_join', { from_id: customer.fromId }]));
  assert.match(await line.next(), /unmatched topic/);
  await line.close();
});

test('the official client hears a message, also after a restart of the server', async () => {
  const own = await startTestServer();
  const customer = await openCustomer(own, 'hi');
  const socket = new Socket(addressOf(own.url, '').replace(/\/websocket$/, ''), {
    transport: WebSocket as never,
    params: { pke_chat_plugin_page_id: 'web_demo' },
    reconnectAfterMs: () => 20,
    rejoinAfterMs: () => 20,
  });
  const channel = socket.channel(`conversation:${customer.conversationId}`, { from_id: customer.fromId });
  const heard: string[] = [];
  let joins = 0;
  channel.on('new_message', ({ message }: { message: { message: string } }) => void heard.push(message.message));
  socket.connect();
  // Each rejoin sends the same push again, so its hook stays.
  channel.join().receive('ok', () => joins++);
  try {
    await until(() => joins === 1);
    await customer.say('one');
    await until(() => heard.length === 1);
    await restartServer(own);
    await until(() => joins === 2);
    await customer.say('two');
    await until(() => heard.length === 2);
    assert.deepEqual(heard, ['one', 'two']);
  } finally {
    await new Promise<void>((resolve) => socket.disconnect(resolve));
  }
});

test('faults on events: doubled, reordered, garbage, cut', async () => {
  const { line, conversation, customer } = await follow();
  const { visitorId } = customer;
  await operator.faults({ do: 'duplicate', count: 1, visitorId });
  await operator.say(conversation, 'twice');
  assert.deepEqual([(await nextRow(line))['message'], (await nextRow(line))['message']], ['twice', 'twice']);
  await operator.faults({ do: 'reorder', count: 2, visitorId });
  await operator.say(conversation, 'first');
  await operator.say(conversation, 'second');
  assert.deepEqual([(await nextRow(line))['message'], (await nextRow(line))['message']], ['second', 'first']);
  await operator.faults({ do: 'malformed', chunk: '[[[', visitorId });
  assert.equal(await line.next(), '[[[');
  await operator.faults({ do: 'dropStreams', visitorId });
  assert.equal(await line.closed(), 1006);
});

test('faults in time: silence holds everything back, then lets it go in order', async () => {
  const { line, conversation, customer } = await follow();
  const started = performance.now();
  await operator.faults({ do: 'silence', ms: 400, visitorId: customer.visitorId });
  await operator.say(conversation, 'one');
  line.send('[null,"7","phoenix","heartbeat",{}]');
  await operator.say(conversation, 'two');
  assert.equal((await nextRow(line))['message'], 'one');
  assert.ok(performance.now() - started >= 390);
  const rest = [await line.next(), await line.next()];
  assert.ok(rest.some((frame) => frame.includes('"two"')) && rest.some((frame) => frame.includes('"7"')));
  await line.close();
});

test('faults at the door and on frames', async () => {
  await operator.faults({ do: 'refuseStreams', ms: 60_000, status: 503 });
  assert.equal(await refusedWith(addressOf(url)), 503);
  await operator.clearFaults();
  const { line } = await follow();
  const beat = (ref: string): void => line.send(`[null,"${ref}","phoenix","heartbeat",{}]`);
  await operator.faults([{ do: 'hang', method: 'SOCKET', path: 'heartbeat' }]);
  beat('1');
  beat('2');
  assert.deepEqual((await line.nextJson())[1], '2');
  await operator.faults([{ do: 'status', status: 500, method: 'SOCKET', path: 'heartbeat' }]);
  beat('3');
  assert.deepEqual((await line.nextJson())[4], { response: { reason: 'status 500' }, status: 'error' });
  await operator.faults([{ do: 'delay', ms: 150, method: 'SOCKET', path: 'heartbeat' }]);
  const started = performance.now();
  beat('4');
  beat('5');
  assert.equal((await line.nextJson())[1], '4', 'frames keep their order');
  assert.ok(performance.now() - started >= 140);
  await line.next();
  await operator.faults([{ do: 'dropAfter', method: 'SOCKET', path: 'heartbeat' }]);
  beat('6');
  assert.equal(await line.closed(), 1006);
});

test('mutated frames over real sockets: none stops the server, valid traffic goes on', async () => {
  const valid = await follow();
  const runs = process.env['FULL'] ? 100_000 : 150;
  const frame = JSON.stringify(['1', '1', valid.topic, 'phx_join', { from_id: valid.customer.fromId }]);
  let line = await openLine(addressOf(url));
  for (let n = 0; n < runs; n++) {
    if (line.socket.readyState !== WebSocket.OPEN) line = await openLine(addressOf(url));
    const bytes = Buffer.from(frame);
    for (let change = 0; change <= n % 3; change++) bytes[(n * 7919 + change * 104_729) % bytes.length] = (n * 31 + change * 17) % 256;
    line.socket.send(bytes.subarray(0, n % 5 === 0 ? n % bytes.length : undefined), { binary: n % 4 === 0 });
    if (n % 50 !== 0) continue;
    await operator.say(valid.conversation, `still ${n}`);
    assert.equal((await nextRow(valid.line))['message'], `still ${n}`);
  }
  line.socket.terminate();
  await valid.line.close();
  assert.deepEqual(server.errors, []);
});
