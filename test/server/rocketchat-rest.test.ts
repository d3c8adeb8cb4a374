import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listOf } from './support/rest-visitor.js';
import { ask, livechat, openRocketVisitor, succeed } from './support/rocketchat-visitor.js';
import { startTestServer } from './support/test-server.js';

const departments = [{ id: 'sales', name: 'Sales' }, { id: 'help', name: 'Help' }];
const { url, operator } = await startTestServer({ site: { config: { maxPerMinute: 1000, departments } } });
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test('config: all sections, and the visitor only when asked with a token', async () => {
  const { config } = await succeed(url, 'GET config');
  assert.deepEqual(Object.keys(config ?? {}).sort(), [
    'customFields', 'departments', 'enabled', 'messages', 'online', 'resources', 'settings', 'survey', 'theme', 'triggers',
  ]);
  assert.equal(config?.['enabled'], true);
  assert.equal(config?.['online'], true);
  assert.deepEqual(config?.['departments']?.[0], { _id: 'sales', name: 'Sales', showOnRegistration: true, showOnOfflineForm: true });
  assert.equal(String(config?.['survey']?.['items']?.[2]), 'agentResposiveness');
  const visitor = await openRocketVisitor(url);
  const { config: own } = await succeed(url, `GET config?token=${visitor.token}`);
  assert.equal(own?.['guest']?.['_id'], visitor.id);
  assert.equal(own?.['room']?.['_id'], visitor.rid);
  assert.equal(own?.['agent'], undefined);
  await operator.join(visitor.rid);
  const { config: served } = await succeed(url, `GET config?token=${visitor.token}`);
  assert.deepEqual(served?.['agent'], { _id: 'operator', username: 'operator', name: 'Support', status: 'online' });
  assert.equal(served?.['room']?.['servedBy']?.['username'], 'operator');
  assert.equal((await operator.visitors()).length, 1, 'config makes nobody a visitor');
});

test('visitor: made, changed, read, and known by a number of their own', async () => {
  const contact = { name: 'Ada', email: 'ada@shop.example', phone: '+49 1', department: 'Sales' };
  const customFields = [{ key: 'plan', value: 'gold', overwrite: true }];
  const { visitor } = await succeed(url, 'POST visitor', { visitor: { token: 'ada', ...contact, customFields } });
  assert.match(String(visitor?.['username']), /^guest-\d+$/);
  assert.deepEqual(visitor?.['visitorEmails'], [{ address: 'ada@shop.example' }]);
  assert.deepEqual(visitor?.['phone'], [{ phoneNumber: '+49 1' }]);
  assert.deepEqual(visitor?.['livechatData'], { plan: 'gold' });
  assert.equal(visitor?.['department'], 'sales');
  assert.match(String(visitor?.['ts']), iso);
  const again = await succeed(url, 'POST visitor', {
    visitor: { token: 'ada', name: 'Ada L', customFields: [{ key: 'plan', value: 'iron', overwrite: false }] },
  });
  assert.equal(again['visitor']?.['_id'], visitor?.['_id']);
  assert.equal(again['visitor']?.['username'], visitor?.['username']);
  assert.equal(again['visitor']?.['name'], 'Ada L');
  assert.deepEqual(again['visitor']?.['livechatData'], { plan: 'gold' }, 'what may not be overwritten stays');
  const read = await succeed(url, 'GET visitor/ada');
  assert.equal(read['visitor']?.['_id'], visitor?.['_id']);
  const nameless = await succeed(url, 'POST visitor', { visitor: { token: 'nameless' } });
  assert.equal(nameless['visitor']?.['name'], nameless['visitor']?.['username']);
  assert.deepEqual(await succeed(url, 'POST visitor.status', { token: 'ada', status: 'away' }), { token: 'ada', status: 'away', success: true });
});

