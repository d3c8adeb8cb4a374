import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { ask, initVisitor } from './support/chatgonow-visitor.js';
import { call, openVisitor } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

const server = await startTestServer();
const { url, operator } = server;

test('GET /config describes the site and makes nobody a visitor', async () => {
  const before = (await operator.visitors()).length;
  const { status, body } = await call(url, 'GET', '/config?site=x&locale=de');
  assert.equal(status, 200);
  assert.equal(body['config']?.['title'], 'Juniper & Co.');
  assert.equal(body['config']?.['color'], null);
  assert.equal(body['config']?.['features']?.['upload'], true);
  assert.equal(body['config']?.['upload']?.['maxBytes'], 10 * 1024 * 1024);
  assert.equal(body['availability'], 'online');
  assert.deepEqual(body['agents'], [{ id: 'operator', name: 'Support' }]);
  assert.equal((await operator.visitors()).length, before);
});

test('POST /session answers everything the contract names', async () => {
  const { session } = await openVisitor(url, { name: 'Ann' });
  assert.match(String(session['token']), /^[\w-]{22,}$/, 'at least 128 random bits');
  assert.match(String(session['visitorId']), /^v_/);
  assert.equal(session['conversation'], null);
  assert.equal(session['availability'], 'online');
  assert.equal(typeof session['cursor'], 'string');
  assert.ok(session['config'] && session['agents']);
});

test('a token resumes its visitor, and stays valid beside others', async () => {
  const first = await openVisitor(url);
  const message = await first.say('hello');
  const again = await openVisitor(url, { visitorId: first.id }, first.token);
  assert.equal(again.id, first.id);
  assert.equal(again.session['conversation']?.['id'], message['conversationId']);
  assert.equal((await first.get('/messages')).status, 200);
  assert.equal((await again.get('/messages')).body['messages']?.length, 1);
});

test('a visitorId alone opens nothing', async () => {
  const victim = await openVisitor(url);
  await victim.say('secret');
  const thief = await openVisitor(url, { visitorId: victim.id });
  assert.notEqual(thief.id, victim.id);
  assert.deepEqual((await thief.get('/messages')).body['messages'], []);
});

test('an unknown token makes a new visitor at /session and is 401 everywhere else', async () => {
  const visitor = await openVisitor(url, {}, 'made-up');
  assert.match(visitor.id, /^v_/);
  const bad = { Authorization: 'Bearer made-up' };
  const calls = [
    ['GET', '/messages'], ['POST', '/messages'], ['POST', '/uploads'], ['GET', '/events'], ['POST', '/typing'],
    ['POST', '/read'], ['POST', '/register'], ['POST', '/offline'], ['PATCH', '/visitor'], ['DELETE', '/visitor'],
    ['POST', '/page'], ['POST', '/department'], ['POST', '/end'], ['POST', '/transcript'], ['POST', '/rating'],
  ] as const;
  for (const [method, path] of calls) {
    for (const headers of [bad, {}]) {
      const { status, body } = await call(url, method, path, method === 'GET' ? undefined : {}, headers);
      assert.equal(status, 401, `${method} ${path}`);
      assert.equal(body['error']?.['code'], 'invalid_token');
    }
  }
});

test('tokens are stored only as hashes', async () => {
  const { token } = await openVisitor(url);
  const owner = server.service.context.visitors;
  assert.equal(owner.ownerOfToken(token), undefined, 'the token itself is not what is stored');
});

test('operators see a visitor after /session, a conversation only after the first message', async () => {
  const visitor = await openVisitor(url, { name: 'Quiet' });
  assert.ok((await operator.visitors()).some(({ id }) => id === visitor.id));
  assert.deepEqual(await operator.conversations(visitor.id), []);
  await visitor.say('now');
  const [conversation] = await operator.conversations(visitor.id);
  assert.equal(conversation?.visitor.name, 'Quiet');
  assert.equal(conversation?.unread, 1);
});

test('an external id without proof is told to operators, but returns no history', async () => {
  const phone = await openVisitor(url, { externalId: 'c-1' });
  await phone.say('from the phone');
  const laptop = await openVisitor(url, { externalId: 'c-1' });
  assert.notEqual(laptop.id, phone.id);
  assert.equal(laptop.session['conversation'], null);
  assert.deepEqual((await laptop.get('/messages')).body['messages'], []);
  await laptop.say('from the laptop');
  const [conversation] = await operator.conversations(laptop.id);
  const related = await operator.related(String(conversation?.id));
  assert.deepEqual(related.map(({ visitor }) => visitor.id), [phone.id], 'one person to the operator');
  const back = await openVisitor(url, { externalId: 'c-1' }, phone.token);
  assert.equal(back.id, phone.id, 'with the token the history comes back');
});

