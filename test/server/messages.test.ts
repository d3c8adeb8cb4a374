import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Json, listOf, openVisitor } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

const { url, operator } = await startTestServer({ site: { config: { maxPerMinute: 1000 } } });

const texts = (page: Json | undefined): string[] => listOf(page).map((message) => String(message['text']));

test('the first message opens the conversation', async () => {
  const visitor = await openVisitor(url, { name: 'Ann' });
  const { status, body } = await visitor.post('/messages', { localId: 'a', text: 'hello' });
  assert.equal(status, 201);
  assert.equal(body['duplicate'], false);
  assert.equal(body['conversation']?.['state'], 'queued');
  const message: Json = body['message'] ?? {};
  assert.equal(message['localId'], 'a');
  assert.equal(message['conversationId'], body['conversation']?.['id']);
  assert.deepEqual(message['author'], { role: 'visitor', id: visitor.id, name: 'Ann' });
  assert.equal(message['format'], 'plain');
  assert.match(String(message['createdAt']), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test('twenty identical posts at once make one message', async () => {
  const visitor = await openVisitor(url);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => visitor.post('/messages', { localId: 'same', text: 'once' })),
  );
  assert.ok(answers.every(({ status }) => status === 201));
  assert.equal(answers.filter(({ body }) => !body['duplicate']).length, 1);
  assert.equal(new Set(answers.map(({ body }) => String(body['message']?.['id']))).size, 1);
  assert.equal((await visitor.get('/messages')).body['messages']?.length, 1);
  assert.equal((await operator.conversations(visitor.id)).length, 1);
});

test('many different first messages at once open one conversation', async () => {
  const visitor = await openVisitor(url);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => visitor.post('/messages', { localId: `first-${n}`, text: String(n) })),
  );
  assert.equal(new Set(answers.map(({ body }) => String(body['conversation']?.['id']))).size, 1);
  assert.equal((await operator.conversations(visitor.id)).length, 1);
});

test('a key belongs to its visitor alone', async () => {
  const [ann, bob] = [await openVisitor(url), await openVisitor(url)];
  const first = await ann.post('/messages', { localId: 'k', text: 'ann' });
  const second = await bob.post('/messages', { localId: 'k', text: 'bob' });
  assert.equal(second.body['duplicate'], false);
  assert.notEqual(first.body['message']?.['id'], second.body['message']?.['id']);
});

test('markup, emoji and right-to-left text come back as they were sent, also from the store', async () => {
  const visitor = await openVisitor(url);
  const words = ['<img src=x onerror=alert(1)>', '👩‍👩‍👧 ok', 'مرحبا', "Robert'); DROP TABLE messages;--", '  x  ', 'a\r\n\tb\u0001'];
  for (const text of words) assert.equal((await visitor.say(text))['text'], text);
  assert.deepEqual(texts((await visitor.get('/messages')).body['messages']), words);
});

test('a zero byte costs itself, never the words behind it', async () => {
  const visitor = await openVisitor(url, { name: 'An\u0000n' });
  assert.equal((await visitor.say('before\u0000after'))['text'], 'beforeafter');
  assert.deepEqual(texts((await visitor.get('/messages')).body['messages']), ['beforeafter']);
  const [conversation] = await operator.conversations(visitor.id);
  assert.equal(conversation?.visitor.name, 'Ann');
  assert.equal(conversation?.lastMessage?.text, 'beforeafter');
  // In a key it would make two messages look like one.
  const refused = await visitor.post('/messages', { localId: 'a\u0000b', text: 'x' });
  assert.deepEqual([refused.status, refused.body['error']?.['fields']], [422, { localId: 'invalid' }]);
});

test('history comes in ascending pages, before and after', async () => {
  const visitor = await openVisitor(url);
  const sent: Json[] = [];
  for (let n = 1; n <= 7; n++) sent.push(await visitor.say(`m${n}`));
  const newest = (await visitor.get('/messages?limit=3')).body;
  assert.deepEqual(texts(newest['messages']), ['m5', 'm6', 'm7']);
  assert.equal(newest['hasMore'], true);
  const before = (await visitor.get(`/messages?limit=3&before=${sent[4]?.['id']}`)).body;
  assert.deepEqual(texts(before['messages']), ['m2', 'm3', 'm4']);
  assert.equal(before['hasMore'], true);
  const oldest = (await visitor.get(`/messages?limit=3&before=${sent[1]?.['id']}`)).body;
  assert.deepEqual(texts(oldest['messages']), ['m1']);
  assert.equal(oldest['hasMore'], false);
  const after = (await visitor.get(`/messages?limit=2&after=${sent[3]?.['id']}`)).body;
  assert.deepEqual(texts(after['messages']), ['m5', 'm6']);
  assert.equal(after['hasMore'], true);
  assert.deepEqual(texts((await visitor.get(`/messages?after=${sent[6]?.['id']}`)).body['messages']), []);
});

test('foreign and unknown message ids are not found', async () => {
  const [ann, bob] = [await openVisitor(url), await openVisitor(url)];
  const foreign = await ann.say('secret');
  for (const id of [foreign['id'], 'm_nope']) {
    for (const edge of ['before', 'after']) {
      const { status, body } = await bob.get(`/messages?${edge}=${id}`);
      assert.equal(status, 404);
      assert.equal(body['error']?.['code'], 'not_found');
    }
    assert.equal((await bob.post('/read', { upTo: id })).status, 404);
  }
});

