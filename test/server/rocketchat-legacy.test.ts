import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../support/until.js';
import { credentials, openDdp } from './support/ddp-client.js';
import { listOf } from './support/rest-visitor.js';
import { livechat, openRocketVisitor, succeed } from './support/rocketchat-visitor.js';
import { startTestServer } from './support/test-server.js';

const departments = [{ id: 'sales', name: 'Sales' }];
const site = { config: { maxPerMinute: 1000, departments } };
const { url, operator } = await startTestServer({ site, dialects: { rocketchat: { profile: 'ddp' } } });

const seedFields = ['enabled', 'title', 'color', 'registrationForm', 'room', 'visitor', 'triggers', 'departments', 'allowSwitchingDepartments',
  'online', 'offlineColor', 'offlineMessage', 'offlineSuccessMessage', 'offlineUnavailableMessage', 'displayOfflineForm', 'videoCall',
  'conversationFinishedMessage', 'nameFieldRegistrationForm', 'emailFieldRegistrationForm', 'offlineTitle', 'language', 'transcript',
  'transcriptMessage', 'agentData'];

test('the whole conversation of the old document, call by call', async () => {
  const client = await openDdp(url);
  const token = 'any random string';
  const { result: before } = await client.call('livechat:getInitialData', token);
  assert.deepEqual(Object.keys(before ?? {}).sort(), [...seedFields].sort());
  assert.deepEqual([before?.['room'], before?.['visitor'], before?.['agentData']], [null, null, null]);
  assert.equal((await operator.visitors()).length, 0, 'asking makes nobody a visitor');

  const { result: registered } = await client.call('livechat:registerGuest', { token, name: 'Eva', email: 'eva@shop.example', department: 'sales' });
  assert.equal(registered?.['userId'], registered?.['visitor']?.['_id']);
  assert.deepEqual({ ...registered?.['visitor'], _id: 0, username: 0 }, {
    _id: 0, token, name: 'Eva', username: 0, visitorEmails: [{ address: 'eva@shop.example' }], department: 'sales',
  });

  const rid = 'invented-room';
  const early = await client.subscribe('stream-room-messages', rid, credentials(token));
  assert.equal(early['error']?.['error'], 'not-allowed', 'no room, no subscription');
  const { result: sent } = await client.call('sendMessageLivechat', { _id: 'invented-message', rid, msg: 'hello', token });
  assert.deepEqual([sent?.['_id'], sent?.['rid'], sent?.['msg'], sent?.['newRoom']], ['invented-message', rid, 'hello', true]);
  assert.equal(typeof sent?.['ts']?.['$date'], 'number');

  for (const [name, eventName] of [['stream-room-messages', rid], ['stream-livechat-room', rid]] as const) {
    assert.equal(String((await client.subscribe(name, eventName, credentials(token)))['msg']), 'ready');
  }
  assert.equal((await client.call('livechat:getAgentData', { roomId: rid, token }))['result'], undefined);
  const { id } = await operator.waitForConversation();
  await operator.say(id, 'welcome');
  const [answer] = [(await client.event('stream-room-messages', rid, (each) => String(each['msg']) === 'welcome'))[0]];
  assert.equal(String(answer?.['rid']), rid, 'frames know the room by the name the visitor gave it');
  await client.event('stream-livechat-room', rid, (each) => String(each['type']) === 'agentData');
  const { result: agent } = await client.call('livechat:getAgentData', { roomId: rid, token });
  assert.equal(agent?.['username'], 'operator');

  const { result: history } = await client.call('livechat:loadHistory', { token, rid, limit: 2, end: { $date: Date.now() + 1000 } });
  assert.deepEqual(listOf(history?.['messages']).map((each) => String(each['t'] ?? each['msg'])), ['welcome', 'command']);
  const { result: after } = await client.call('livechat:getInitialData', token);
  assert.equal(after?.['room']?.['_id'], rid);
  assert.equal(after?.['visitor']?.['name'], 'Eva');
  assert.equal(after?.['agentData']?.['username'], 'operator');

  assert.equal((await client.call('livechat:closeByVisitor', { roomId: rid, token }))['result'], true);
  await client.event('stream-room-messages', rid, (each) => String(each['t']) === 'livechat-close');
  const { result: anew } = await client.call('sendMessageLivechat', { _id: 'second', rid, msg: 'one more thing', token });
  assert.equal(anew?.['newRoom'], true);
  assert.notEqual(anew?.['rid'], rid, 'a closed room is not opened again under its name');
  await client.close();
});

