import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { sleep } from '../support/until.js';
import { createAdmin, openCustomer } from './support/chatvisor-client.js';
import { listOf, openVisitor } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

const adminToken = 'customers-token';
const dialects = { chatvisor: { adminToken } };
const server = await startTestServer({ dialects });
const { url, operator } = server;
const admin = createAdmin(url, adminToken);
const statusOf = async (id: string) => (await admin.get(`/customers/${id}`)).body['customer']?.['status'];
const agents = [
  { id: 'ann', name: 'Ann', teamIds: ['sales'], availability: 'online', maxChats: 2 },
  { id: 'ben', name: 'Ben', teamIds: ['sales', 'care'], availability: 'online', avatarUrl: 'https://x.example/ben.png' },
  { id: 'cleo', name: 'Cleo', availability: 'offline' },
];

test('a tag as Chatvisor documents it: names, id, labels that add up, null that removes', async () => {
  const customer = await openCustomer(url);
  const path = `/customers/${customer.id}/tag`;
  const tag = { email: 'john@doe.example', firstname: 'John', id: 123, labels: ['foo', 'bar'], lastname: 'Doe' };
  const { status, body } = await admin.put(path, tag);
  assert.equal(status, 200);
  const { customerId, id, verified, email, firstname, lastname, name, labels } = body['customer'] as unknown as Record<string, unknown>;
  assert.deepEqual(
    { customerId, id, verified, email, firstname, lastname, name, labels },
    { customerId: customer.id, id: '123', verified: true, email: 'john@doe.example', firstname: 'John', lastname: 'Doe', name: 'John Doe', labels: ['foo', 'bar'] },
  );
  const more = (await admin.post(path, { labels: ['bar', 'vip'], firstname: 'Jo' })).body['customer'];
  assert.deepEqual([more?.['labels'], more?.['name'], more?.['email']], [['foo', 'bar', 'vip'], 'Jo Doe', 'john@doe.example']);
  const less = (await admin.put(path, { labels: null, lastname: null, email: null })).body['customer'];
  assert.deepEqual([less?.['labels'], less?.['name'], less?.['lastname'], less?.['email']], [[], 'Jo', null, null]);
});

test('wrong tags are refused by name, unknown customers are 404', async () => {
  const customer = await openCustomer(url);
  const cases: [unknown, string][] = [
    [{ email: 'nope' }, 'email'], [{ labels: 'vip' }, 'labels'], [{ labels: [1] }, 'labels'],
    [{ id: null }, 'id'], [{ id: {} }, 'id'], [{ firstname: 7 }, 'firstname'],
  ];
  for (const [body, field] of cases) {
    const { status, body: answer } = await admin.put(`/customers/${customer.id}/tag`, body);
    assert.equal(status, 422, JSON.stringify(body));
    assert.ok(answer['error']?.['fields']?.[field]);
  }
  const stranger = await openVisitor(url);
  for (const id of ['v_nobody', stranger.id]) {
    for (const [method, more, body] of [
      ['get', '', undefined], ['put', '/tag', {}], ['put', '/assign', { agentId: null }],
      ['put', '/status', { status: 'DONE' }], ['post', '/public-url', {}],
    ] as const) {
      assert.equal((await admin[method](`/customers/${id}${more}`, body as never)).status, 404, `${method} ${more}`);
    }
    assert.equal((await admin.delete(`/customers/${id}/public-url`)).status, 404);
  }
});

test('a tag with a known id makes one customer of two, and the visitor goes on with the same token', async () => {
  const phone = await openCustomer(url);
  await phone.say('from the phone');
  await admin.put(`/customers/${phone.id}/tag`, { id: 'c-7' });
  const laptop = await openCustomer(url);
  await laptop.say('from the laptop');
  const merged = await admin.put(`/customers/${laptop.id}/tag`, { id: 'c-7' });
  assert.equal(merged.body['customer']?.['customerId'], phone.id);
  assert.equal((await admin.get(`/customers/${laptop.id}`)).status, 404);
  const texts = listOf((await laptop.get('/messages')).body['messages']).map((each) => each['text']);
  assert.deepEqual(texts, ['from the phone', 'from the laptop']);
  assert.equal(await statusOf(phone.id), 'UNREAD');
});