test('room: found again, and opened anew after its end', async () => {
  const visitor = await openRocketVisitor(url);
  const found = await succeed(url, `GET room?token=${visitor.token}`);
  assert.equal(found['newRoom'], false);
  assert.equal(found['room']?.['_id'], visitor.rid);
  assert.equal(found['room']?.['open'], true);
  assert.equal(found['room']?.['t'], 'l');
  assert.equal(found['room']?.['v']?.['username'], visitor.username);
  const named = await succeed(url, `GET room?token=${visitor.token}&rid=${visitor.rid}`);
  assert.equal(named['newRoom'], false);
  const closed = await succeed(url, 'POST room.close', { rid: visitor.rid, token: visitor.token });
  assert.deepEqual(closed, { rid: visitor.rid, comment: 'Closed by visitor', success: true });
  assert.equal((await operator.conversation(visitor.rid)).endedBy, 'visitor');
  const anew = await succeed(url, `GET room?token=${visitor.token}`);
  assert.equal(anew['newRoom'], true);
  assert.notEqual(anew['room']?.['_id'], visitor.rid);
});

test('message: posted once, read, edited, deleted', async () => {
  const visitor = await openRocketVisitor(url);
  const { token, rid } = visitor;
  const { message } = await succeed(url, 'POST message', { token, rid, msg: 'hello', _id: 'first' });
  assert.equal(message?.['_id'], 'first');
  assert.equal(message?.['rid'], rid);
  assert.equal(message?.['msg'], 'hello');
  assert.deepEqual(message?.['u'], { _id: visitor.id, username: visitor.username, name: 'Eva' });
  assert.match(String(message?.['ts']), iso);
  const repeated = await livechat(url, 'POST message', { token, rid, msg: 'hello', _id: 'first' });
  assert.deepEqual([repeated.status, repeated.body], [400, { success: false, error: 'Cannot convert undefined or null to object' }]);
  assert.deepEqual((await operator.messages(rid)).map(({ text }) => text), ['hello']);
  const made = await visitor.say('without an id', '');
  assert.match(String(made['_id']), /^[23456789A-HJ-NP-TW-Za-km-z]{17}$/);
  const read = await succeed(url, `GET message/first?token=${token}&rid=${rid}`);
  assert.deepEqual(read['message'], message);
  const edited = await succeed(url, 'PUT message/first', { token, rid, msg: 'hello there' });
  assert.equal(edited['message']?.['msg'], 'hello there');
  assert.match(String(edited['message']?.['editedAt']), iso);
  assert.equal(edited['message']?.['editedBy']?.['_id'], visitor.id);
  const deleted = await succeed(url, 'DELETE message/first', { token, rid });
  assert.equal(deleted['message']?.['_id'], 'first');
  assert.deepEqual((await operator.messages(rid)).map(({ text }) => text), ['without an id']);
  assert.equal((await livechat(url, `GET message/first?token=${token}&rid=${rid}`)).body['error'], 'invalid-message');
  assert.equal((await livechat(url, 'POST message', { token, rid, msg: 'hello', _id: 'first' })).status, 400, 'the id stays taken');
});

test('a visitor cannot change what operators said, nor take its id', async () => {
  const { token, rid } = await openRocketVisitor(url);
  const { id } = await operator.say(rid, 'mine');
  for (const call of [`PUT message/${id}`, `DELETE message/${id}`]) {
    assert.equal((await livechat(url, call, { token, rid, msg: 'yours' })).body['error'], 'invalid-message');
  }
  const taken = await livechat(url, 'POST message', { token, rid, msg: 'x', _id: id });
  assert.equal(taken.body['error'], 'Cannot convert undefined or null to object');
});

