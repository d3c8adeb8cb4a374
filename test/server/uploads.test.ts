import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, listOf, openVisitor } from './support/rest-visitor.js';
import { gif, htmlPage, jpeg, png, svg, webpExtended } from './support/sample-images.js';
import { restartServer, startTestServer } from './support/test-server.js';

const { url, operator } = await startTestServer({ site: { config: { maxPerMinute: 1000 } } });

test('each accepted kind is stored, measured and served as it is', async () => {
  const visitor = await openVisitor(url);
  const kinds = { 'image/png': png, 'image/gif': gif, 'image/jpeg': jpeg, 'image/webp': webpExtended };
  for (const [mime, make] of Object.entries(kinds)) {
    const bytes = make(40, 30);
    const { status, body } = await visitor.upload(bytes, 'picture');
    assert.equal(status, 201);
    assert.equal(body['mime'], mime);
    assert.deepEqual([body['width'], body['height'], body['size'], body['name']], [40, 30, bytes.length, 'picture']);
    const file = await fetch(String(body['url']));
    assert.equal(file.status, 200);
    assert.equal(file.headers.get('Content-Type'), mime);
    assert.equal(file.headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(file.headers.get('Content-Security-Policy'), "default-src 'none'; sandbox");
    assert.equal(file.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
    assert.match(file.headers.get('Cache-Control') ?? '', /max-age=\d+/);
    assert.deepEqual(new Uint8Array(await file.arrayBuffer()), bytes);
  }
});

test('what browsers would run is refused, whatever it is called', async () => {
  const visitor = await openVisitor(url);
  for (const bytes of [svg, htmlPage, new TextEncoder().encode('%PDF-1.7'), new Uint8Array([1, 2, 3])]) {
    const { status, body } = await visitor.upload(bytes, 'photo.png', 'image/png');
    assert.equal(status, 415);
    assert.equal(body['error']?.['code'], 'unsupported_type');
  }
});

test('a kind the site does not accept is refused although it is a picture', async () => {
  const strict = await startTestServer({ site: { config: { upload: { accept: ['image/png'] } } } });
  const visitor = await openVisitor(strict.url);
  assert.equal((await visitor.upload(gif(), 'a.png', 'image/png')).status, 415);
  assert.equal((await visitor.upload(png(), 'a.gif', 'image/gif')).status, 201);
});

test('too large is 413, just below the limit is not', async () => {
  const small = await startTestServer({ site: { config: { upload: { maxBytes: 1000 } } } });
  const visitor = await openVisitor(small.url);
  const padded = (size: number) => Buffer.concat([png(), new Uint8Array(size - png().length)]);
  assert.equal((await visitor.upload(padded(1000), 'a.png')).status, 201);
  for (const size of [1001, 200_000]) {
    const { status, body } = await visitor.upload(padded(size), 'a.png');
    assert.equal(status, 413);
    assert.equal(body['error']?.['code'], 'too_large');
  }
});

test('bodies that are no upload are 422', async () => {
  const visitor = await openVisitor(url);
  const form = new FormData();
  form.append('file', 'a text');
  const noFile = new FormData();
  noFile.append('other', new Blob([new Uint8Array(png())]), 'a.png');
  for (const body of [form, noFile, { file: 'x' }, 'garbage']) {
    const answer = await visitor.post('/uploads', body);
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body['error']?.['fields'], { file: 'required' });
  }
  assert.equal((await visitor.upload(new Uint8Array(0), 'a.png')).status, 422);
});

test('file names lose their folders and control characters', async () => {
  const visitor = await openVisitor(url);
  for (const [given, kept] of [['../../etc/pass wd.png', 'pass wd.png'], ['C:\\x\\bild ü.png', 'bild ü.png'], ['x'.repeat(300), 'x'.repeat(120)]] as const) {
    const { body } = await visitor.upload(png(), given);
    assert.equal(body['name'], kept);
    assert.equal((await fetch(String(body['url']))).status, 200);
  }
});

test('a message carries its pictures; other people\'s are refused', async () => {
  const [ann, bob] = [await openVisitor(url), await openVisitor(url)];
  const { body: upload } = await ann.upload(png(8, 9), 'a.png');
  const foreign = await bob.post('/messages', { localId: 'x', attachments: [upload['id']] });
  assert.equal(foreign.status, 422);
  const message = await ann.say('', { attachments: [upload['id']] });
  assert.deepEqual(message['attachments'], [upload]);
  const history = listOf((await ann.get('/messages')).body['messages']);
  assert.deepEqual(history[0]?.['attachments'], [upload]);
  const seen = await operator.messages(String(message['conversationId']));
  assert.equal(seen[0]?.attachments[0]?.url, String(upload['url']));
});

test('operators send pictures, too', async () => {
  const visitor = await openVisitor(url);
  const { conversationId } = await visitor.say('show me');
  await operator.sayImage(String(conversationId), new Blob([new Uint8Array(jpeg(20, 10))]), 'here', 'lamp.jpg');
  const [, shown] = listOf((await visitor.get('/messages')).body['messages']);
  assert.equal(shown?.['text'], 'here');
  assert.equal(shown?.['attachments']?.[0]?.['name'], 'lamp.jpg');
  assert.equal(shown?.['attachments']?.[0]?.['width'], 20);
});

test('a file cannot be found without its secret, and is gone with its message', async () => {
  const visitor = await openVisitor(url);
  const { body: upload } = await visitor.upload(png(), 'a.png');
  assert.equal((await fetch(`${url}/files/${upload['id']}/a.png`)).status, 404);
  assert.match(new URL(String(upload['url'])).pathname.split('/')[2] ?? '', /^[\w-]{43}$/);
  const message = await visitor.say('', { attachments: [upload['id']] });
  await operator.remove(String(message['id']));
  assert.equal((await fetch(String(upload['url']))).status, 404);
});

test('a site without uploads does not offer them', async () => {
  const bare = await startTestServer({ site: { config: { features: { upload: false } } } });
  const visitor = await openVisitor(bare.url);
  const { status, text } = await visitor.upload(png(), 'a.png');
  assert.deepEqual([status, text], [501, '']);
});

test('uploads nobody sent are tidied away after a day', async () => {
  let now = Date.now();
  const clocked = await startTestServer({ now: () => now });
  const visitor = await openVisitor(clocked.url);
  const forgotten = String((await visitor.upload(png(), 'a.png')).body['url']);
  const used = (await visitor.upload(png(), 'b.png')).body;
  await visitor.say('', { attachments: [used['id']] });
  now += 25 * 60 * 60_000;
  await restartServer(clocked);
  assert.equal((await fetch(forgotten)).status, 404);
  assert.equal((await fetch(String(used['url']))).status, 200);
  assert.equal((await call(clocked.url, 'GET', '/config')).status, 200);
});

test('behind a proxy files get the address the visitor sees', async () => {
  const visitor = await openVisitor(url);
  const { body: upload } = await visitor.upload(png(), 'a.png');
  await visitor.say('', { attachments: [upload['id']] });
  const seen = async (headers: Record<string, string>) => {
    const { body } = await visitor.ask('GET', '/messages', undefined, headers);
    return new URL(String(body['messages']?.[0]?.['attachments']?.[0]?.['url'])).origin;
  };
  const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'chat.shop.example' };
  assert.equal(await seen(forwarded), 'https://chat.shop.example');
  assert.equal(await seen({ 'X-Forwarded-Proto': 'javascript', 'X-Forwarded-Host': 'a@b/' }), url);
});

test('all files together have a limit: what nobody sent makes room, what somebody said stays', async () => {
  // Each takes a page of the database at least: two fit.
  const { url } = await startTestServer({ maxUploadBytes: 8_200 });
  const visitor = await openVisitor(url);
  const leave = async () => (await visitor.upload(png(), 'a.png')).body;
  const [forgotten, sent] = [await leave(), await leave()];
  await visitor.say('look', { attachments: [sent['id']] });
  const another = await leave();
  assert.equal((await fetch(String(forgotten['url']))).status, 404);
  assert.equal((await fetch(String(sent['url']))).status, 200);
  await visitor.say('and look', { attachments: [another['id']] });
  const refused = await visitor.upload(png(), 'b.png');
  assert.deepEqual([refused.status, refused.body['error']?.['code']], [507, 'storage_full']);
});