test('a repeated message is stored once and answered with nothing', async () => {
  const client = await openDdp(url);
  await client.call('livechat:registerGuest', { token: 'twice' });
  const message = { _id: 'said-twice', rid: 'room-twice', msg: 'hello', token: 'twice' };
  await client.call('sendMessageLivechat', message);
  const again = await client.call('sendMessageLivechat', message);
  assert.deepEqual([again['result'], again['error']], [undefined, undefined]);
  await client.call('livechat:closeByVisitor', { roomId: 'room-twice', token: 'twice' });
  await client.call('sendMessageLivechat', message);
  const room = await operator.waitForConversation();
  assert.equal(room.state, 'ended', 'it opens no new room either');
  assert.deepEqual((await operator.messages(room.id)).map(({ text }) => text), ['hello']);
  await client.close();
});

test('somebody else\'s room name opens nothing', async () => {
  const client = await openDdp(url);
  for (const token of ['owner', 'thief']) await client.call('livechat:registerGuest', { token });
  await client.call('sendMessageLivechat', { _id: 'o1', rid: 'owned', msg: 'mine', token: 'owner' });
  const { error } = await client.call('sendMessageLivechat', { _id: 't1', rid: 'owned', msg: 'mine', token: 'thief' });
  assert.equal(error?.['error'], 'cannot-access-room');
  assert.equal((await client.call('livechat:loadHistory', { token: 'thief', rid: 'owned' }))['result'], undefined);
  assert.equal((await client.call('livechat:getAgentData', { token: 'thief', roomId: 'owned' }))['error']?.['error'], 'invalid-room');
  await client.close();
});

test('the rarer methods', async () => {
  const client = await openDdp(url);
  const [token, rid] = ['rare', 'rare-room'];
  await client.call('livechat:registerGuest', { token, name: 'Rare', customFields: [{ key: 'plan', value: 'gold', overwrite: true }] });
  assert.match(String((await client.call('livechat:loginByToken', token))['result']?.['_id']), /./);
  assert.equal((await client.call('livechat:loginByToken', 'nobody'))['result'], undefined);
  assert.equal((await client.call('livechat:setUpConnection', { token }))['error'], undefined);
  assert.deepEqual((await client.call('livechat:getCustomFields'))['result'], []);
  await client.call('sendMessageLivechat', { _id: 'r1', rid, msg: 'hello', token });
  assert.equal((await client.call('livechat:setDepartmentForVisitor', { roomId: rid, visitorToken: token, departmentId: 'sales' }))['result'], true);
  assert.equal((await client.call('livechat:setCustomField', token, 'size', '42', true))['result'], true);
  await client.call('livechat:pageVisited', token, rid, { change: 'url', title: 'Lamps', location: { href: 'https://shop.example/lamps' } });
  await client.call('livechat:saveSurveyFeedback', token, rid, [{ name: 'satisfaction', value: '5' }, { name: 'additionalFeedback', value: 'fine' }]);
  assert.equal((await client.call('livechat:sendTranscript', token, rid, 'rare@shop.example'))['result'], true);
  assert.equal((await client.call('livechat:sendOfflineMessage', { name: 'R', email: 'r@shop.example', message: 'later' }))['result'], true);
  const room = await until(async () => (await operator.conversations()).find(({ visitor }) => visitor.name === 'Rare'));
  assert.equal(room.department, 'sales');
  assert.deepEqual(room.visitor.fields, { plan: 'gold', size: '42' });
  assert.equal(room.visitor.page?.title, 'Lamps');
  assert.deepEqual(room.rating, { score: 5, comment: 'fine' });
  assert.equal((await operator.outbox())[0]?.recipient, 'rare@shop.example');
  assert.equal((await operator.offlineMessages())[0]?.values['message'], 'later');
  await client.close();
});

