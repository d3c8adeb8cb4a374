import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, initVisitor } from './support/chatgonow-visitor.js';
import { type Json, openVisitor } from './support/rest-visitor.js';
import { gif, jpeg, png, svg, webpLossy } from './support/sample-images.js';
import { startTestServer } from './support/test-server.js';

const keys = [
  { site: 'demo', key: 'demo-key', apiKey: 'demo-api-key' },
  { site: 'other', key: 'other-key', apiKey: 'other-api-key' },
];
let clock = Date.parse('2024-01-15T14:30:25.900Z');
const server = await startTestServer({ now: () => clock, dialects: { chatgonow: { keys } }, site: { config: { maxPerMinute: 1000 } } });
const { url } = server;

const fetchRecent = (more: object = {}) => ask('chat_api', { url, action: 'get_recent_messages', ...more });
const reply = (body: unknown, more: object = {}) => ask('chat_api', { url, action: 'reply_as_agent', body, ...more });
const rowsOf = ({ body }: { body: Json }) => body['data'] as unknown as Record<string, unknown>[];
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

test('recent messages have exactly the documented members and formats', async () => {
  const visitor = await initVisitor(url);
  const { conversation_id } = await visitor.say('Hello, I would like to inquire about product pricing');
  clock += 45_000;
  assert.equal((await reply({ conversation_id: Number(conversation_id), content: 'Which one?' })).status, 200);
  clock += 50_000;
  await visitor.show(jpeg(), 'photo', 'photo.jpg');
  const { status, body } = await fetchRecent();
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body), ['success', 'data']);
  assert.equal(body['success'], true);
  const rows = rowsOf({ body });
  const sender = rows[0]?.['sender_user_id'];
  const image = rows[2]?.['image_url'];
  assert.match(String(sender), /^visitor_[0-9a-f]+$/);
  assert.match(String(image), /^\/files\/.+\/photo\.jpg$/);
  const id = String(conversation_id);
  assert.deepEqual(rows, [
    {
      conversation_id: id, sender_type: 'visitor', sender_user_id: sender, message_type: 'text',
      content: 'Hello, I would like to inquire about product pricing', image_url: null, created_at: '2024-01-15 14:30:25',
    },
    {
      conversation_id: id, sender_type: 'agent', sender_user_id: 'demo-api-key', message_type: 'text',
      content: 'Which one?', image_url: null, created_at: '2024-01-15 14:31:10',
    },
    {
      conversation_id: id, sender_type: 'visitor', sender_user_id: sender, message_type: 'image',
      content: '', image_url: image, created_at: '2024-01-15 14:32:00',
    },
  ]);
});

test('the last 50 of the site, and of no other site or dialect', async () => {
  const visitor = await initVisitor(url, {}, { key: 'other-key' });
  const rest = await openVisitor(url);
  await rest.say('somewhere else');
  for (let n = 1; n <= 53; n++) await visitor.say(`n${n}`);
  const rows = rowsOf(await fetchRecent({ key: 'other-api-key' }));
  assert.deepEqual(rows.map(({ content }) => content), Array.from({ length: 50 }, (_, index) => `n${index + 4}`));
});

test('a reply reaches the visitor under its name, and no key goes with it', async () => {
  const visitor = await initVisitor(url);
  const { conversation_id } = await visitor.say('hello');
  const { status, body } = await reply({ conversation_id: Number(conversation_id), content: 'Hello, we have received your message', agent_name: 'Agent Wang' });
  assert.deepEqual([status, body], [200, { success: true }]);
  await reply({ conversation_id: String(conversation_id), content: 'the id as text is the same id' });
  const history = await visitor.act('history');
  assert.ok(!history.text.includes('demo-api-key'));
  const rows = history.body['data']?.['messages'] as unknown as Record<string, unknown>[];
  assert.deepEqual(rows.map((row) => [row['sender_type'], row['sender_name'], row['content']]), [
    ['visitor', null, 'hello'],
    ['agent', 'Agent Wang', 'Hello, we have received your message'],
    ['agent', 'Agent', 'the id as text is the same id'],
  ]);
});

test('a reply may be an image, judged by its bytes', async () => {
  const visitor = await initVisitor(url);
  const { conversation_id } = await visitor.say('show me');
  const id = Number(conversation_id);
  for (const image of [base64(png()), `data:image/gif;base64,${base64(gif())}`]) {
    assert.equal((await reply({ conversation_id: id, image_base64: image })).status, 200);
  }
  assert.equal((await reply({ conversation_id: id, image_base64: base64(png()), content: 'both' })).status, 200);
  for (const image of [base64(webpLossy()), base64(svg), '!!!', 'data:image/png;base64,AAAA']) {
    const { status, body } = await reply({ conversation_id: id, image_base64: image });
    assert.deepEqual([status, body], [415, { success: false, message: 'unsupported image type' }], image.slice(0, 20));
  }
  const { messages } = (await visitor.history()) as unknown as { messages: Record<string, unknown>[] };
  assert.deepEqual(messages.map((row) => [row['message_type'], row['content']]), [
    ['text', 'show me'], ['image', ''], ['image', ''], ['text', 'both'], ['image', ''],
  ]);
});

