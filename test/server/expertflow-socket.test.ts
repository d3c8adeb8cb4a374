import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sleep, until } from '../support/until.js';
import { callExpertflow, initChat, openCustomer, openSocket } from './support/expertflow-customer.js';
import { listOf, type Json } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

const today = await startTestServer({ faults: true });
const old = await startTestServer({ dialects: { expertflow: { eio: 3 } } });

const ways = [
  { server: today, version: 4, transports: ['websocket'] },
  { server: today, version: 4, transports: ['polling'] },
  { server: today, version: 4, transports: ['polling', 'websocket'] },
  { server: old, version: 2, transports: ['websocket'] },
  { server: old, version: 2, transports: ['polling'] },
  { server: old, version: 2, transports: ['polling', 'websocket'] },
] as const;

for (const { server, version, transports } of ways) {
  const options = { version, transports: [...transports] } as { version: 2 | 4; transports: string[] };

  test(`a whole conversation with a client of version ${version} by ${transports.join(', then ')}`, async () => {
    const customer = await openCustomer(server.url, {}, options);
    const { conversationId, id } = customer;
    assert.deepEqual(await customer.say('Hello', { id: 'own-1' }), { status: 200 });
    const echo = await customer.waitForText('Hello');
    assert.deepEqual(echo['from'], { id, name: 'Ann Lee' });
    assert.equal(echo['id'], 'own-1');
    await server.operator.say(conversationId, 'Hi Ann');
    const answer = await customer.waitForText('Hi Ann');
    assert.equal(answer['from']?.['name'], 'Support');
    await server.operator.typing(conversationId, true);
    await customer.waitForActivity('typing');
    assert.deepEqual(await customer.ask('endConversation', { conversationId }), { status: 200 });
    await customer.waitForActivity('endOfConversation');
    assert.equal((await customer.say('too late'))['status'], 409);
    assert.equal((await callExpertflow(server.url, 'GET', `/api/customer/transcript/${conversationId}/pdf`)).status, 200);
    assert.deepEqual(customer.texts(), ['Hello', 'Hi Ann'], 'once each');
    customer.close();
  });
}

const { url, operator } = today;
const open = (more: Record<string, unknown> = {}) => openCustomer(url, more);
const typesOf = (messages: Json[]) => messages.map((each) => String(each['type'] as unknown) === 'ActivityMessage' ? String(each['activityType']) : String(each['text']));

test('today’s client and an old server do not understand each other, nor the other way round', async () => {
  const newToOld = openSocket(old.url, { version: 4, transports: ['websocket'] });
  const oldToNew = openSocket(today.url, { version: 2, transports: ['websocket'] });
  await newToOld.waitForEvent('connect_error');
  await oldToNew.waitForEvent('connect_error');
  assert.equal(newToOld.client.connected || oldToNew.client.connected, false);
  newToOld.close();
  oldToNew.close();
});

test('a join is answered by greetings, then by all about the conversation', async () => {
  const customer = await open({ refId: 'ref-9', subject: 'x' });
  await customer.waitForActivity('handOff');
  const first = customer.heard.filter(({ event }) => event !== 'connect').map(({ event, payload }) => (event === 'messageArrived' ? String(payload['activityType']) : event));
  assert.deepEqual(first, ['greetings', 'conversationInfo', 'handOff']);
  const [greetings] = customer.activities('greetings');
  assert.deepEqual(
    { ...(greetings as unknown as Record<string, unknown>), timestamp: '' },
    {
      conversationId: customer.conversationId, type: 'ActivityMessage', from: { id: 'system', name: 'Juniper & Co.' }, to: [],
      activityType: 'greetings', info: { text: 'Hello! How can we help you?' }, timestamp: '',
    },
  );
  const { conversation, messages, participant, role } = customer.info as unknown as Record<string, Json>;
  assert.equal(conversation?.['id'], customer.conversationId);
  assert.equal(conversation?.['channel'], 'web');
  assert.equal(conversation?.['state'], 'queued');
  assert.deepEqual(messages, []);
  assert.deepEqual(participant, [{ id: customer.id, name: 'Ann Lee' }]);
  assert.equal(role, 'customer');
  customer.close();
});

