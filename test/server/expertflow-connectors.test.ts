import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../support/until.js';
import { callExpertflow, initChat, openCustomer, openSocket } from './support/expertflow-customer.js';
import { startTestServer } from './support/test-server.js';

const key = 'third-party';
const { url, operator } = await startTestServer({ dialects: { expertflow: { key } } });
const closed = await startTestServer({ dialects: { expertflow: { key, connectorKey: 'gateway' } } });
const old = await startTestServer({ dialects: { expertflow: { key, connectorKey: 'gateway', eio: 3 } } });
const without = await startTestServer();

const order = (server: string, body: unknown, token = key) =>
  callExpertflow(server, 'POST', '/api/message', body, { Authorization: `Bearer ${token}` });
const card = (channel: string) => ({ id: channel, name: `Gateway ${channel}`, channel });

test('a campaign message reaches the connector with the customer’s number', async () => {
  const gateway = openSocket(url);
  assert.deepEqual(await gateway.ask('registerConnector', card('sms')), { status: 200 });
  for (const number of [{ phone: '+41790000000' }, { refId: '+41790000000' }]) {
    assert.equal((await order(url, { channel: 'sms', text: 'Sale!', from: { id: 'crm', name: 'CRM' }, ...number })).status, 200);
  }
  const message = await gateway.waitForText('Sale!', 2);
  const { id, timestamp, ...rest } = message as unknown as Record<string, unknown>;
  assert.ok(id);
  assert.ok(timestamp);
  assert.deepEqual(rest, {
    conversationId: '', type: 'ChatMessage', from: { id: 'crm', name: 'CRM' }, to: [], text: 'Sale!', refId: '+41790000000', tag: '', attachments: [],
  });
  gateway.close();
});

test('nobody there to deliver it is 503; the newest connector of a channel gets it, once', async () => {
  const sms = { channel: 'SMS', phone: '+1', text: 'one' };
  const [first, second, other] = [openSocket(url), openSocket(url), openSocket(url)];
  await other.ask('registerConnector', card('fb'));
  assert.equal((await order(url, sms)).status, 503);
  await first.ask('registerConnector', card('sms'));
  await second.ask('registerConnector', card('sms'));
  await order(url, sms);
  await second.waitForText('one');
  await first.ask('registerConnector', card('sms'));
  await order(url, { ...sms, text: 'back' });
  await first.waitForText('back');
  await second.ask('registerConnector', card('sms'));
  second.close();
  await second.waitForDisconnect();
  await until(async () => {
    await order(url, { ...sms, text: 'two' });
    return first.texts().includes('two');
  });
  assert.equal(first.texts().includes('one'), false);
  assert.deepEqual(other.texts(), []);
  await first.ask('registerConnector', card('sms'));
  await order(url, { ...sms, text: 'three' });
  await first.waitForText('three');
  assert.equal(first.texts().filter((text) => text === 'three').length, 1, 'registered twice is registered');
  for (const each of [first, other]) each.close();
});

test('the id of a connector is the name of its channel', async () => {
  const gateway = openSocket(url);
  for (const wrong of [{ id: 'x', name: 'x', channel: 'sms' }, { id: 'sms', name: 'x' }, { channel: 'sms' }, { id: 7, channel: 7 }, { id: '', channel: '' }]) {
    assert.equal((await gateway.ask('registerConnector', wrong))['status'], 400, JSON.stringify(wrong));
  }
  assert.equal((await gateway.ask('registerConnector', { id: 'web', channel: 'web' }))['status'], 200);
  gateway.close();
});

test('a gateway speaks for its customers as a widget does', async () => {
  const gateway = openSocket(url);
  await gateway.ask('registerConnector', card('sms'));
  const { conversationId, id, name } = await initChat(url, { channel: 'sms', refId: undefined, phone: '+41791112233' });
  await gateway.ask('joinConversation', { conversationId, id, name });
  const info = await gateway.waitForEvent('conversationInfo');
  assert.equal(info['conversation']?.['channel'], 'sms');
  await gateway.ask('sendMessage', { conversationId, type: 'ChatMessage', from: { id, name }, to: [], text: 'by SMS', attachments: [] });
  await operator.say(conversationId, 'by console');
  assert.equal((await gateway.waitForText('by console'))['refId'], '+41791112233');
  assert.equal((await operator.conversation(conversationId)).visitor.fields?.['channel'], 'sms');
  gateway.close();
});

test('the message API: only with the key, and only where there is one', async () => {
  const body = { channel: 'sms', phone: '+1', text: 'x' };
  assert.equal((await callExpertflow(url, 'POST', '/api/message', body)).status, 401);
  assert.equal((await order(url, body, 'wrong')).status, 401);
  assert.equal((await order(without.url, body)).status, 404);
  const wrong = [{}, { text: 'x' }, { text: 'x', channel: 'sms' }, { text: 'x', phone: '+1' }, { text: ' ', channel: 'sms', phone: '+1' },
    { ...body, tag: 'shout' }, { ...body, from: 7 }, { ...body, from: { id: 7 } }, { ...body, text: 7 }];
  for (const each of wrong) assert.equal((await order(url, each)).status, 400, JSON.stringify(each));
  assert.equal((await order(url, { text: 'x', conversationId: 'c_nope' })).status, 404);
});

test('a third party may speak into a conversation', async () => {
  const customer = await openCustomer(url);
  const { conversationId } = customer;
  await order(url, { conversationId, text: 'your parcel is on its way', from: { id: 'shop', name: 'Shop' } });
  assert.deepEqual((await customer.waitForText('your parcel is on its way'))['from'], { id: 'shop', name: 'Shop' });
  assert.equal((await operator.messages(conversationId)).length, 1);
  await operator.close(conversationId);
  assert.equal((await order(url, { conversationId, text: 'too late' })).status, 409);
  customer.close();
});

test('where connectors need a key, strangers cannot listen in; both versions carry it', async () => {
  const stranger = openSocket(closed.url);
  assert.equal((await stranger.ask('registerConnector', card('sms')))['status'], 403);
  assert.equal((await order(closed.url, { channel: 'sms', phone: '+1', text: 'x' })).status, 503);
  const gateway = openSocket(closed.url, { auth: { key: 'gateway' } });
  assert.equal((await gateway.ask('registerConnector', card('sms')))['status'], 200);
  const byAddress = openSocket(closed.url, { query: { key: 'gateway' } });
  assert.equal((await byAddress.ask('registerConnector', card('fb')))['status'], 200);
  const aged = openSocket(old.url, { version: 2, query: { key: 'gateway' } });
  assert.equal((await aged.ask('registerConnector', card('sms')))['status'], 200);
  await order(old.url, { channel: 'sms', phone: '+1', text: 'old news' });
  await aged.waitForText('old news');
  for (const each of [stranger, gateway, byAddress, aged]) each.close();
});
