import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sleep, until } from '../support/until.js';
import { call, listOf, openVisitor } from './support/rest-visitor.js';
import { restartServer, startTestServer } from './support/test-server.js';

const server = await startTestServer({ faults: true, heartbeatMs: 20 });
const { url, operator } = server;

test('without the option there are no faults', async () => {
  const plain = await startTestServer();
  assert.equal((await fetch(`${plain.url}/faults`, { method: 'POST', body: '[]' })).status, 404);
  plain.faults.add([{ do: 'status', status: 500 }]);
  assert.equal((await call(plain.url, 'GET', '/config')).status, 200);
});

test('status answers instead, as often as told, with headers and any body', async () => {
  await operator.faults([
    { do: 'status', status: 503, times: 2, path: '/config', headers: { 'Retry-After': '7' }, body: { error: { code: 'down' } } },
    { do: 'status', status: 200, path: '/config', body: '<html>hotel login</html>', headers: { 'Content-Type': 'text/html' } },
  ]);
  for (let n = 0; n < 2; n++) {
    const { status, headers, body } = await call(url, 'GET', '/config');
    assert.equal(status, 503);
    assert.equal(headers.get('Retry-After'), '7');
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(body['error']?.['code'], 'down');
  }
  assert.equal((await call(url, 'GET', '/config')).text, '<html>hotel login</html>');
  assert.equal((await call(url, 'GET', '/config')).body['availability'], 'online');
});

test('instructions match method, path and visitor, and can be cleared', async () => {
  const [ann, bob] = [await openVisitor(url), await openVisitor(url)];
  await operator.faults([{ do: 'status', status: 500, method: 'post', path: '/messages', visitorId: ann.id, times: 'always' }]);
  assert.equal((await bob.post('/messages', { localId: 'a', text: 'x' })).status, 201);
  assert.equal((await ann.get('/messages')).status, 200);
  for (let n = 0; n < 3; n++) assert.equal((await ann.post('/messages', { localId: 'a', text: 'x' })).status, 500);
  await operator.clearFaults();
  assert.equal((await ann.post('/messages', { localId: 'a', text: 'x' })).body['duplicate'], false, 'nothing was handled');
});

test('delay waits and goes on, also to the next instruction', async () => {
  await operator.faults([{ do: 'delay', ms: 60 }, { do: 'status', status: 418 }]);
  const started = performance.now();
  assert.equal((await call(url, 'GET', '/config')).status, 418);
  assert.ok(performance.now() - started >= 55);
});

test('drop cuts before, dropAfter cuts after the commit', async () => {
  const visitor = await openVisitor(url);
  const post = () => visitor.post('/messages', { localId: 'a', text: 'x' });
  await operator.faults([{ do: 'drop', path: '/messages' }]);
  await assert.rejects(post());
  assert.deepEqual(listOf((await visitor.get('/messages')).body['messages']), []);
  await operator.faults([{ do: 'dropAfter', path: '/messages' }]);
  await assert.rejects(post());
  assert.equal(listOf((await visitor.get('/messages')).body['messages']).length, 1);
  assert.equal((await post()).body['duplicate'], true);
});

test('hang never answers', async () => {
  await operator.faults([{ do: 'hang', path: '/config' }]);
  await assert.rejects(fetch(`${url}/rest/config`, { signal: AbortSignal.timeout(80) }), { name: 'TimeoutError' });
  assert.equal((await call(url, 'GET', '/config')).status, 200);
});

test('dropStreams cuts, refuseStreams keeps out for a while', async () => {
  const visitor = await openVisitor(url);
  const stream = await visitor.stream('0');
  const other = await (await openVisitor(url)).stream('0');
  await operator.faults([{ do: 'refuseStreams', ms: 800, visitorId: visitor.id }, { do: 'dropStreams', visitorId: visitor.id }]);
  await stream.waitForEnd();
  assert.equal(other.ended(), false);
  const refused = await visitor.stream('0');
  assert.equal(refused.response.status, 503);
  assert.equal((await visitor.poll('0')).status, 200, 'only streams are refused');
  const again = await until(async () => {
    const stream = await visitor.stream('0');
    return stream.response.status === 200 ? stream : undefined;
  });
  await Promise.all([again.close(), other.close()]);
});

test('duplicate and reorder play with the next events only', async () => {
  const visitor = await openVisitor(url);
  await visitor.say('first');
  const { cursor } = (await openVisitor(url, {}, visitor.token)).session;
  const stream = await visitor.stream(String(cursor));
  await operator.faults([{ do: 'duplicate', count: 1 }, { do: 'reorder', count: 2, visitorId: visitor.id }]);
  for (const text of ['a', 'b', 'c', 'd']) await visitor.say(text);
  await stream.waitForEvent('message', 5);
  assert.deepEqual(stream.texts(), ['a', 'a', 'c', 'b', 'd']);
  await stream.close();
});

test('silence holds everything back, pings too, and loses nothing', async () => {
  const visitor = await openVisitor(url);
  const stream = await visitor.stream(String(visitor.session['cursor']));
  await stream.waitForRaw(': ping');
  await operator.faults([{ do: 'silence', ms: 600 }]);
  const length = stream.raw().length;
  await visitor.say('quiet');
  await sleep(80);
  assert.equal(stream.raw().length, length);
  await stream.waitForEvent('message');
  await stream.waitForRaw('"quiet"');
  await stream.waitForRaw(': ping', stream.raw().length); // it lives on
  await stream.close();
});

test('malformed frames and unknown events arrive as told', async () => {
  const visitor = await openVisitor(url);
  const stream = await visitor.stream(String(visitor.session['cursor']));
  await operator.faults([
    { do: 'malformed', chunk: 'event: message\ndata: {oops', visitorId: visitor.id },
    { do: 'unknown', type: 'tea-time', data: { cups: 2 }, visitorId: visitor.id },
  ]);
  await stream.waitForRaw('data: {oops');
  await stream.waitForRaw('event: tea-time\ndata: {"cups":2}');
  await stream.close();
});

test('expireCursors expires what was given out, not what comes', async () => {
  const visitor = await openVisitor(url);
  await operator.faults([{ do: 'expireCursors' }]);
  assert.equal((await visitor.poll(String(visitor.session['cursor']))).status, 410);
  const again = await openVisitor(url, {}, visitor.token);
  assert.equal((await again.poll(String(again.session['cursor']))).status, 200);
});

test('files can fail, too', async () => {
  await operator.faults([{ do: 'status', status: 500, path: '/files/' }]);
  assert.equal((await fetch(`${url}/files/x/y.png`)).status, 500);
  assert.equal((await fetch(`${url}/files/x/y.png`)).status, 404);
});

test('a typo in an instruction is told', async () => {
  for (const wrong of [[{ do: 'explode' }], [{ do: 'status' }], [{ do: 'delay', ms: '5' }], ['drop'], [{ do: 'toString' }]]) {
    await assert.rejects(operator.faults(wrong), /422/);
  }
  assert.equal((await fetch(`${url}/faults`, { method: 'POST', body: '{' })).status, 422);
});

test('faults outlive a restart', async () => {
  server.faults.add([{ do: 'status', status: 503, path: '/config' }]);
  await restartServer(server);
  assert.equal((await call(url, 'GET', '/config')).status, 503);
  assert.equal((await call(url, 'GET', '/config')).status, 200);
});