test('a customer is found by all that is asked for', async () => {
  const customer = await openCustomer(url);
  await admin.put(`/customers/${customer.id}/tag`, { id: 'find-me', email: 'f@x.example', labels: ['gold'], lastname: 'Moss' });
  const found = async (query: string) =>
    listOf((await admin.get(`/customers?${query}`)).body['customers']).map((each) => String(each['customerId']));
  for (const query of ['id=find-me', 'email=f@x.example&label=gold', 'lastname=Moss&id=find-me']) {
    assert.deepEqual(await found(query), [customer.id], query);
  }
  assert.deepEqual(await found('id=find-me&label=silver'), []);
  assert.ok((await found('')).includes(customer.id));
  const stranger = await openVisitor(url);
  assert.ok(!(await found('')).includes(stranger.id), 'visitors of other dialects are no customers');
});

test('the widget tags too: labels add up, and null removes', async () => {
  const customer = await openCustomer(url, { labels: ['a'] });
  await customer.patch('/visitor', { labels: ['b', 'a'], fields: { firstname: 'Mia' } });
  const shown = (await admin.get(`/customers/${customer.id}`)).body['customer'];
  assert.deepEqual([shown?.['labels'], shown?.['firstname']], [['a', 'b'], 'Mia']);
  for (const letter of 'cdef') {
    await customer.patch('/visitor', { labels: Array.from({ length: 100 }, (_, n) => letter + n) });
  }
  assert.equal(listOf((await admin.get(`/customers/${customer.id}`)).body['customer']?.['labels']).length, 200, 'they end somewhere');
  await customer.patch('/visitor', { labels: null });
  assert.deepEqual((await admin.get(`/customers/${customer.id}`)).body['customer']?.['labels'], []);
});

test('a signed e-mail address finds the customer again, an unsigned one does not', async () => {
  const strict = await startTestServer({ dialects, site: { secret: 'shh' } });
  const email = 'Ann@x.example';
  const signature = createHmac('sha256', 'shh').update(email.toLowerCase()).digest('hex');
  const phone = await openCustomer(strict.url, { email, signature });
  await phone.say('hello');
  assert.equal((await openCustomer(strict.url, { email, signature })).id, phone.id);
  assert.notEqual((await openCustomer(strict.url, { email })).id, phone.id);
});

test('a token of another dialect opens nothing here, and a site of that name is no way in', async () => {
  const stranger = await openVisitor(url, { site: 'chatvisor' });
  assert.equal((await admin.get(`/customers/${stranger.id}`)).status, 404);
  const customer = await openCustomer(url, { site: 'shop' }, stranger.token);
  assert.notEqual(customer.id, stranger.id);
  assert.equal((await admin.get(`/customers/${customer.id}`)).status, 200);
});

test('the status follows the chat: unread, answered, done, unread again', async () => {
  const customer = await openCustomer(url);
  assert.equal(await statusOf(customer.id), 'DONE', 'nobody wrote yet');
  const { conversationId } = (await customer.say('hi')) as unknown as { conversationId: string };
  assert.equal(await statusOf(customer.id), 'UNREAD');
  await operator.read(conversationId);
  assert.equal(await statusOf(customer.id), 'UNRESOLVED');
  await customer.say('still there?');
  assert.equal(await statusOf(customer.id), 'UNREAD');
  await operator.say(conversationId, 'yes');
  assert.equal(await statusOf(customer.id), 'UNRESOLVED');
  await customer.post('/end');
  assert.equal(await statusOf(customer.id), 'DONE');
  const again = await openCustomer(url, {}, customer.token);
  await again.say('one more thing');
  assert.equal(await statusOf(customer.id), 'UNREAD');
});

test('a status set by hand holds until something happens; done ends the conversation', async () => {
  const customer = await openCustomer(url);
  const hears = await customer.stream();
  const { conversationId } = (await customer.say('hi')) as unknown as { conversationId: string };
  await operator.read(conversationId);
  const path = `/customers/${customer.id}/status`;
  assert.equal((await admin.put(path, { status: 'UNREAD' })).body['customer']?.['status'], 'UNREAD');
  await customer.post('/rating', { score: 4 });
  assert.equal(await statusOf(customer.id), 'UNREAD');
  assert.equal((await admin.put(path, { status: 'DONE' })).body['customer']?.['status'], 'DONE');
  const ended = await hears.waitForEvent('conversation', 2);
  assert.deepEqual([ended.data['state'], ended.data['by']], ['ended', undefined], 'by nobody with a name');
  for (const body of [{}, { status: 'OPEN' }, { status: 1 }]) assert.equal((await admin.put(path, body)).status, 422);
  await hears.close();
});