test('somebody else signing in at the same browser gets their own thread', async () => {
  const first = await openVisitor(url, { externalId: 'ann' });
  await first.say('mine');
  const second = await openVisitor(url, { externalId: 'bob' }, first.token);
  assert.notEqual(second.id, first.id);
  assert.deepEqual((await second.get('/messages')).body['messages'], []);
});

test('a trusting site returns the history for the external id alone', async () => {
  const trusting = await startTestServer({ site: { trustExternalId: true } });
  const phone = await openVisitor(trusting.url, { externalId: 'c-2' });
  await phone.say('hi');
  const laptop = await openVisitor(trusting.url, { externalId: 'c-2' });
  assert.equal(laptop.id, phone.id);
  assert.equal((await laptop.get('/messages')).body['messages']?.length, 1);
  assert.notEqual(laptop.token, phone.token);
  assert.equal((await phone.get('/messages')).status, 200, 'the first token still opens');
});

test('a site named like that of another system is still one of this contract', async () => {
  const siteOf = async (id: string) => (await operator.visitors()).find((visitor) => visitor.id === id)?.site;
  assert.equal(await siteOf((await openVisitor(url)).id), 'rest');
  const guest = await openVisitor(url, { site: 'chatgonow:demo' });
  await guest.say('not for that site');
  assert.equal(await siteOf(guest.id), 'rest:chatgonow:demo');
  const recent = await ask('chat_api', { url, action: 'get_recent_messages' });
  assert.deepEqual(recent.body['data'], []);
  const customer = await openVisitor(url, { site: 'chatvisor' });
  await customer.say('no customer');
  assert.equal(server.service.context.customers.find(customer.id), undefined);
});

test('a token opens nothing here that came from another system', async () => {
  const { token } = await initVisitor(url);
  const headers = { Authorization: `Bearer ${token}` };
  assert.equal((await call(url, 'GET', '/messages', undefined, headers)).status, 401);
  const known = new Set((await operator.visitors()).map(({ id }) => id));
  assert.ok(!known.has((await openVisitor(url, {}, token)).id), 'somebody new');
});

test('two sites share nobody, whatever tokens and external ids say', async () => {
  const trusting = await startTestServer({ site: { trustExternalId: true } });
  const here = await openVisitor(trusting.url, { site: 'a', externalId: 'c-3' });
  await here.say('said at a');
  const there = await openVisitor(trusting.url, { site: 'b', externalId: 'c-3' });
  const both = await openVisitor(trusting.url, { site: 'b', externalId: 'c-3' }, here.token);
  assert.equal(both.id, there.id);
  assert.deepEqual((await both.get('/messages')).body['messages'], [], 'not merged');
  assert.equal((await here.get('/messages')).body['messages']?.length, 1, 'and nothing taken away');
});

test('a site with a secret demands the right signature', async () => {
  const strict = await startTestServer({ site: { secret: 'shh' } });
  const sign = (id: string) => createHmac('sha256', 'shh').update(id).digest('hex');
  const session = (claims: object) => call(strict.url, 'POST', '/session', { locale: 'en', ...claims });
  for (const signature of [undefined, '', 'zz', sign('other'), sign('ann').toUpperCase()]) {
    const { status, body } = await session({ externalId: 'ann', signature });
    assert.equal(status, 403);
    assert.equal(body['error']?.['code'], 'bad_signature');
  }
  assert.equal((await session({})).status, 200, 'anonymous visitors need none');
  const first = await openVisitor(strict.url, { externalId: 'ann', signature: sign('ann') });
  await first.say('hello');
  const second = await openVisitor(strict.url, { externalId: 'ann', signature: sign('ann') });
  assert.equal(second.id, first.id);
});

test('a wrong email is refused, an empty one ignored', async () => {
  const refused = await call(url, 'POST', '/session', { email: 'nope' });
  assert.equal(refused.status, 422);
  assert.deepEqual(refused.body['error']?.['fields'], { email: 'invalid' });
  assert.equal((await call(url, 'POST', '/session', { email: '' })).status, 200);
});
