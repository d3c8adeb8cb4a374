import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCustomer, openSocket } from './support/expertflow-customer.js';
import { startTestServer } from './support/test-server.js';

const server = await startTestServer({ faults: true });
const { url, operator } = server;

const setOptions = async (options: Record<string, unknown>): Promise<void> => {
  await fetch(`${url}/faults/dialects/expertflow`, { method: 'PATCH', body: JSON.stringify(options) });
};

test('an operator who comes is added and joins; one who goes leaves, is removed, and the waiting begins anew', async () => {
  const customer = await openCustomer(url);
  const { conversationId } = customer;
  await customer.waitForActivity('handOff');
  await operator.join(conversationId);
  const joined = await customer.waitForActivity('participantJoined');
  assert.deepEqual(joined['info'], { participant: { id: 'operator', name: 'Support' }, role: 'agent' });
  await operator.leave(conversationId);
  await customer.waitForActivity('handOff', 2);
  assert.deepEqual(customer.activityTypes(), [
    'greetings', 'handOff', 'participantAdded', 'participantJoined', 'participantLeft', 'participantRemoved', 'handOff',
  ]);
  customer.join();
  const info = await customer.waitForEvent('conversationInfo', 2);
  assert.deepEqual(info['participant'], [{ id: customer.id, name: 'Ann Lee' }], 'who left is not in the roster');
  customer.close();
});

test('nobody there: noAgentAvailable at the join and when the last one goes, handOff when somebody is back', async () => {
  await operator.setAvailability('offline');
  const customer = await openCustomer(url);
  await customer.waitForActivity('noAgentAvailable');
  assert.deepEqual(customer.activityTypes(), ['greetings', 'handOff', 'noAgentAvailable']);
  await operator.setAvailability('online');
  await customer.waitForActivity('handOff', 2);
  await operator.setAvailability('offline');
  await customer.waitForActivity('noAgentAvailable', 2);
  await operator.setAvailability('online');
  await operator.say(customer.conversationId, 'here I am');
  await customer.waitForText('here I am');
  const before = customer.activityTypes().length;
  await operator.setAvailability('offline');
  await operator.setAvailability('online');
  await operator.say(customer.conversationId, 'still here');
  await customer.waitForText('still here');
  assert.equal(customer.activityTypes().length, before, 'who has an agent need not know');
  customer.close();
});

test('busy operators: the place in the queue', async () => {
  await operator.setAvailability('busy');
  const first = await openCustomer(url);
  const second = await openCustomer(url);
  await operator.say(first.conversationId, 'your turn');
  const moved = await second.waitForActivity('handOff', 2);
  assert.equal(typeof moved['info']?.['position'], 'number');
  await operator.setAvailability('online');
  first.close();
  second.close();
});

test('typing comes from the operator, and has no end', async () => {
  const customer = await openCustomer(url);
  await operator.typing(customer.conversationId, true);
  const typing = await customer.waitForActivity('typing');
  assert.deepEqual(typing['from'], { id: 'operator', name: 'Support' });
  assert.deepEqual(typing['info'], {});
  await operator.typing(customer.conversationId, false);
  await operator.say(customer.conversationId, 'done');
  await customer.waitForText('done');
  assert.equal(customer.activities('typing').length, 1);
  customer.close();
});

test('the end is told to all sockets, by whoever ended it, and again to who comes back', async () => {
  const customer = await openCustomer(url);
  const { conversationId, id, name } = customer;
  const other = openSocket(url);
  await other.ask('joinConversation', { conversationId, id, name });
  await customer.ask('endConversation', { conversationId });
  assert.deepEqual((await other.waitForActivity('endOfConversation'))['from'], { id, name });
  assert.deepEqual(await customer.ask('endConversation', { conversationId }), { status: 200 }, 'twice is once');
  assert.equal((await operator.conversation(conversationId)).endedBy, 'visitor');
  const back = openSocket(url);
  await back.ask('joinConversation', { conversationId, id, name });
  await back.waitForActivity('endOfConversation');
  assert.deepEqual(back.activityTypes(), ['endOfConversation'], 'nobody is greeted in what is over');
  assert.equal(back.heard.find(({ event }) => event === 'conversationInfo')?.payload['conversation']?.['state'], 'ended');

  const closed = await openCustomer(url);
  await operator.close(closed.conversationId);
  assert.deepEqual((await closed.waitForActivity('endOfConversation'))['from'], { id: 'system', name: 'System' });
  for (const each of [customer, other, back, closed]) each.close();
});

