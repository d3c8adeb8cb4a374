import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFields } from '../../server/conversation/check-fields.js';
import { openVisitor } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

const registration = [
  { name: 'name', type: 'text', label: 'Name', required: true, minLength: 2 },
  { name: 'email', type: 'email', label: 'Email', required: true },
  { name: 'order', type: 'text', label: 'Order', pattern: '\\d{5}' },
];
const departments = [{ id: 'sales', name: 'Sales' }];
const { url, operator } = await startTestServer({ site: { config: { forms: { registration }, departments } } });

test('POST /register stores who somebody is, with their consent', async () => {
  const visitor = await openVisitor(url);
  const values = { name: 'Ann', email: 'ann@x.example', order: '12345', department: 'sales', size: 7, news: true };
  const consent = { text: 'I agree', at: '2026-01-01T00:00:00Z' };
  const { status, body } = await visitor.post('/register', { values, consent });
  assert.equal(status, 200);
  assert.equal(body['conversation'], null, 'a form opens no conversation');
  assert.deepEqual(body['visitor'], {
    id: visitor.id, name: 'Ann', email: 'ann@x.example', department: 'sales',
    fields: { order: '12345', size: '7', news: 'true' },
  });
  const sent = await visitor.post('/messages', { localId: 'a', text: 'hi' });
  assert.equal(sent.body['conversation']?.['department'], 'sales');
  assert.equal(sent.body['message']?.['author']?.['name'], 'Ann');
});

test('POST /register names every failed field', async () => {
  const visitor = await openVisitor(url);
  const refused = async (values: unknown) => {
    const { status, body } = await visitor.post('/register', { values });
    assert.equal(status, 422);
    assert.equal(body['error']?.['code'], 'invalid');
    return body['error']?.['fields'];
  };
  assert.deepEqual(await refused({}), { name: 'required', email: 'required' });
  assert.deepEqual(await refused({ name: ' ', email: 'x' }), { name: 'required', email: 'invalid' });
  assert.deepEqual(await refused({ name: 'A', email: 'a@b.c', order: '1' }), { name: 'too_short', order: 'invalid' });
  assert.deepEqual(await refused({ name: 'Ann', email: 'a@b.c', department: 'x' }), { department: 'invalid' });
  assert.deepEqual(await refused({ name: {} }), { name: 'invalid' });
  assert.deepEqual(await refused(undefined), { values: 'required' });
  assert.deepEqual(await refused([]), { values: 'invalid' });
});

test('POST /offline stores a message that the console shows', async () => {
  const visitor = await openVisitor(url);
  const values = { name: 'Ann', email: 'ann@x.example', message: 'Call me <b>back</b>' };
  const { status, body } = await visitor.post('/offline', { values });
  assert.equal(status, 202);
  const stored = (await operator.offlineMessages()).find(({ id }) => id === String(body['ticket']));
  assert.deepEqual(stored?.values, values);
  assert.equal(stored?.handled, false);
  await operator.handleOffline(String(body['ticket']), true);
  assert.equal((await operator.offlineMessages()).find(({ id }) => id === String(body['ticket']))?.handled, true);
  await assert.rejects(operator.handleOffline('t_nope', true), /404/);
  assert.deepEqual(await operator.conversations(visitor.id), []);
  const refused = await visitor.post('/offline', { values: { name: 'Ann' } });
  assert.deepEqual(refused.body['error']?.['fields'], { email: 'required', message: 'required' });
});

test('offline messages are limited per minute', async () => {
  const visitor = await openVisitor(url);
  const values = { name: 'A', email: 'a@b.c', message: 'x' };
  for (let n = 0; n < 5; n++) assert.equal((await visitor.post('/offline', { values })).status, 202);
  assert.equal((await visitor.post('/offline', { values })).status, 429);
});

test('POST /rating takes one to five, also after the end', async () => {
  const visitor = await openVisitor(url);
  assert.equal((await visitor.post('/rating', { score: 3 })).status, 404, 'there is nothing to rate yet');
  const { conversationId } = await visitor.say('hi');
  for (const score of [0, 6, 2.5, '5', null]) {
    assert.equal((await visitor.post('/rating', { score })).status, 422, String(score));
  }
  await visitor.post('/end');
  assert.equal((await visitor.post('/rating', { score: 4, comment: 'fine' })).status, 204);
  assert.deepEqual((await operator.conversation(String(conversationId))).rating, { score: 4, comment: 'fine' });
});

test('POST /transcript answers the text, or puts a mail into the outbox', async () => {
  const visitor = await openVisitor(url, { name: 'Ann' });
  const { conversationId } = await visitor.say('Where is my lamp?');
  await operator.say(String(conversationId), 'On its way.');
  const text = await visitor.post('/transcript', { kind: 'text' });
  assert.equal(text.status, 200);
  assert.match(text.headers.get('Content-Type') ?? '', /^text\/plain/);
  assert.match(text.headers.get('Content-Disposition') ?? '', /attachment/);
  assert.match(text.text, /Ann\nWhere is my lamp\?\n\n.*Support\nOn its way\.\n/);
  const unaddressed = await visitor.post('/transcript', { kind: 'email' });
  assert.deepEqual([unaddressed.status, unaddressed.body['error']?.['fields']], [422, { email: 'required' }]);
  assert.equal((await visitor.post('/transcript', { kind: 'email', email: 'nope' })).status, 422);
  assert.equal((await visitor.post('/transcript', { kind: 'email', email: 'ann@x.example' })).status, 202);
  const mail = (await operator.outbox()).find(({ visitorId }) => visitorId === visitor.id);
  assert.equal(mail?.recipient, 'ann@x.example');
  assert.equal(mail?.body, text.text);
  const pdf = await visitor.post('/transcript', { kind: 'pdf' });
  assert.deepEqual([pdf.status, pdf.text], [501, '']);
  assert.equal((await visitor.post('/transcript', {})).status, 422);
  assert.equal((await visitor.post('/transcript', { kind: 'fax' })).status, 422);
});

test('hidden fields are not required, options are closed, a broken pattern locks nobody out', () => {
  const fields = [
    { name: 'topic', type: 'select', label: '', options: [{ value: 'order', label: '' }, { value: 'other', label: '' }] },
    { name: 'number', type: 'text', label: '', required: true, visibleIf: { field: 'topic', is: 'order' } },
    { name: 'agree', type: 'checkbox', label: '', required: true },
    { name: 'free', type: 'text', label: '', pattern: '(' },
  ];
  assert.deepEqual(checkFields(fields, { topic: 'other', agree: 'true', free: 'x' }), {});
  assert.deepEqual(checkFields(fields, { topic: 'order', agree: 'false' }), { number: 'required', agree: 'required' });
  assert.deepEqual(checkFields(fields, { topic: 'x', agree: 'true' }), { topic: 'invalid' });
});