test('every join brings the whole history, on the same socket and on another', async () => {
  const customer = await open();
  await customer.say('one', { id: 'i-1' });
  await operator.say(customer.conversationId, 'two');
  await customer.waitForText('two');
  customer.join();
  const again = await customer.waitForEvent('conversationInfo', 2);
  const other = openSocket(url);
  const { conversationId, id, name } = customer;
  assert.deepEqual(await other.ask('joinConversation', { conversationId, id, name }), { status: 200 });
  const elsewhere = await other.waitForEvent('conversationInfo');
  for (const info of [again, elsewhere]) {
    assert.deepEqual(listOf(info['messages']).map((each) => String(each['text'])), ['one', 'two']);
    assert.equal(info['messages']?.[0]?.['id'], 'i-1');
    assert.deepEqual(listOf(info['participant']).map((each) => String(each['name'])), ['Ann Lee', 'Support']);
    assert.equal(info['conversation']?.['state'], 'active');
  }
  await operator.say(conversationId, 'three');
  await other.waitForText('three');
  await customer.waitForText('three');
  await customer.say('four');
  await other.waitForText('four');
  await customer.waitForText('four');
  assert.deepEqual(customer.texts(), ['one', 'two', 'three', 'four'], 'a second join does not double anything');
  other.close();
  customer.close();
});

test('who names a wrong conversation, or another participant, gets nothing', async () => {
  const customer = await open();
  const stranger = openSocket(url);
  const { conversationId, id, name } = customer;
  for (const payload of [
    { conversationId, id: 'v_other', name }, { conversationId, name }, { conversationId: 'c_nope', id, name },
    { conversationId: { $ne: '' }, id, name }, { id, name }, {},
  ]) {
    assert.equal((await stranger.ask('joinConversation', payload))['status'], 404, JSON.stringify(payload));
  }
  assert.equal((await stranger.ask('sendMessage', customer.message('hi')))['status'], 403);
  assert.equal((await stranger.ask('endConversation', { conversationId }))['status'], 403);
  await operator.say(conversationId, 'for Ann only');
  await customer.waitForText('for Ann only');
  assert.deepEqual(stranger.messages(), []);
  assert.equal((await operator.conversation(conversationId)).state, 'active');
  stranger.close();
  customer.close();
});

test('nobody speaks for others', async () => {
  const customer = await open();
  assert.equal((await customer.say('hi', { from: { id: 'operator', name: 'Support' } }))['status'], 403);
  assert.equal((await customer.say('no name', { from: {} }))['status'], 200, 'who it is is known');
  assert.equal((await customer.say('nobody', { from: null }))['status'], 200);
  const [first] = await operator.messages(customer.conversationId);
  assert.equal(first?.author.role, 'visitor');
  customer.close();
});

test('the name of the join is shown where init told none', async () => {
  const { conversationId, id, name } = await initChat(url, { firstName: undefined, lastName: undefined });
  assert.equal(name, 'Customer');
  const socket = openSocket(url);
  await socket.ask('joinConversation', { conversationId, id, name });
  assert.equal((await operator.conversation(conversationId)).visitor.name, undefined);
  await socket.ask('joinConversation', { conversationId, id, name: ' Zoe ' });
  assert.equal((await operator.conversation(conversationId)).visitor.name, 'Zoe');
  const info = await socket.waitForEvent('conversationInfo', 2);
  assert.deepEqual(info['participant'], [{ id, name: 'Zoe' }]);
  await socket.ask('joinConversation', { conversationId, id, name: 'Eve' });
  assert.equal((await operator.conversation(conversationId)).visitor.name, 'Zoe');
  socket.close();
});

test('a ChatMessage has all documented members', async () => {
  const customer = await open({ refId: 'ref-10' });
  const { id } = await operator.say(customer.conversationId, 'Hello');
  const { timestamp, ...message } = (await customer.waitForText('Hello')) as unknown as Record<string, unknown>;
  assert.equal(new Date(String(timestamp)).toISOString(), timestamp);
  assert.deepEqual(message, {
    conversationId: customer.conversationId, type: 'ChatMessage', from: { id: 'operator', name: 'Support' }, to: [],
    text: 'Hello', refId: 'ref-10', tag: '', attachments: [], id,
  });
  customer.close();
});

test('a repetition is taken once, acknowledged and echoed again', async () => {
  const customer = await open();
  assert.deepEqual(await customer.say('once', { id: 'again-1' }), { status: 200 });
  assert.deepEqual(await customer.say('once', { id: 'again-1' }), { status: 200 });
  await customer.waitForText('once', 2);
  assert.deepEqual(new Set(customer.chats().map((each) => String(each['id']))), new Set(['again-1']));
  assert.equal((await operator.messages(customer.conversationId)).length, 1);
  await customer.ask('endConversation', { conversationId: customer.conversationId });
  assert.equal((await customer.say('once', { id: 'again-1' }))['status'], 200, 'it was accepted, whatever ended since');
  customer.close();
});