test('history: newest first, in pages, up to a time, with the lines of the server', async () => {
  const visitor = await openRocketVisitor(url);
  for (let index = 0; index < 25; index++) await visitor.say(`m${index}`);
  await operator.say(visitor.rid, 'answer');
  const newest = await visitor.history();
  assert.equal(newest.length, 20);
  assert.equal(String(newest[0]?.['msg']), 'answer');
  assert.deepEqual(newest.slice(1, 4).map((each) => String(each['t'] ?? each['msg'])), ['command', 'uj', 'm24']);
  const all: string[] = [];
  for (let offset = 0; ; offset += 10) {
    const page = await visitor.history(`&limit=10&offset=${offset}`);
    all.push(...page.map((each) => String(each['t'] ?? each['msg'])));
    if (page.length < 10) break;
  }
  assert.equal(all.length, 29);
  assert.deepEqual(all.slice(-2), ['m0', 'livechat-started']);
  const edge = (await visitor.history('&limit=100')).find((each) => String(each['msg']) === 'm10');
  const before = await visitor.history(`&limit=100&end=${String(edge?.['ts'])}`);
  assert.ok(before.every((each) => String(each['ts']) < String(edge?.['ts'])), 'the end is exclusive');
  assert.equal((await operator.conversation(visitor.rid)).deliveredTo !== null, true);
});

test('the lines of a whole course: started, joined, left, transferred, closed', async () => {
  const { token, rid, history } = await openRocketVisitor(url);
  await operator.join(rid);
  await operator.leave(rid);
  await succeed(url, 'POST visitor/department.transfer', { rid, token, department: 'help' });
  const transferred = await succeed(url, 'POST room.transfer', { rid, token, department: 'sales' });
  assert.equal(transferred['room']?.['departmentId'], 'sales');
  await operator.close(rid);
  const lines = (await history()).reverse();
  assert.deepEqual(lines.map((line) => String(line['t'])), [
    'livechat-started', 'uj', 'command', 'ul', 'livechat_transfer_history', 'livechat_transfer_history',
    'livechat_transfer_history', 'livechat-close',
  ]);
  assert.equal(String(lines[2]?.['msg']), 'connected');
  assert.equal(String(lines[4]?.['transferData']?.['scope']), 'queue');
  assert.deepEqual(lines[5]?.['transferData']?.['nextDepartment'], { _id: 'help', name: 'Help' });
  assert.equal(String(lines[5]?.['transferData']?.['scope']), 'department');
  assert.equal(String(lines[7]?.['msg']), 'Closed by agent');
});

test('agent.info and agent.next', async () => {
  const { token, rid } = await openRocketVisitor(url);
  assert.equal((await livechat(url, `GET agent.info/${rid}/${token}`)).body['error'], 'invalid-agent');
  await operator.join(rid);
  const { agent } = await succeed(url, `GET agent.info/${rid}/${token}`);
  assert.deepEqual(agent, { _id: 'operator', username: 'operator', name: 'Support', status: 'online' });
  assert.deepEqual(await succeed(url, `GET agent.next/${token}`), { success: true });
  assert.equal((await succeed(url, 'GET agent.next/somebody'))['agent']?.['username'], 'operator');
});