test('what is not a message is refused, field by field', async () => {
  const visitor = await openVisitor(url);
  const cases: [unknown, Record<string, string>][] = [
    [{ text: 'x' }, { localId: 'required' }],
    [{ localId: '', text: 'x' }, { localId: 'required' }],
    [{ localId: 7, text: 'x' }, { localId: 'invalid' }],
    [{ localId: 'a' }, { text: 'required' }],
    [{ localId: 'a', text: '   ' }, { text: 'required' }],
    [{ localId: 'a', text: 7 }, { text: 'invalid' }],
    [{ localId: 'a', text: 'x'.repeat(10_001) }, { text: 'too_long' }],
    [{ localId: 'a', attachments: 'u' }, { attachments: 'invalid' }],
    [{ localId: 'a', attachments: ['u_nope'] }, { attachments: 'invalid' }],
    [{ localId: 'a', action: { id: 1 } }, { action: 'invalid' }],
  ];
  for (const [body, fields] of cases) {
    const answer = await visitor.post('/messages', body);
    assert.equal(answer.status, 422, JSON.stringify(body));
    assert.equal(answer.body['error']?.['code'], 'invalid');
    assert.deepEqual(answer.body['error']?.['fields'], fields);
  }
  assert.deepEqual(await operator.conversations(visitor.id), [], 'nothing was opened by refusals');
  for (const limit of ['0', '-1', 'x', '1.5']) assert.equal((await visitor.get(`/messages?limit=${limit}`)).status, 422);
});

test('an ended conversation takes nothing more until a new session', async () => {
  const visitor = await openVisitor(url);
  const first = await visitor.post('/messages', { localId: 'a', text: 'one' });
  assert.equal((await visitor.post('/end')).body['conversation']?.['state'], 'ended');
  const refused = await visitor.post('/messages', { localId: 'b', text: 'two' });
  assert.equal(refused.status, 409);
  assert.equal(refused.body['error']?.['code'], 'conversation_ended');
  const repeated = await visitor.post('/messages', { localId: 'a', text: 'one' });
  assert.equal(repeated.status, 201, 'a repeat of an accepted message is still an acceptance');
  assert.equal(repeated.body['duplicate'], true);
  const next = await openVisitor(url, {}, visitor.token);
  assert.equal(next.id, visitor.id);
  assert.equal(next.session['conversation'], null);
  const opened = await next.post('/messages', { localId: 'b', text: 'two' });
  assert.equal(opened.status, 201);
  assert.notEqual(opened.body['conversation']?.['id'], first.body['conversation']?.['id']);
  assert.deepEqual(texts((await next.get('/messages')).body['messages']), ['one', 'two'], 'the history spans both');
});

test('a pressed button says its title', async () => {
  const visitor = await openVisitor(url);
  const conversationId = String((await visitor.say('hi'))['conversationId']);
  const offer = await operator.say(conversationId, 'Which?', { quickReplies: [{ id: 'y', title: 'Yes please', value: 'yes' }] });
  const action = { messageId: offer.id, id: 'y', value: 'yes' };
  assert.equal((await visitor.post('/messages', { localId: 'p', action })).body['message']?.['text'], 'Yes please');
  const wrong = { messageId: offer.id, id: 'no-such', value: '' };
  assert.equal((await visitor.post('/messages', { localId: 'q', action: wrong })).status, 404);
});

test('the thirty-first message within a minute is too many', async () => {
  const limited = await startTestServer({ site: { config: { maxPerMinute: 30 } } });
  const visitor = await openVisitor(limited.url);
  for (let n = 0; n < 30; n++) await visitor.say(`m${n}`);
  const refused = await visitor.post('/messages', { localId: 'last', text: 'x' });
  assert.equal(refused.status, 429);
  assert.equal(refused.body['error']?.['code'], 'rate_limited');
  assert.equal(refused.body['error']?.['message'], 'sending too frequently');
  const seconds = Number(refused.headers.get('Retry-After'));
  assert.ok(seconds > 0 && seconds <= 60);
  assert.equal(refused.body['error']?.['retryAfter'], seconds);
  assert.equal((await visitor.post('/messages', { localId: 'local-1', text: 'm0' })).status, 201, 'repeats are free');
  assert.equal((await (await openVisitor(limited.url)).post('/messages', { localId: 'a', text: 'x' })).status, 201);
});

test('a site may take shorter messages than the server, and says so', async () => {
  const short = await startTestServer({ site: { config: { maxLength: 5 } } });
  const visitor = await openVisitor(short.url);
  assert.equal((await visitor.get('/config')).body['config']?.['maxLength'], 5);
  assert.equal((await visitor.post('/messages', { localId: 'a', text: 'five5' })).status, 201);
  const refused = await visitor.post('/messages', { localId: 'b', text: 'sixsix' });
  assert.deepEqual([refused.status, refused.body['error']?.['fields']], [422, { text: 'too_long' }]);
});

test('after the wait the next message is taken', async () => {
  let now = Date.now();
  const limited = await startTestServer({ site: { config: { maxPerMinute: 2 } }, now: () => now });
  const visitor = await openVisitor(limited.url);
  await visitor.say('1');
  now += 40_000;
  await visitor.say('2');
  const refused = await visitor.post('/messages', { localId: 'x', text: '3' });
  assert.equal(refused.body['error']?.['retryAfter'], 20);
  now += 20_000;
  assert.equal((await visitor.post('/messages', { localId: 'x', text: '3' })).status, 201);
});