test('an id that can name nothing counts as none; equal ids of two customers are two messages', async () => {
  const customer = await open();
  const odd = ['', ' ', 7, null, {}, 'x'.repeat(201), 'two words', 'ü'];
  for (const id of odd) assert.equal((await customer.say('x', { id }))['status'], 200);
  await customer.waitForText('x', odd.length);
  const ids = customer.chats().map((each) => String(each['id']));
  assert.equal(new Set(ids).size, odd.length);
  assert.deepEqual(ids.filter((id) => odd.includes(id)), []);
  const other = await open();
  await customer.say('mine', { id: 'same' });
  await other.say('theirs', { id: 'same' });
  await other.waitForText('theirs');
  assert.deepEqual(other.texts(), ['theirs']);
  other.close();
  customer.close();
});

test('what cannot be a message is 400', async () => {
  const customer = await open();
  const wrong: Record<string, unknown>[] = [
    { text: '' }, { text: ' \n' }, { text: 7 }, { text: 'x'.repeat(10_001) }, { type: 'Poem' }, { type: undefined }, { tag: 'whisper' },
    { attachments: 'x' }, { attachments: [7] }, { attachments: [{}] }, { type: 'ActivityMessage', activityType: 'handOff' },
    { type: 'ActivityMessage' }, { type: 'ActivityMessage', activityType: 'endOfConversation' },
  ];
  for (const extra of wrong) {
    const answer = await customer.say('words', extra);
    assert.equal(answer['status'], 400, JSON.stringify(extra).slice(0, 80));
    assert.equal(answer['error']?.['code'], 400);
  }
  for (const payload of [undefined, null, 'x', 7, [], true]) {
    for (const event of ['joinConversation', 'sendMessage', 'endConversation', 'registerConnector']) {
      assert.equal((await customer.ask(event, payload))['status'], 400, `${event} ${JSON.stringify(payload)}`);
    }
  }
  for (const event of ['nope', 'constructor', '__proto__', 'requestAgentTransfer']) {
    assert.equal((await customer.ask(event, { conversationId: customer.conversationId }))['status'], 404, event);
  }
  assert.equal((await customer.say('x'.repeat(10_000)))['status'], 200);
  assert.equal((await operator.messages(customer.conversationId)).length, 1);
  customer.close();
});

test('too often is told with the time to wait', async () => {
  await operator.changeConfig({ maxPerMinute: 2 });
  const customer = await open();
  await customer.say('1');
  await customer.say('2');
  const answer = await customer.say('3');
  assert.equal(answer['status'], 429);
  assert.ok(Number(answer['retryAfter']) >= 1 && Number(answer['retryAfter']) <= 60);
  await operator.changeConfig({ maxPerMinute: 1000 });
  customer.close();
});

test('what the operator says, shows and offers arrives in this protocol’s words', async () => {
  const customer = await open();
  const { conversationId } = customer;
  await operator.say(conversationId, 'Choose', { quickReplies: [{ id: 'a', title: 'Yes', value: 'y' }, { id: 'b', title: 'No', value: 'n' }] });
  await customer.waitForText('Choose\n• Yes\n• No');
  await operator.say(conversationId, '', {
    cards: [{ title: 'Boots', subtitle: 'CHF 90', buttons: [{ id: 'c', title: 'Buy', url: 'https://shop.example/boots' }] }],
  });
  await customer.waitForText('Boots – CHF 90\n• Buy https://shop.example/boots');
  await operator.say(conversationId, 'beep', { author: { role: 'bot', id: 'bot-1', name: 'Robo' } });
  assert.deepEqual((await customer.waitForText('beep'))['from'], { id: 'bot-1', name: 'Robo' });
  await operator.say(conversationId, 'notice', { author: { role: 'system' } });
  assert.deepEqual((await customer.waitForText('notice'))['from'], { id: 'system', name: 'System' });
  customer.close();
});

test('a streamed answer comes as one message once it is written', async () => {
  const customer = await open();
  const { conversationId } = customer;
  const stream = await operator.stream(conversationId, 'Let me ');
  await stream.append('think.');
  await operator.say(conversationId, 'meanwhile');
  await customer.waitForText('meanwhile');
  customer.join();
  const info = await customer.waitForEvent('conversationInfo', 2);
  assert.deepEqual(listOf(info['messages']).map((each) => String(each['text'])), ['meanwhile'], 'nor is half of it in the history');
  await stream.end();
  const whole = await customer.waitForText('Let me think.');
  assert.equal(whole['id'], stream.id);
  assert.deepEqual(customer.texts(), ['meanwhile', 'Let me think.']);
  customer.join();
  const after = await customer.waitForEvent('conversationInfo', 3);
  assert.deepEqual(listOf(after['messages']).map((each) => String(each['text'])), ['Let me think.', 'meanwhile']);
  customer.close();
});