test('survey, transcript, custom fields, pages', async () => {
  const visitor = await openRocketVisitor(url, { email: 'eva@shop.example' });
  const { token, rid } = visitor;
  await visitor.say('hello');
  const words = [{ name: 'additionalFeedback', value: 'nice' }];
  await succeed(url, 'POST room.survey', { rid, token, data: words });
  assert.equal((await operator.conversation(rid)).visitor.fields?.['additionalFeedback'], 'nice');
  const data = [{ name: 'agentKnowledge', value: '2' }, { name: 'satisfaction', value: '4' }, ...words];
  assert.deepEqual((await succeed(url, 'POST room.survey', { rid, token, data }))['data'], data);
  assert.deepEqual((await operator.conversation(rid)).rating, { score: 4, comment: 'nice' });
  for (const wrong of [[{ name: 'satisfaction', value: '6' }], [{ name: 'mood', value: '1' }], [], 'x', [null]]) {
    assert.equal((await livechat(url, 'POST room.survey', { rid, token, data: wrong })).body['error'], 'invalid-data');
  }
  assert.ok((await succeed(url, 'POST transcript', { token, rid, email: 'me@shop.example' }))['message']);
  assert.equal((await operator.outbox()).at(-1)?.recipient, 'me@shop.example');
  const refused = await livechat(url, 'POST transcript', { token, rid, email: 'nonsense' });
  assert.deepEqual([refused.status, refused.body['success'], typeof refused.body['message']], [400, false, 'string']);
  const field = { key: 'size', value: '42', overwrite: true };
  assert.deepEqual((await succeed(url, 'POST custom.field', { token, ...field }))['field'], field);
  await succeed(url, 'POST custom.fields', { token, customFields: [{ key: 'a', value: '1', overwrite: true }, { ...field, value: '43', overwrite: false }] });
  const pageInfo = { change: 'url', title: 'Lamps', location: { href: 'https://shop.example/lamps', host: 'x' } };
  const { page } = await succeed(url, 'POST page.visited', { token, rid, pageInfo });
  assert.deepEqual(page?.['navigation'], { page: { change: 'url', title: 'Lamps', location: { href: 'https://shop.example/lamps' } }, token });
  assert.deepEqual(await succeed(url, 'POST page.visited', { token: 'nobody', pageInfo }), { success: true });
  const { visitor: seen } = await operator.conversation(rid);
  const much = { token, key: 'much', value: 'x'.repeat(9000), overwrite: true };
  await succeed(url, 'POST custom.field', { ...much, key: 'size', value: '42' });
  const full = await openRocketVisitor(url);
  await succeed(url, 'POST custom.field', { ...much, token: full.token });
  assert.equal((await livechat(url, 'POST custom.field', { ...much, token: full.token, key: 'more' })).body['error'], 'error-updating-custom-fields');
  assert.equal(seen.page?.url, 'https://shop.example/lamps');
  assert.deepEqual(seen.fields, { additionalFeedback: 'nice', size: '42', a: '1' });
});

test('offline: no room is opened, a message can be left', async () => {
  const { token, rid } = await openRocketVisitor(url);
  await succeed(url, 'POST room.close', { rid, token });
  await operator.setAvailability('offline');
  try {
    assert.equal((await succeed(url, 'GET config'))['config']?.['online'], false);
    assert.equal((await livechat(url, `GET room?token=${token}`)).body['error'], 'no-agent-online');
    assert.equal((await livechat(url, 'GET agent.next/somebody')).body['error'], 'agent-not-found');
    const form = { name: 'Eva', email: 'eva@shop.example', message: 'call me', department: 'sales' };
    assert.ok((await succeed(url, 'POST offline.message', form))['message']);
    const { host: _, ...values } = (await operator.offlineMessages())[0]?.values ?? {};
    assert.deepEqual(values, form);
    for (const missing of ['name', 'email', 'message']) {
      assert.equal((await livechat(url, 'POST offline.message', { ...form, [missing]: '' })).status, 400);
    }
    assert.equal((await livechat(url, 'POST offline.message', { ...form, email: 'x' })).status, 400);
  } finally {
    await operator.setAvailability('online');
  }
});

test('forgotten: not while a room is open, and then everything', async () => {
  const visitor = await openRocketVisitor(url);
  const { token, rid } = visitor;
  await visitor.say('secret');
  assert.equal((await livechat(url, `DELETE visitor/${token}`)).body['error'], 'visitor-has-open-rooms');
  await succeed(url, 'POST room.close', { rid, token });
  const { visitor: gone } = await succeed(url, `DELETE visitor/${token}`);
  assert.equal(gone?.['_id'], visitor.id);
  assert.match(String(gone?.['ts']), iso);
  assert.equal((await livechat(url, `GET visitor/${token}`)).body['error'], 'invalid-token');
  assert.equal((await operator.visitors()).some(({ id }) => id === visitor.id), false);
});