test('an erased customer hears the end, and the conversation is gone', async () => {
  const customer = await openCustomer(url);
  await operator.eraseVisitor(customer.id);
  await customer.waitForActivity('endOfConversation');
  assert.equal((await customer.say('hello?'))['status'], 403);
  const { conversationId, id, name } = customer;
  assert.equal((await customer.ask('joinConversation', { conversationId, id, name }))['status'], 404);
  customer.close();
});

test('activities that no client knows come by fault, as do all nine at will', async () => {
  const customer = await openCustomer(url);
  await operator.faults({ do: 'unknown', visitorId: customer.id, type: 'moonPhase', data: { phase: 'full' } });
  const unknown = await customer.waitForActivity('moonPhase');
  assert.deepEqual(unknown['info'], { phase: 'full' });
  await operator.faults({ do: 'unknown', visitorId: customer.id });
  await customer.waitForActivity('unheard-of');
  await operator.faults({ do: 'unknown', visitorId: customer.id, type: 'participantRemoved', data: 7 });
  assert.deepEqual((await customer.waitForActivity('participantRemoved'))['info'], {});
  customer.close();
});

test('what operators tell by hand arrives, however odd', async () => {
  const customer = await openCustomer(url);
  await operator.emit(customer.id, 'participant', { change: 'left', who: { role: 'bot', id: 'b', name: 'Robo' } });
  const left = await customer.waitForActivity('participantLeft');
  assert.deepEqual(left['info'], { participant: { id: 'b', name: 'Robo' }, role: 'bot' });
  for (const data of [7, null, [], { who: 7 }, { change: {} }, { state: 7 }]) {
    for (const type of ['participant', 'conversation', 'queue', 'message-part', 'config', 'trigger']) await operator.emit(customer.id, type, data);
  }
  await operator.say(customer.conversationId, 'still fine');
  await customer.waitForText('still fine');
  customer.close();
});

test('requestAgentTransfer, where it is on, hands the conversation to the queue', async () => {
  const customer = await openCustomer(url);
  const { conversationId } = customer;
  assert.equal((await customer.ask('requestAgentTransfer', { conversationId }))['status'], 404);
  await setOptions({ agentTransfer: true });
  assert.deepEqual(await customer.ask('requestAgentTransfer', { conversationId }), { status: 200 });
  await customer.waitForActivity('handOff', 2);
  await operator.say(conversationId, 'hi');
  await customer.waitForText('hi');
  await customer.ask('requestAgentTransfer', { conversationId });
  await customer.waitForActivity('participantRemoved');
  await customer.waitForActivity('handOff', 3);
  assert.equal((await operator.conversation(conversationId)).state, 'queued');
  const stranger = openSocket(url);
  assert.equal((await stranger.ask('requestAgentTransfer', { conversationId }))['status'], 403);
  await customer.ask('endConversation', { conversationId });
  assert.equal((await customer.ask('requestAgentTransfer', { conversationId }))['status'], 409);
  await setOptions({ agentTransfer: false });
  stranger.close();
  customer.close();
});

test('the greeting is the site’s, or without words', async () => {
  await setOptions({ greeting: 'Grüezi' });
  const one = await openCustomer(url);
  assert.deepEqual(one.activities('greetings')[0]?.['info'], { text: 'Grüezi' });
  await setOptions({ greeting: '' });
  const two = await openCustomer(url);
  assert.deepEqual(two.activities('greetings')[0]?.['info'], {});
  await setOptions({ greeting: undefined });
  one.close();
  two.close();
});
