import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listOf, openVisitor } from './support/rest-visitor.js';
import { png } from './support/sample-images.js';
import { startTestServer } from './support/test-server.js';

const server = await startTestServer();
const { url, operator } = server;

test('PATCH /visitor adds, keeps and clears', async () => {
  const visitor = await openVisitor(url, { name: 'Ann', fields: { a: 1 } });
  await visitor.say('hi');
  const patched = await visitor.ask('PATCH', '/visitor', { email: 'ann@x.example', fields: { b: [2] }, labels: ['vip'] });
  assert.equal(patched.status, 200);
  assert.equal(patched.body['token'], undefined, 'still the same visitor');
  assert.deepEqual(patched.body['visitor'], {
    id: visitor.id, name: 'Ann', email: 'ann@x.example', fields: { a: 1, b: [2] }, labels: ['vip'],
  });
  const cleared = await visitor.ask('PATCH', '/visitor', { name: null });
  assert.equal(cleared.body['visitor']?.['name'], undefined);
  const [conversation] = await operator.conversations(visitor.id);
  assert.equal(conversation?.visitor.email, 'ann@x.example');
});

test('PATCH /visitor refuses wrong types', async () => {
  const visitor = await openVisitor(url);
  const cases: [unknown, Record<string, string>][] = [
    [{ name: 7 }, { name: 'invalid' }],
    [{ name: 'x'.repeat(201) }, { name: 'too_long' }],
    [{ email: 'x' }, { email: 'invalid' }],
    [{ fields: [] }, { fields: 'invalid' }],
    [{ fields: { big: 'x'.repeat(20_000) } }, { fields: 'too_long' }],
    [{ labels: 'vip' }, { labels: 'invalid' }],
    [{ labels: [1] }, { labels: 'invalid' }],
  ];
  for (const [body, fields] of cases) {
    const answer = await visitor.ask('PATCH', '/visitor', body);
    assert.equal(answer.status, 422, JSON.stringify(body).slice(0, 80));
    assert.deepEqual(answer.body['error']?.['fields'], fields);
  }
});

test('a proved external id merges into the known visitor', async () => {
  const trusting = await startTestServer({ site: { trustExternalId: true } });
  const known = await openVisitor(trusting.url, { externalId: 'c-9', name: 'Ann' });
  await known.say('earlier');
  const guest = await openVisitor(trusting.url, { phone: '123' });
  const { body: upload } = await guest.upload(png(), 'a.png');
  await guest.say('as a guest', { attachments: [upload['id']] });
  const onKnown = await known.stream(String(known.session['cursor']));
  const onGuest = await guest.stream(String(guest.session['cursor']));
  const merged = await guest.ask('PATCH', '/visitor', { externalId: 'c-9' });
  assert.equal(merged.status, 200);
  assert.equal(merged.body['visitor']?.['id'], known.id);
  assert.equal(merged.body['visitor']?.['name'], 'Ann');
  assert.equal(merged.body['visitor']?.['phone'], '123');
  assert.ok(merged.body['token']);
  await onGuest.waitForEnd();
  await onKnown.waitForEvent('message', 2);
  assert.ok(onKnown.texts().includes('as a guest'), 'the other device learns of it');
  await onKnown.close();
  for (const token of [known.token, guest.token, String(merged.body['token'])]) {
    const again = await openVisitor(trusting.url, {}, token);
    assert.equal(again.id, known.id);
    assert.equal(listOf((await again.get('/messages')).body['messages']).length, 2);
  }
  assert.equal((await trusting.operator.conversations(known.id)).length, 1, 'two open conversations became one');
  assert.equal((await fetch(String(upload['url']))).status, 200);
  const repeat = await guest.post('/messages', { localId: 'local-1', text: 'as a guest' });
  assert.equal(repeat.status, 201);
});

test('signing in at /session merges a guest, too', async () => {
  const trusting = await startTestServer({ site: { trustExternalId: true } });
  const known = await openVisitor(trusting.url, { externalId: 'c-1' });
  const guest = await openVisitor(trusting.url);
  await guest.say('guest');
  const signedIn = await openVisitor(trusting.url, { externalId: 'c-1' }, guest.token);
  assert.equal(signedIn.id, known.id);
  assert.notEqual(signedIn.token, guest.token);
  assert.notEqual(signedIn.session['conversation'], null, 'the guest\'s conversation goes on');
});

test('without proof a PATCH merges nothing', async () => {
  const known = await openVisitor(url, { externalId: 'c-5' });
  await known.say('private');
  const other = await openVisitor(url);
  const { body } = await other.ask('PATCH', '/visitor', { externalId: 'c-5' });
  assert.equal(body['visitor']?.['id'], other.id);
  assert.equal(body['token'], undefined);
  assert.deepEqual(listOf((await other.get('/messages')).body['messages']), []);
});

test('DELETE /visitor erases everything about them, and nothing about others', async () => {
  const visitor = await openVisitor(url, { name: 'Forget Me', email: 'forget@me.example' });
  const other = await openVisitor(url);
  await other.say('stays');
  const { body: upload } = await visitor.upload(png(), 'a.png');
  const { conversationId } = await visitor.say('erase this', { attachments: [upload['id']] });
  await visitor.post('/offline', { values: { name: 'F', email: 'forget@me.example', message: 'offline words' } });
  await visitor.post('/transcript', { kind: 'email' });
  await visitor.post('/rating', { score: 5, comment: 'rated' });
  const stream = await visitor.stream(String(visitor.session['cursor']));
  assert.equal((await visitor.ask('DELETE', '/visitor')).status, 204);
  await stream.waitForEnd();
  assert.equal((await visitor.get('/messages')).status, 401, 'its tokens open nothing');
  assert.equal((await fetch(String(upload['url']))).status, 404);
  await assert.rejects(operator.conversation(String(conversationId)), /404/);
  const everything = JSON.stringify([
    await operator.visitors(), await operator.conversations(), await operator.offlineMessages(), await operator.outbox(),
  ]);
  for (const trace of [visitor.id, 'Forget Me', 'forget@me', 'erase this', 'offline words', 'rated']) {
    assert.ok(!everything.includes(trace), trace);
  }
  assert.deepEqual(server.service.context.log.since(visitor.id, '0').filter(({ type }) => type !== 'availability'), []);
  assert.equal(listOf((await other.get('/messages')).body['messages']).length, 1);
});

test('the operator can erase a visitor as well', async () => {
  const visitor = await openVisitor(url);
  await visitor.say('x');
  await operator.eraseVisitor(visitor.id);
  assert.equal((await visitor.get('/messages')).status, 401);
  await assert.rejects(operator.eraseVisitor(visitor.id), /404/);
});

test('fields add up, but not without end', async () => {
  const visitor = await openVisitor(url);
  const patch = async (name: string) => (await visitor.ask('PATCH', '/visitor', { fields: { [name]: 'x'.repeat(15_000) } })).status;
  assert.deepEqual([await patch('a'), await patch('b'), await patch('c'), await patch('d')], [200, 200, 200, 200]);
  assert.equal(await patch('e'), 422);
  assert.equal(await patch('a'), 200, 'one that is there may change');
});
