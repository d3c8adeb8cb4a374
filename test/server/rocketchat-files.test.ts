import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlPage, jpeg, png, svg } from './support/sample-images.js';
import { ask, openRocketVisitor, succeed } from './support/rocketchat-visitor.js';
import { startTestServer } from './support/test-server.js';

const { url, operator } = await startTestServer({ site: { config: { maxPerMinute: 1000, upload: { maxBytes: 1000 } } } });

test('an upload becomes a message with a file that only its visitor may read', async () => {
  const visitor = await openRocketVisitor(url);
  const { token, rid } = visitor;
  const bytes = png(40, 30);
  const { status, body } = await visitor.upload(bytes, 'a b.png', { description: 'my lamp' });
  assert.equal(status, 200);
  assert.deepEqual([body['success'], body['newRoom'], body['showConnecting'], body['msg'], body['rid']], [true, false, false, '', rid]);
  const attachment = body['attachments']?.[0];
  const link = String(attachment?.['image_url']);
  assert.deepEqual(attachment, {
    title: 'a b.png', type: 'file', title_link: link, title_link_download: true, image_url: link, image_type: 'image/png',
    image_size: bytes.length, image_dimensions: { width: 40, height: 30 }, description: 'my lamp',
  });
  assert.equal((await operator.messages(rid))[0]?.text, 'my lamp');
  const foreign = await openRocketVisitor(url);
  const read = async (query: string, headers: Record<string, string> = {}) => (await ask(url, 'GET', `${link}${query}`, undefined, headers)).status;
  assert.equal(await read(`?rc_rid=${rid}&rc_token=${token}&rc_room_type=l`), 200);
  assert.equal(await read('', { Cookie: `rc_rid=${rid}; rc_token=${token}; rc_room_type=l` }), 200);
  for (const query of ['', `?rc_rid=${rid}&rc_room_type=l`, `?rc_token=${token}&rc_room_type=l`, `?rc_rid=${rid}&rc_token=${token}`,
    `?rc_rid=${foreign.rid}&rc_token=${foreign.token}&rc_room_type=l`, `?rc_rid=${rid}&rc_token=${foreign.token}&rc_room_type=l`]) {
    assert.equal(await read(query), 403, query);
  }
  const file = await fetch(`${url}/rocketchat${link}?rc_rid=${rid}&rc_token=${token}&rc_room_type=l`);
  assert.deepEqual(new Uint8Array(await file.arrayBuffer()), bytes);
  assert.equal(file.headers.get('Content-Type'), 'image/png');
  assert.equal(file.headers.get('Content-Security-Policy'), "default-src 'none'; sandbox");
  assert.equal((await ask(url, 'GET', '/file-upload/u_none/a.png')).status, 404);
});

test('a server that does not protect its files', async () => {
  const open = await startTestServer({ dialects: { rocketchat: { protectFiles: false } } });
  const visitor = await openRocketVisitor(open.url);
  const { body } = await visitor.upload(jpeg());
  assert.equal((await ask(open.url, 'GET', String(body['attachments']?.[0]?.['title_link']))).status, 200);
});

test('refused uploads, each in its own words', async () => {
  const visitor = await openRocketVisitor(url);
  const padded = (size: number) => Buffer.concat([png(), new Uint8Array(size - png().length)]);
  for (const bytes of [svg, htmlPage]) {
    const { status, body } = await visitor.upload(bytes, 'photo.png');
    assert.deepEqual([status, body], [400, { success: false, reason: 'error-type-not-allowed' }]);
  }
  for (const size of [1001, 500_000]) {
    const { status, body } = await visitor.upload(padded(size));
    assert.deepEqual([status, body], [400, { success: false, reason: 'error-size-not-allowed', sizeAllowed: '1000 B' }]);
  }
  assert.equal((await visitor.upload(padded(1000))).status, 200);
  const headers = { 'x-visitor-token': visitor.token };
  const empty = new FormData();
  empty.append('other', 'x');
  for (const body of [empty, 'garbage', {}, undefined]) {
    const answer = await ask(url, 'POST', `/api/v1/livechat/upload/${visitor.rid}`, body, headers);
    assert.deepEqual([answer.status, answer.body], [400, { success: false, error: 'Invalid file' }]);
  }
  assert.equal((await visitor.upload(new Uint8Array(0))).body['error'], 'Invalid file');
  assert.equal((await operator.messages(visitor.rid)).length, 1);
});

test('strangers and closed rooms are 403 before anything is read', async () => {
  const visitor = await openRocketVisitor(url);
  const foreign = await openRocketVisitor(url);
  for (const headers of [{}, { 'x-visitor-token': 'nobody' }, { 'x-visitor-token': foreign.token }] as Record<string, string>[]) {
    const { status, body } = await visitor.upload(png(), 'a.png', {}, headers);
    assert.deepEqual([status, body], [403, { success: false, error: 'forbidden' }]);
  }
  await succeed(url, 'POST room.close', { rid: visitor.rid, token: visitor.token });
  assert.equal((await visitor.upload(png())).status, 403);
});

test('a site without uploads says so in the config and to those who try', async () => {
  const bare = await startTestServer({ site: { config: { features: { upload: false } } } });
  const visitor = await openRocketVisitor(bare.url);
  assert.equal((await succeed(bare.url, 'GET config'))['config']?.['settings']?.['fileUpload'], false);
  assert.deepEqual((await visitor.upload(png())).body, { success: false, reason: 'error-file-upload-disabled' });
});