test('every refusal by its name', async () => {
  const { token, rid, say } = await openRocketVisitor(url);
  const foreign = await openRocketVisitor(url);
  const closed = await openRocketVisitor(url);
  await closed.say('x', 'earlier');
  await succeed(url, 'POST room.close', { rid: closed.rid, token: closed.token });
  const anew = String((await succeed(url, `GET room?token=${closed.token}`))['room']?.['_id']);
  await say('x', 'mine');
  const visitor = { token };
  const table: [string, unknown, string][] = [
    ['POST visitor', { visitor: {} }, 'error-invalid-token'],
    ['POST visitor', { visitor: { token: '' } }, 'error-invalid-token'],
    ['POST visitor', { visitor: { token: 7 } }, 'error-invalid-token'],
    ['POST visitor', { visitor: { token, email: 'nonsense' } }, 'error-livechat-visitor-registration'],
    ['POST visitor', { visitor: { token, customFields: [{ key: 'a', value: 'b' }] } }, 'error-updating-custom-fields'],
    ['POST visitor', { visitor: { token, department: 'none' } }, 'error-invalid-department'],
    ['GET visitor/nobody', undefined, 'invalid-token'],
    ['DELETE visitor/nobody', undefined, 'invalid-token'],
    ['POST visitor.status', { token: 'nobody', status: 'online' }, 'invalid-token'],
    ['GET room?token=nobody', undefined, 'invalid-token'],
    [`GET room?token=${token}&rid=nowhere`, undefined, 'invalid-room'],
    [`GET room?token=${token}&rid=${foreign.rid}`, undefined, 'invalid-room'],
    [`GET room?token=${closed.token}&rid=${closed.rid}`, undefined, 'invalid-room'],
    ['POST message', { token: 'nobody', rid, msg: 'x' }, 'invalid-token'],
    ['POST message', { token, rid: foreign.rid, msg: 'x' }, 'invalid-room'],
    ['POST message', { token: closed.token, rid: closed.rid, msg: 'x' }, 'room-closed'],
    ['POST message', { token, rid, msg: 'x'.repeat(10_001) }, 'message-length-exceeds-character-limit'],
    ['PUT message/mine', { token, rid, msg: 'x'.repeat(10_001) }, 'message-length-exceeds-character-limit'],
    [`GET message/none?token=${token}&rid=${rid}`, undefined, 'invalid-message'],
    [`GET message/mine?token=${foreign.token}&rid=${foreign.rid}`, undefined, 'invalid-message'],
    [`GET message/earlier?token=${closed.token}&rid=${anew}`, undefined, 'invalid-message'],
    ['PUT message/earlier', { token: closed.token, rid: anew, msg: 'y' }, 'invalid-message'],
    [`GET messages.history/${rid}`, undefined, 'error-token-param-not-provided'],
    [`GET messages.history/${rid}?token=nobody`, undefined, 'invalid-token'],
    [`GET messages.history/${rid}?token=${foreign.token}`, undefined, 'invalid-room'],
    ['POST room.close', { rid: foreign.rid, token }, 'invalid-room'],
    ['POST room.close', { rid: closed.rid, token: closed.token }, 'room-closed'],
    ['POST room.transfer', { rid: closed.rid, token: closed.token, department: 'help' }, 'room-closed'],
    ['POST visitor/department.transfer', { rid, token, department: 'none' }, 'error-invalid-department'],
    ['POST room.survey', { rid: foreign.rid, token, data: [] }, 'invalid-room'],
    [`GET agent.info/${foreign.rid}/${token}`, undefined, 'invalid-room'],
    [`GET agent.info/${rid}/nobody`, undefined, 'invalid-token'],
    ['POST custom.field', { ...visitor, token: 'nobody', key: 'a', value: 'b', overwrite: true }, 'invalid-token'],
    ['POST transcript', { token, rid: foreign.rid, email: 'a@b.example' }, 'invalid-room'],
    ['POST triggers/none/external-service/call', { token }, 'invalid-trigger'],
  ];
  for (const [call, body, error] of table) {
    const answer = await livechat(url, call, body);
    assert.deepEqual([answer.status, answer.body], [400, { success: false, error }], `${call} ${JSON.stringify(body)?.slice(0, 80)}`);
  }
});

