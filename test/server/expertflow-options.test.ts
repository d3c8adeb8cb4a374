import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { until } from '../support/until.js';
import { callExpertflow, initChat, openCustomer, openSocket } from './support/expertflow-customer.js';
import { listOf } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

const server = await startTestServer({ faults: true, dialects: { expertflow: { key: 'third-party' } } });
const { url, operator } = server;

const setOptions = async (options: Record<string, unknown>): Promise<void> => {
  await fetch(`${url}/faults/dialects/expertflow`, { method: 'PATCH', body: JSON.stringify(options) });
};

afterEach(async () => {
  await setOptions({ echo: true, ack: true, ids: true, eio: 4, leakWhisper: false, dropAfter: null, joinTimeoutMs: 60_000 });
  await operator.clearFaults();
});

const bearer = { Authorization: 'Bearer third-party' };
const whisper = (conversationId: string, text: string) =>
  callExpertflow(url, 'POST', '/api/message', { conversationId, text, tag: 'whisper', from: { id: 'a-2', name: 'Sam' } }, bearer);

test('without echo the sender hears nothing of its own, its other sockets do', async () => {
  await setOptions({ echo: false });
  const customer = await openCustomer(url);
  const { conversationId, id, name } = customer;
  const other = openSocket(url);
  await other.ask('joinConversation', { conversationId, id, name });
  await customer.say('mine', { id: 'm-1' });
  await customer.say('mine', { id: 'm-1' });
  await operator.say(conversationId, 'yours');
  await other.waitForText('mine');
  await customer.waitForText('yours');
  assert.deepEqual(customer.texts(), ['yours']);
  assert.deepEqual(other.texts().sort(), ['mine', 'yours']);
  customer.join();
  const info = await customer.waitForEvent('conversationInfo', 2);
  assert.equal(listOf(info['messages']).length, 2, 'the history has all');
  other.close();
  customer.close();
});

test('without acknowledgements there are none, not even of refusals', async () => {
  await setOptions({ ack: false });
  const customer = await openCustomer(url);
  await assert.rejects(customer.ask('sendMessage', customer.message('hi'), 300), /no acknowledgement/);
  await customer.waitForText('hi');
  await assert.rejects(customer.ask('sendMessage', 7, 300), /no acknowledgement/);
  customer.close();
});

test('without ids nothing carries one, nor a time, and a repetition is two messages', async () => {
  await setOptions({ ids: false });
  const customer = await openCustomer(url);
  await customer.say('twice', { id: 'm-1' });
  await customer.say('twice', { id: 'm-1' });
  await operator.say(customer.conversationId, 'answer');
  await customer.waitForText('twice', 2);
  await customer.waitForText('answer');
  await whisper(customer.conversationId, 'unheard');
  customer.join();
  const info = await customer.waitForEvent('conversationInfo', 2);
  for (const message of [...customer.messages(), ...listOf(info['messages'])]) {
    assert.equal('id' in message || 'timestamp' in message, false, JSON.stringify(message));
  }
  assert.equal(listOf(info['messages']).length, 3);
  customer.close();
});

test('whispers stay inside, but for a server that leaks', async () => {
  const customer = await openCustomer(url);
  const { conversationId } = customer;
  assert.equal((await whisper(conversationId, 'kept')).status, 200);
  await operator.say(conversationId, 'aloud');
  await customer.waitForText('aloud');
  customer.join();
  const clean = await customer.waitForEvent('conversationInfo', 2);
  assert.deepEqual(customer.texts(), ['aloud']);
  assert.equal(listOf(clean['messages']).length, 1);
  await setOptions({ leakWhisper: true });
  await whisper(conversationId, 'leaked');
  const leaked = await customer.waitForText('leaked');
  assert.equal(leaked['tag'], 'whisper');
  assert.deepEqual(leaked['from'], { id: 'a-2', name: 'Sam' });
  customer.join();
  const info = await customer.waitForEvent('conversationInfo', 3);
  // What no customer may see is kept nowhere.
  assert.deepEqual(listOf(info['messages']).map((each) => String(each['text'])), ['aloud', 'leaked']);
  customer.close();
});

test('a conversation that nobody joins in time is gone; a joined one stays', async () => {
  await setOptions({ joinTimeoutMs: 1000 });
  const joined = await openCustomer(url);
  const { conversationId, id, name } = await initChat(url, { requestId: 'late' });
  await operator.conversation(conversationId);
  await until(async () => {
    const known = await operator.conversation(conversationId).catch(() => undefined);
    return !known;
  });
  const socket = openSocket(url);
  assert.equal((await socket.ask('joinConversation', { conversationId, id, name }))['status'], 404);
  assert.equal((await operator.conversation(joined.conversationId)).state, 'queued');
  assert.equal((await joined.say('still here'))['status'], 200);
  socket.close();
  joined.close();
});

test('a change of version replaces the server', async () => {
  const customer = await openCustomer(url);
  await setOptions({ eio: 3 });
  const old = await openCustomer(url, {}, { version: 2 });
  await customer.waitForDisconnect();
  assert.equal((await old.say('from long ago'))['status'], 200);
  await setOptions({ eio: 4 });
  const again = await openCustomer(url);
  await old.waitForDisconnect();
  for (const each of [customer, old, again]) each.close();
});

