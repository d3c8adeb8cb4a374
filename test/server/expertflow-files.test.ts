import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { openCustomer } from './support/expertflow-customer.js';
import { gif, htmlPage, jpeg, png, svg, webpLossy } from './support/sample-images.js';
import { startTestServer } from './support/test-server.js';

const server = await startTestServer();
const { url, operator } = server;

const asData = (bytes: Uint8Array, type = 'image/png') => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
const attachment = (contentUrl: string, more: Record<string, unknown> = {}) => ({ type: 'image/png', name: 'shot.png', contentUrl, thumbnailUrl: '', ...more });
/** Files that are stored though no message has them. */
const orphans = () => server.service.context.uploads.removeUnused(Infinity);

afterEach(() => operator.changeConfig({ features: { upload: true }, upload: { maxBytes: 10 * 1024 * 1024 }, maxPerMinute: 1000 }));

test('a picture in a data: address is stored, shown to the operator, and echoed by its address', async () => {
  const customer = await openCustomer(url);
  assert.deepEqual(await customer.say('look', { id: 'p-1', attachments: [attachment(asData(png(4, 3)))] }), { status: 200 });
  const [message] = await operator.messages(customer.conversationId);
  const { mime, name, width, height, url: address = '' } = message?.attachments[0] ?? {};
  assert.deepEqual([mime, name, width, height], ['image/png', 'shot.png', 4, 3]);
  const file = await fetch(address);
  assert.deepEqual(new Uint8Array(await file.arrayBuffer()), png(4, 3));
  const echo = await customer.waitForText('look');
  assert.deepEqual(echo['attachments'], [{ type: 'image/png', name: 'shot.png', contentUrl: address, thumbnailUrl: address }]);
  assert.equal((await customer.say('look', { id: 'p-1', attachments: [attachment(asData(png(4, 3)))] }))['status'], 200);
  assert.equal(orphans(), 0, 'a repetition stores nothing');
  customer.close();
});

test('all four kinds, known by their bytes; words may be absent, addresses percent-encoded', async () => {
  const customer = await openCustomer(url);
  const kinds = { 'image/png': png(), 'image/jpeg': jpeg(), 'image/gif': gif(), 'image/webp': webpLossy() };
  const attachments = Object.values(kinds).map((bytes) => attachment(asData(bytes, 'text/plain'), { type: 'text/html' }));
  assert.equal((await customer.say('', { attachments }))['status'], 200);
  const encoded = `data:image/png,${[...png()].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`;
  const escaped = asData(jpeg()).replaceAll('/', '%2F').replaceAll('=', '%3D');
  assert.equal((await customer.say('', { attachments: [attachment(encoded), attachment(escaped.replace('%2F', '/'))] }))['status'], 200);
  const [message, other] = await operator.messages(customer.conversationId);
  assert.deepEqual(message?.attachments.map(({ mime }) => mime), Object.keys(kinds));
  assert.deepEqual(other?.attachments.map(({ mime }) => mime), ['image/png', 'image/jpeg']);
  customer.close();
});

test('what is no picture is refused, and so is the message', async () => {
  const customer = await openCustomer(url);
  const refused: [string, number][] = [
    [asData(svg, 'image/svg+xml'), 415], [asData(htmlPage, 'image/png'), 415], [asData(new Uint8Array([1, 2, 3])), 415],
    ['data:image/png;base64,', 400], ['data:,', 400], ['data:image/png;base64', 415], ['data:,%', 415], ['data:image/png;base64,!!!!', 400],
    ['file:///etc/passwd', 415], ['javascript:alert(1)', 415], ['blob:https://shop.example/1', 415], ['ftp://shop.example/x.png', 415],
    ['/files/x', 415], ['', 415], ['https://', 415], [`https://shop.example/${'x'.repeat(2000)}`, 415],
  ];
  for (const [contentUrl, status] of refused) {
    const answer = await customer.say('with words', { attachments: [attachment(contentUrl)] });
    assert.equal(answer['status'], status, contentUrl.slice(0, 60));
  }
  for (const wrong of [{ contentUrl: 7 }, { contentUrl: null }, { name: {} }, { type: [] }, { name: 'x'.repeat(501) }]) {
    assert.equal((await customer.say('x', { attachments: [attachment(asData(png()), wrong)] }))['status'], 400, JSON.stringify(wrong).slice(0, 40));
  }
  assert.equal((await customer.say('x', { attachments: Array.from({ length: 11 }, () => attachment(asData(png()))) }))['status'], 400);
  assert.deepEqual(await operator.messages(customer.conversationId), []);
  assert.equal(orphans(), 0);
  customer.close();
});