test('what went out counts as delivered, and the operator sees who is there', async () => {
  const customer = await open();
  const { conversationId } = customer;
  const { id } = await operator.say(conversationId, 'there?');
  await until(async () => (await operator.conversation(conversationId)).deliveredTo === id);
  assert.equal((await operator.conversation(conversationId)).visitor.connected, true);
  customer.close();
  await until(async () => !(await operator.conversation(conversationId)).visitor.connected);
  const later = await operator.say(conversationId, 'gone?');
  assert.equal((await operator.conversation(conversationId)).deliveredTo, id);
  customer.client.connect();
  customer.join();
  await customer.waitForEvent('conversationInfo', 2);
  assert.equal((await operator.conversation(conversationId)).deliveredTo, later.id);
  customer.close();
});

test('reading, editing and deleting, which have no words here, put nothing on the wire', async () => {
  const customer = await open();
  const { conversationId } = customer;
  await customer.say('hi');
  const { id } = await operator.say(conversationId, 'helo');
  await operator.read(conversationId);
  await operator.edit(id, 'hello');
  const other = await operator.say(conversationId, 'wrong window');
  await operator.remove(other.id);
  await operator.say(conversationId, 'last');
  await customer.waitForText('last');
  assert.deepEqual(customer.texts(), ['hi', 'helo', 'wrong window', 'last']);
  customer.join();
  const info = await customer.waitForEvent('conversationInfo', 2);
  assert.deepEqual(typesOf(listOf(info['messages'])), ['hi', 'hello', 'last'], 'the next join tells the present state');
  customer.close();
});

test('a customer’s typing reaches the console', async () => {
  const customer = await open();
  const abort = new AbortController();
  const feed = await fetch(`${url}/operator/api/events`, { headers: { Authorization: `Bearer ${today.operatorKey}` }, signal: abort.signal });
  const reader = (feed.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  await reader.read();
  const { conversationId, id, name } = customer;
  const typing = { conversationId, type: 'ActivityMessage', from: { id, name }, to: [], activityType: 'typing', info: {} };
  assert.deepEqual(await customer.ask('sendMessage', typing), { status: 200 });
  let text = '';
  while (!text.includes('event: typing')) text += decoder.decode((await reader.read()).value, { stream: true });
  assert.ok(text.includes(conversationId) && text.includes('"on":true'));
  abort.abort();
  await customer.ask('endConversation', { conversationId });
  assert.equal((await customer.ask('sendMessage', typing))['status'], 409);
  customer.close();
});

test('many conversations on one socket stay apart', async () => {
  const [one, two] = [await initChat(url), await initChat(url)];
  const socket = openSocket(url);
  for (const { conversationId, id, name } of [one, two]) await socket.ask('joinConversation', { conversationId, id, name });
  await operator.say(one.conversationId, 'for one');
  await operator.say(two.conversationId, 'for two');
  assert.equal((await socket.waitForText('for one'))['conversationId'], one.conversationId);
  assert.equal((await socket.waitForText('for two'))['conversationId'], two.conversationId);
  const mixed = { conversationId: one.conversationId, type: 'ChatMessage', from: { id: two.id, name: 'x' }, to: [], text: 'x', attachments: [] };
  assert.equal((await socket.ask('sendMessage', mixed))['status'], 403);
  socket.close();
});

test('any page may open a socket', async () => {
  const headers = { Origin: 'https://shop.example' };
  const polled = await fetch(`${url}/expertflow/socket.io/?EIO=4&transport=polling`, { headers });
  assert.equal(polled.headers.get('Access-Control-Allow-Origin'), '*');
  const aged = await fetch(`${old.url}/expertflow/socket.io/?EIO=3&transport=polling`, { headers });
  assert.equal(aged.headers.get('Access-Control-Allow-Origin'), 'https://shop.example', 'as servers of version 2 do');
  assert.equal(aged.headers.get('Set-Cookie'), null);
});

test('both versions open with the heartbeat of this server, and stay open on it', async () => {
  const lively = { heartbeatMs: 30 };
  for (const eio of [4, 3] as const) {
    const server = await startTestServer({ ...lively, dialects: { expertflow: { eio } } });
    const handshake = await (await fetch(`${server.url}/expertflow/socket.io/?EIO=${eio}&transport=polling`)).text();
    assert.match(handshake, /"pingInterval":30,/);
    assert.equal(/"maxPayload":1000000/.test(handshake), eio === 4, 'by which clients tell the versions');
    const customer = await openCustomer(server.url, {}, { version: eio === 4 ? 4 : 2, transports: ['websocket'] });
    await sleep(300);
    assert.deepEqual(await customer.say('ten beats later'), { status: 200 });
    customer.close();
  }
});