test('an image beyond the limit is too large, one of a megabyte is not', async () => {
  const { url: small } = await startTestServer({ dialects: { chatgonow: { imageMaxBytes: 2_000_000 } } });
  const visitor = await initVisitor(small);
  const { conversation_id } = await visitor.say('x');
  const image = (size: number): string => base64(new Uint8Array([...png(), ...new Uint8Array(size - png().length)]));
  const send = (size: number) =>
    ask('chat_api', { url: small, action: 'reply_as_agent', body: { conversation_id: Number(conversation_id), image_base64: image(size) } });
  assert.equal((await send(2_000_000)).status, 200);
  const { status, body } = await send(2_000_001);
  assert.deepEqual([status, body], [413, { success: false, message: 'image too large' }]);
  assert.equal((await send(5_000_000)).status, 413);
});

test('every documented error, word by word', async () => {
  const visitor = await initVisitor(url);
  const { conversation_id } = await visitor.say('x');
  const id = Number(conversation_id);
  const foreign = await initVisitor(url, {}, { key: 'other-key' });
  const elsewhere = Number((await foreign.say('y'))['conversation_id']);
  const refused = async (answer: ReturnType<typeof reply>) => {
    const { status, body } = await answer;
    assert.deepEqual(body, { success: false, message: body['message'] }, 'no other member');
    return [status, body['message']];
  };
  for (const call of [fetchRecent, (more: object) => reply({ conversation_id: id, content: 'x' }, more)]) {
    assert.deepEqual(await refused(call({ key: null })), [401, 'missing key']);
    assert.deepEqual(await refused(call({ key: '' })), [401, 'missing key']);
    assert.deepEqual(await refused(call({ key: 'demo-key' })), [403, 'invalid key'], 'the public key opens nothing here');
  }
  for (const unknown of [elsewhere, 999_999, -1, 1.5, null, 'x', '1e3', {}, undefined]) {
    assert.deepEqual(await refused(reply({ conversation_id: unknown, content: 'x' })), [404, 'conversation not found'], String(unknown));
  }
  for (const content of [undefined, '', '   ', null]) {
    assert.deepEqual(await refused(reply({ conversation_id: id, content, image_base64: '' })), [400, 'empty content']);
  }
  assert.deepEqual(await refused(reply('{')), [400, 'the body is not JSON']);
  assert.deepEqual(await refused(ask('chat_api', { url, action: 'dance' })), [404, 'unknown action']);
  assert.deepEqual(await refused(ask('chat_api', { url, action: 'reply_as_agent' })), [405, 'method not allowed']);
  assert.deepEqual(await refused(fetchRecent({ body: {} })), [405, 'method not allowed']);
  await visitor.act('end', {});
  assert.deepEqual(await refused(reply({ conversation_id: id, content: 'x' })), [409, 'conversation ended']);
});

test('fetch and reply share one threshold but are counted separately', async () => {
  let now = 1_000_000;
  const { url: strict } = await startTestServer({ now: () => now, dialects: { chatgonow: { maxPerMinute: 2 } } });
  const visitor = await initVisitor(strict);
  const { conversation_id } = await visitor.say('x');
  const recent = () => ask('chat_api', { url: strict, action: 'get_recent_messages' });
  const answer = () => ask('chat_api', { url: strict, action: 'reply_as_agent', body: { conversation_id: Number(conversation_id), content: 'x' } });
  for (const call of [recent, answer]) {
    assert.equal((await call()).status, 200);
    now += 57_000;
    assert.equal((await call()).status, 200);
    const { status, headers, body } = await call();
    assert.deepEqual([status, body], [429, { success: false, message: 'too many requests, wait 3s' }]);
    assert.equal(headers.get('Retry-After'), '3');
    now += 3000;
    assert.equal((await call()).status, 200);
  }
});

test('pages of the web may not read the open API', async () => {
  const { headers } = await fetchRecent({ headers: { Origin: 'https://shop.example' } });
  assert.equal(headers.get('Access-Control-Allow-Origin'), null);
  assert.equal(headers.get('Cache-Control'), 'no-store');
});

test('a picture may be as large in Base64 as it may be otherwise', async () => {
  const { conversation_id } = await (await initVisitor(url)).say('show me');
  const large = new Uint8Array(10 * 1024 * 1024);
  large.set(png());
  assert.equal((await reply({ conversation_id: Number(conversation_id), image_base64: base64(large) })).status, 200);
});