test('one bad file of two leaves nothing behind; nor does a limit', async () => {
  const customer = await openCustomer(url);
  const both = [attachment(asData(png())), attachment(asData(svg))];
  assert.equal((await customer.say('x', { attachments: both }))['status'], 415);
  assert.equal(orphans(), 0);
  await operator.changeConfig({ maxPerMinute: 2 });
  await customer.say('1');
  await customer.say('2');
  assert.equal((await customer.say('3', { attachments: [attachment(asData(png()))] }))['status'], 429);
  assert.equal(orphans(), 0);
  customer.close();
});

test('the size limit is the site’s', async () => {
  const customer = await openCustomer(url);
  const big = new Uint8Array(200_000);
  big.set(png());
  await operator.changeConfig({ upload: { maxBytes: 100_000 } });
  assert.equal((await customer.say('x', { attachments: [attachment(asData(big))] }))['status'], 413);
  await operator.changeConfig({ upload: { maxBytes: 10_000_000 } });
  assert.equal((await customer.say('x', { attachments: [attachment(asData(big))] }))['status'], 200);
  customer.close();
});

for (const version of [4, 2] as const) {
  test(`a frame beyond the limit of Socket.IO ends the socket, not the server (client of version ${version})`, async () => {
    const { url: place } = version === 4 ? server : await startTestServer({ dialects: { expertflow: { eio: 3 } } });
    const customer = await openCustomer(place, {}, { version, transports: ['websocket'] });
    customer.client.emit('sendMessage', customer.message('x'.repeat(1_000_100)));
    await customer.waitForDisconnect();
    customer.client.connect();
    customer.join();
    await customer.waitForEvent('conversationInfo', 2);
    customer.close();
  });
}

test('a web address is taken as it is, and never fetched', async () => {
  const customer = await openCustomer(url);
  const contentUrl = 'https://files.example/a%20b.png?x=1';
  assert.equal((await customer.say('mine', { attachments: [attachment(contentUrl)] }))['status'], 200);
  assert.deepEqual((await customer.waitForText('mine'))['attachments'], [
    { type: 'image/png', name: 'shot.png', contentUrl, thumbnailUrl: contentUrl },
  ]);
  const [message] = await operator.messages(customer.conversationId);
  assert.equal(message?.attachments[0]?.url, contentUrl);
  customer.close();
});

test('a site that takes no files says so', async () => {
  await operator.changeConfig({ features: { upload: false } });
  const customer = await openCustomer(url);
  assert.equal((await customer.say('x', { attachments: [attachment(asData(png()))] }))['status'], 415);
  assert.equal((await customer.say('x', { attachments: [attachment('https://files.example/x.png')] }))['status'], 415);
  assert.equal((await customer.say('x', { attachments: [] }))['status'], 200);
  customer.close();
});

test('the operator’s pictures have addresses that load, as the socket reached the server', async () => {
  const proxied = { extraHeaders: { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'chat.shop.example' }, transports: ['polling'] };
  const [near, far] = [await openCustomer(url), await openCustomer(url, {}, proxied)];
  await operator.sayImage(near.conversationId, new Blob([new Uint8Array(png())]), 'see');
  const [sent] = (await near.waitForText('see'))['attachments'] as unknown as Record<string, string>[];
  assert.equal(sent?.['type'], 'image/png');
  assert.equal(sent?.['name'], 'picture.png');
  assert.equal(sent?.['thumbnailUrl'], sent?.['contentUrl']);
  assert.equal((await fetch(sent?.['contentUrl'] ?? '')).status, 200);
  await operator.sayImage(far.conversationId, new Blob([new Uint8Array(png())]), 'see');
  const [forwarded] = (await far.waitForText('see'))['attachments'] as unknown as Record<string, string>[];
  assert.match(forwarded?.['contentUrl'] ?? '', /^https:\/\/chat\.shop\.example\/files\//);
  near.close();
  far.close();
});