test('conversations are polled by status and by time', async () => {
  const first = await openCustomer(url);
  await first.say('one');
  const since = String((await admin.get(`/customers/${first.id}`)).body['customer']?.['updatedAt']);
  await sleep(5);
  const second = await openCustomer(url);
  await second.say('two');
  const poll = async (query: string) => listOf((await admin.get(`/conversations?${query}`)).body['conversations']);
  const fresh = await poll(`since=${since}`);
  assert.deepEqual(fresh.map((each) => each['customerId']), [first.id, second.id]);
  assert.deepEqual(
    [fresh[1]?.['status'], fresh[1]?.['lastMessage']?.['text'], fresh[1]?.['lastMessage']?.['author']?.['role']],
    ['UNREAD', 'two', 'visitor'],
  );
  assert.match(String(fresh[1]?.['url']), new RegExp(`^${url}/operator#c_`));
  await admin.put(`/customers/${second.id}/status`, { status: 'DONE' });
  assert.deepEqual((await poll(`status=UNREAD&since=${since}`)).map((each) => each['customerId']), [first.id]);
  assert.deepEqual((await poll(`status=DONE&since=${since}`)).map((each) => each['customerId']), [second.id]);
  assert.equal((await admin.get('/conversations?status=open')).status, 422);
  assert.equal((await admin.get('/conversations?since=yesterday')).status, 422);
});

test('agents are synchronised as a whole; widgets hear who is there', async () => {
  const customer = await openCustomer(url);
  const hears = await customer.stream();
  assert.equal((await admin.put('/agents', { agents })).status, 200);
  const { data } = await hears.waitForEvent('availability');
  assert.deepEqual(listOf(data['agents']).map((each) => each['name']), ['Support', 'Ann', 'Ben']);
  await operator.setAvailability('offline');
  const later = (await hears.waitForEvent('availability', 2)).data;
  assert.deepEqual([later['state'], listOf(later['agents']).map((each) => each['name'])], ['online', ['Ann', 'Ben']]);
  assert.equal((await openCustomer(url)).session['availability'], 'online');
  assert.equal((await openVisitor(url)).session['availability'], 'offline', 'other dialects have their operator only');
  await operator.setAvailability('online');
  assert.deepEqual(listOf((await admin.get('/agents')).body['agents']).map((each) => each['id']), ['ann', 'ben', 'cleo']);
  await hears.close();
});

test('wrong agents are refused by their place in the list, and nothing is changed', async () => {
  const cases: [unknown, string][] = [
    [{}, 'agents'], [{ agents: [{ name: 'X' }] }, 'agents[0].id'], [{ agents: [{ id: 'x' }] }, 'agents[0].name'],
    [{ agents: [...agents, { id: 'ann', name: 'Twin' }] }, 'agents[3].id'],
    [{ agents: [{ id: 'x', name: 'X', availability: 'away' }] }, 'agents[0].availability'],
    [{ agents: [{ id: 'x', name: 'X', avatarUrl: 'javascript:1' }] }, 'agents[0].avatarUrl'],
    [{ agents: [{ id: 'x', name: 'X', maxChats: 0 }] }, 'agents[0].maxChats'],
  ];
  for (const [body, field] of cases) {
    const { status, body: answer } = await admin.put('/agents', body);
    assert.equal(status, 422);
    assert.ok(answer['error']?.['fields']?.[field], `${field} in ${JSON.stringify(answer)}`);
  }
  assert.equal(listOf((await admin.get('/agents')).body['agents']).length, 3);
});