test('errors of methods by name', async () => {
  const client = await openDdp(url);
  await client.call('livechat:registerGuest', { token: 'err' });
  const message = { _id: 'e1', rid: 'err-room', msg: 'x', token: 'err' };
  const table: [string, unknown[], string | RegExp][] = [
    ['livechat:registerGuest', [{}], 'error-invalid-token'],
    ['livechat:registerGuest', [], 'error-invalid-token'],
    ['livechat:registerGuest', ['err'], 'error-invalid-token'],
    ['sendMessageLivechat', [{ ...message, token: 'nobody' }], 'invalid-token'],
    ['sendMessageLivechat', [{ ...message, msg: 'x'.repeat(10_001) }], 'message-length-exceeds-character-limit'],
    ...['_id', 'rid', 'msg', 'token'].map((name): [string, unknown[], RegExp] => ['sendMessageLivechat', [{ ...message, [name]: 7 }], /invalid-params/]),
    ['livechat:getAgentData', [{ roomId: 'none', token: 'err' }], 'invalid-room'],
    ['livechat:getAgentData', [{ roomId: 'none', token: 'nobody' }], 'invalid-token'],
    ['livechat:closeByVisitor', [{ roomId: 'none', token: 'err' }], 'invalid-room'],
    ['livechat:setDepartmentForVisitor', [{ token: 'err', department: 'none' }], 'error-invalid-department'],
    ['livechat:saveSurveyFeedback', ['err', 'none', []], 'invalid-room'],
    ['livechat:setUpConnection', [{}], 'invalid-token'],
  ];
  for (const [method, params, expected] of table) {
    const { error } = await client.call(method, ...params);
    const name = String(error?.['error']);
    if (typeof expected === 'string') assert.equal(name, expected, `${method} ${JSON.stringify(params).slice(0, 80)}`);
    else assert.match(name, expected, method);
    assert.equal(error?.['errorType'], 'Meteor.Error');
  }
  await operator.setAvailability('offline');
  const { error } = await client.call('sendMessageLivechat', message);
  await operator.setAvailability('online');
  assert.equal(error?.['error'], 'no-agent-online');
  await client.close();
});

test('very old subscriptions carry a bare flag; the session stands for the visitor', async () => {
  const client = await openDdp(url);
  await client.call('livechat:registerGuest', { token: 'old' });
  await client.call('sendMessageLivechat', { _id: 'old-1', rid: 'old-room', msg: 'x', token: 'old' });
  assert.equal(String((await client.subscribe('stream-room-messages', 'old-room', false))['msg']), 'ready');
  const stranger = await openDdp(url);
  assert.equal((await stranger.subscribe('stream-room-messages', 'old-room', false))['error']?.['error'], 'not-allowed');
  await Promise.all([client.close(), stranger.close()]);
});

test('an old server has no REST livechat calls, a new one no old methods, the default has both', async () => {
  for (const call of ['GET config', 'POST visitor', 'GET room?token=x', 'POST message', 'GET messages.history/x?token=y']) {
    assert.equal((await livechat(url, call, call.startsWith('POST') ? {} : undefined)).status, 404, call);
  }
  const modern = await startTestServer({ site, dialects: { rocketchat: { profile: 'rest' } } });
  const client = await openDdp(modern.url);
  for (const method of ['livechat:getInitialData', 'livechat:registerGuest', 'sendMessageLivechat', 'livechat:getAgentData', 'livechat:loadHistory']) {
    assert.equal((await client.call(method, 'x'))['error']?.['error'], 404, method);
  }
  const visitor = await openRocketVisitor(modern.url);
  assert.equal(String((await client.subscribe('stream-room-messages', visitor.rid, credentials(visitor.token)))['msg']), 'ready');
  assert.equal((await client.call('stream-notify-room', `${visitor.rid}/typing`, visitor.username, true, { token: visitor.token }))['error'], undefined);
  assert.equal((await livechat(modern.url, 'GET config?surprise=1')).status, 400, 'unknown parameters are refused');
  assert.equal((await livechat(modern.url, 'POST room.transfer', {})).status, 404, 'gone since 7.0');
  await client.close();

  const both = await startTestServer({ site });
  assert.equal((await livechat(both.url, 'GET config?surprise=1')).status, 200);
  const bilingual = await openDdp(both.url);
  await bilingual.call('livechat:registerGuest', { token: 'both' });
  await bilingual.call('sendMessageLivechat', { _id: 'b1', rid: 'both-room', msg: 'by method', token: 'both' });
  const { messages } = await succeed(both.url, 'GET messages.history/both-room?token=both');
  assert.equal(messages?.[0]?.['msg'], 'by method');
  await bilingual.close();
});