test('a socket that breaks after some events', async () => {
  await setOptions({ dropAfter: 3 });
  for (const transport of ['websocket', 'polling']) {
    const customer = await openCustomer(url, {}, { transports: [transport] });
    await customer.waitForDisconnect();
    assert.equal(customer.heard.filter(({ event }) => ['messageArrived', 'conversationInfo'].includes(event)).length, 3, transport);
    customer.close();
  }
});

for (const version of [4, 2] as const) {
  for (const transport of ['websocket', 'polling']) {
    test(`faults on the stream of a client of version ${version} by ${transport}`, async () => {
      await setOptions({ eio: version === 4 ? 4 : 3 });
      const customer = await openCustomer(url, {}, { version, transports: [transport] });
      const { conversationId, id: visitorId } = customer;
      await operator.say(conversationId, 'hello');
      await customer.waitForText('hello');
      await operator.faults({ do: 'duplicate', visitorId, count: 1 });
      await operator.say(conversationId, 'double');
      await customer.waitForText('double', 2);
      await operator.faults({ do: 'reorder', visitorId, count: 2 });
      await operator.say(conversationId, 'first');
      await operator.say(conversationId, 'second');
      await customer.waitForText('first');
      assert.deepEqual(customer.texts(), ['hello', 'double', 'double', 'second', 'first']);
      const silent = performance.now();
      await operator.faults({ do: 'silence', visitorId, ms: 600 });
      await operator.say(conversationId, 'held');
      await assert.rejects(customer.ask('sendMessage', customer.message('unanswered'), 100), /no acknowledgement/);
      await customer.waitForText('held');
      assert.ok(performance.now() - silent >= 590, 'nothing comes before its time');
      await operator.faults({ do: 'dropStreams', visitorId });
      await customer.waitForDisconnect();
      customer.close();
    });
  }
}

test('refused streams: sockets are turned away, later let in; by visitor at the join', async () => {
  const inside = await openCustomer(url, {}, { transports: ['polling'] });
  await operator.faults({ do: 'refuseStreams', ms: 60_000, status: 503 });
  assert.equal((await inside.say('I am in'))['status'], 200, 'who is in stays in');
  inside.close();
  for (const transport of ['websocket', 'polling']) {
    const socket = openSocket(url, { transports: [transport] });
    await socket.waitForEvent('connect_error');
    socket.close();
  }
  const polled = await fetch(`${url}/expertflow/socket.io/?EIO=4&transport=polling`);
  assert.equal(polled.status, 503);
  await operator.clearFaults();
  const { conversationId, id, name } = await initChat(url);
  await operator.faults({ do: 'refuseStreams', ms: 60_000, visitorId: id });
  const socket = openSocket(url);
  socket.client.emit('joinConversation', { conversationId, id, name });
  await socket.waitForEvent('disconnect');
  assert.deepEqual(socket.messages(), []);
  await operator.clearFaults();
  socket.client.connect();
  assert.equal((await socket.ask('joinConversation', { conversationId, id, name }))['status'], 200);
  socket.close();
});

test('raw bytes between the frames', async () => {
  const customer = await openCustomer(url, {}, { transports: ['websocket'] });
  await operator.faults({ do: 'malformed', visitorId: customer.id, chunk: '42["messageArrived",{"type":"ChatMessage","text":"raw","tag":""}]' });
  await customer.waitForText('raw');
  await operator.faults({ do: 'malformed', visitorId: customer.id, chunk: '42[not json' });
  await customer.waitForEvent('disconnect');
  customer.close();
});

test('faults on single events', async () => {
  const customer = await openCustomer(url);
  const { conversationId, id: visitorId } = customer;
  const fault = (more: Record<string, unknown>) => operator.faults({ method: 'SOCKET', path: 'sendMessage', visitorId, ...more });
  await fault({ do: 'status', status: 500 });
  assert.equal((await customer.say('refused'))['status'], 500);
  await fault({ do: 'status', status: 429, headers: { 'Retry-After': '7' } });
  const later = await customer.say('refused');
  assert.deepEqual([later['status'], later['retryAfter']], [429, '7']);
  await fault({ do: 'hang' });
  await assert.rejects(customer.ask('sendMessage', customer.message('hangs'), 200), /no acknowledgement/);
  await fault({ do: 'delay', ms: 150 });
  const started = performance.now();
  assert.equal((await customer.say('slow'))['status'], 200);
  assert.ok(performance.now() - started >= 140);
  await fault({ do: 'dropAfter' });
  await assert.rejects(customer.ask('sendMessage', customer.message('taken'), 500), /no acknowledgement/);
  await customer.waitForDisconnect();
  assert.deepEqual((await operator.messages(conversationId)).map(({ text }) => text), ['slow', 'taken']);
  customer.client.connect();
  customer.join();
  await customer.waitForEvent('conversationInfo', 2);
  await fault({ do: 'drop' });
  await assert.rejects(customer.ask('sendMessage', customer.message('lost'), 500), /no acknowledgement/);
  await customer.waitForDisconnect();
  assert.equal((await operator.messages(conversationId)).length, 2);
  customer.close();
});