test('a customer is routed by hand to an agent or to a team, never to both', async () => {
  const customer = await openCustomer(url);
  const path = `/customers/${customer.id}/assign`;
  const assigned = async (body: unknown) => (await admin.put(path, body)).body['customer']?.['assignee'] as unknown;
  assert.deepEqual(await assigned({ agentId: 'ann' }), { agentId: 'ann' });
  assert.deepEqual(await assigned({ teamId: 'sales' }), { teamId: 'sales' });
  assert.equal(await assigned({ agentId: null }), null);
  await admin.put('/agents', { agents: [...agents, { id: 7, name: 'Seven', teamIds: [] }] });
  assert.deepEqual(await assigned({ agentId: 7 }), { agentId: '7' }, 'third parties number their agents');
  await admin.put('/agents', { agents });
  assert.equal((await admin.put(path, { agentId: 'ann', teamId: 'sales' })).status, 422);
  assert.equal((await admin.put(path, {})).status, 422);
  assert.equal((await admin.put(path, { agentId: 'nobody' })).status, 404);
  assert.equal((await admin.put(path, { teamId: 'nobody' })).status, 404);
});

test('new conversations are routed by label, department, and whoever is least busy', async () => {
  const fresh = await startTestServer({ dialects, site: { config: { departments: [{ id: 'care', name: 'Care' }] } } });
  const api = createAdmin(fresh.url, adminToken);
  await api.put('/agents', { agents });
  await api.put('/settings', {
    routing: [
      { label: 'vip', agentId: 'cleo' }, { label: 'lost', agentId: 'gone' }, { department: 'care', teamId: 'care' }, { leastBusy: true },
    ],
  });
  const routed = async (claims: object, department?: string) => {
    const customer = await openCustomer(fresh.url, claims as Record<string, unknown>);
    if (department) await customer.post('/department', { id: department });
    await customer.say('hi');
    return (await api.get(`/customers/${customer.id}`)).body['customer']?.['assignee'] as unknown;
  };
  assert.deepEqual(await routed({ labels: ['vip'] }), { agentId: 'cleo' });
  assert.deepEqual(await routed({}, 'care'), { teamId: 'care' });
  assert.deepEqual(await routed({}), { agentId: 'ann' });
  assert.deepEqual(await routed({ labels: ['lost'] }), { agentId: 'ben' }, 'an agent who is gone is passed over');
  assert.deepEqual(await routed({}), { agentId: 'ann' });
  assert.deepEqual(await routed({}), { agentId: 'ben' }, 'Ann has as many as she takes');
  assert.deepEqual(await routed({}), { agentId: 'ben' });
  const load = await openCustomer(fresh.url);
  await api.put(`/customers/${load.id}/assign`, { agentId: 'cleo' });
  await load.say('hi');
  assert.deepEqual((await api.get(`/customers/${load.id}`)).body['customer']?.['assignee'], { agentId: 'cleo' }, 'by hand stays');
  await api.put('/agents', { agents: agents.filter(({ id }) => id !== 'cleo') });
  assert.equal((await api.get(`/customers/${load.id}`)).body['customer']?.['assignee'], null, 'nobody stays with who is gone');
});

test('full agents make the site busy, and free ones online again', async () => {
  const fresh = await startTestServer({ dialects });
  const api = createAdmin(fresh.url, adminToken);
  await fresh.operator.setAvailability('offline');
  await api.put('/agents', { agents: [{ id: 'solo', name: 'Solo', availability: 'online', maxChats: 1 }] });
  await api.put('/settings', { routing: [{ leastBusy: true }] });
  const watcher = await openCustomer(fresh.url);
  assert.equal(watcher.session['availability'], 'online');
  const hears = await watcher.stream();
  const customer = await openCustomer(fresh.url);
  await customer.say('hi');
  assert.equal((await hears.waitForEvent('availability')).data['state'], 'busy');
  await customer.post('/end');
  assert.equal((await hears.waitForEvent('availability', 2)).data['state'], 'online');
  await hears.close();
});

test('an erased visitor leaves no customer behind', async () => {
  const customer = await openCustomer(url);
  await customer.say('forget me');
  assert.equal((await customer.delete('/visitor')).status, 204);
  assert.equal((await admin.get(`/customers/${customer.id}`)).status, 404);
  const polled = await admin.get('/conversations');
  assert.equal(polled.status, 200);
  assert.ok(!polled.text.includes(customer.id));
});