test('missing and wrong members are 400, never 500', async () => {
  const { token, rid } = await openRocketVisitor(url);
  const posts = ['visitor', 'visitor.status', 'visitor/department.transfer', 'room.close', 'room.transfer', 'room.survey', 'message',
    'offline.message', 'page.visited', 'custom.field', 'custom.fields', 'transcript', 'triggers/x/external-service/call'];
  const wrong = [null, true, -1, '', 'x'.repeat(20_000), [], [[]], [{}], {}, { a: {} }, '__proto__', 'toString', 'a\u0000b'];
  const names = ['visitor', 'token', 'rid', 'msg', '_id', 'status', 'department', 'data', 'name', 'email', 'message', 'pageInfo', 'key', 'value',
    'overwrite', 'customFields', 'location', 'extraData'];
  for (const post of posts) {
    for (const body of ['{', 'null', '[]', '"x"', '7', '{}']) assert.equal((await livechat(url, `POST ${post}`, body)).status, 400, `${post} ${body}`);
    for (const value of wrong) {
      for (const keep of [{}, { token, rid }]) {
        const body = { ...Object.fromEntries(names.map((name) => [name, value])), ...keep };
        const { status } = await livechat(url, `POST ${post}`, body);
        assert.ok(status < 500, `${post} ${JSON.stringify(value).slice(0, 40)}: ${status}`);
      }
    }
  }
  for (const query of ['limit=x', 'limit=-1', 'offset=1.5', 'end=never']) {
    assert.equal((await livechat(url, `GET messages.history/${rid}?token=${token}&${query}`)).status, 400, query);
  }
  assert.equal(({} as Record<string, unknown>)['a'], undefined, 'no prototype was written to');
  const unknown = await livechat(url, 'GET nonsense');
  assert.deepEqual([unknown.status, unknown.body['success']], [404, false]);
});

test('a pressed button says its title, once per trigger id', async () => {
  const { token, rid } = await openRocketVisitor(url);
  const { id } = await operator.say(rid, 'sure?', {
    quickReplies: [{ id: 'yes', title: 'Yes', value: 'y' }],
    cards: [{ title: 'Call', subtitle: 'now', imageUrl: 'https://shop.example/a.png', buttons: [{ id: 'joinLivechat', title: 'Join', value: 'call-1', url: 'https://meet.example/1' }] }],
  });
  const { message } = await succeed(url, `GET message/${id}?token=${token}&rid=${rid}`);
  const blocks = listOf(message?.['blocks']);
  assert.deepEqual(blocks.map((block) => String(block['type'])), ['section', 'image', 'actions', 'actions']);
  assert.equal(String(blocks[2]?.['appId']), 'videoconf-core');
  assert.equal(String(blocks[2]?.['blockId']), 'call-1');
  assert.equal(String(blocks[2]?.['elements']?.[0]?.['actionId']), 'joinLivechat');
  assert.deepEqual(blocks[3]?.['elements']?.[0]?.['text'], { type: 'plain_text', text: 'Yes', emoji: true });
  const press = { type: 'blockAction', actionId: 'yes', rid, mid: id, triggerId: 'press-1', container: { type: 'message', id }, payload: { blockId: id, value: 'y' } };
  const path = '/api/apps/ui.interaction/quick-replies';
  for (let times = 0; times < 2; times++) assert.equal((await ask(url, 'POST', path, press, { 'x-visitor-token': token })).status, 200);
  assert.deepEqual((await operator.messages(rid)).map(({ text, localId }) => [text, localId]), [['sure?', undefined], ['Yes', 'press-1']]);
  assert.equal((await ask(url, 'POST', path, press)).status, 401);
  assert.equal((await ask(url, 'POST', path, { ...press, type: 'viewSubmit' }, { 'x-visitor-token': token })).status, 400);
  assert.equal((await ask(url, 'POST', path, { ...press, actionId: 'no', triggerId: 'press-2' }, { 'x-visitor-token': token })).status, 404);
});
