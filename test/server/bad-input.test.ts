import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, openVisitor } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

const { url, operator, operatorKey } = await startTestServer();

const posts = ['/session', '/messages', '/typing', '/read', '/register', '/offline', '/page', '/department', '/transcript', '/rating'];

test('what is not a JSON object is 422 everywhere, never 500', async () => {
  const visitor = await openVisitor(url);
  const headers = { Authorization: `Bearer ${visitor.token}` };
  for (const path of posts) {
    for (const body of ['{', 'null', '[]', '"x"', '7', '\u0000', '{"a":}']) {
      const { status, body: answer } = await call(url, 'POST', path, body, headers);
      assert.equal(status, 422, `${path} ${body}`);
      assert.equal(answer['error']?.['code'], 'invalid');
      assert.ok(answer['error']?.['message']);
    }
    const binary = await call(url, 'POST', path, new Uint8Array([0xff, 0xfe, 0x00]), headers);
    assert.equal(binary.status, 422, path);
  }
});

test('every member with every wrong type is refused, never 500', async () => {
  const visitor = await openVisitor(url);
  await visitor.say('hi');
  const members = ['localId', 'text', 'attachments', 'action', 'on', 'upTo', 'values', 'consent', 'url', 'title', 'id',
    'kind', 'email', 'score', 'comment', 'name', 'phone', 'fields', 'labels', 'externalId', 'signature', 'site', 'locale', 'page'];
  const wrong = [null, true, -1, 1e308, '', 'x'.repeat(20_000), [], [[]], {}, { a: {} }, '__proto__', 'toString'];
  const calls = [...posts.filter((path) => path !== '/session').map((path) => ['POST', path] as const), ['PATCH', '/visitor'] as const];
  for (const [method, path] of calls) {
    for (const value of wrong) {
      const body = Object.fromEntries(members.map((member) => [member, value]));
      const { status } = await visitor.ask(method, path, body);
      assert.ok(status < 500, `${method} ${path} ${JSON.stringify(value).slice(0, 40)}: ${status}`);
    }
  }
  assert.equal(({} as Record<string, unknown>)['a'], undefined, 'no prototype was written to');
});

test('a JSON body beyond one megabyte is 413', async () => {
  const visitor = await openVisitor(url);
  for (const size of [1024 * 1024 + 1, 3 * 1024 * 1024]) {
    const { status, body } = await visitor.post('/messages', `{"localId":"a","text":"${'x'.repeat(size)}"}`);
    assert.equal(status, 413);
    assert.equal(body['error']?.['code'], 'too_large');
  }
});

test('unknown members are ignored', async () => {
  const visitor = await openVisitor(url, { future: { thing: 1 } });
  assert.equal((await visitor.post('/messages', { localId: 'a', text: 'x', mood: 'good' })).status, 201);
});

test('what the server does not know is a bare 404', async () => {
  for (const [method, path] of [['GET', '/nope'], ['PUT', '/messages'], ['GET', '/session'], ['POST', '/']] as const) {
    const { status, text } = await call(url, method, path, method === 'GET' ? undefined : {});
    assert.deepEqual([status, text], [404, ''], `${method} ${path}`);
  }
});

test('any origin may call, without credentials', async () => {
  const preflight = await fetch(`${url}/rest/messages`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://shop.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('Access-Control-Allow-Origin'), '*');
  assert.equal(preflight.headers.get('Access-Control-Allow-Credentials'), null);
  assert.match(preflight.headers.get('Access-Control-Allow-Headers') ?? '', /Authorization,Content-Type,Accept,Last-Event-ID/);
  assert.match(preflight.headers.get('Access-Control-Allow-Methods') ?? '', /PATCH.*DELETE/);
  assert.ok(Number(preflight.headers.get('Access-Control-Max-Age')) > 0);
  for (const [path, status] of [['/config', 200], ['/messages', 401], ['/nope', 404]] as const) {
    const answer = await call(url, 'GET', path, undefined, { Origin: 'https://shop.example' });
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*', path);
    assert.equal(answer.headers.get('Access-Control-Expose-Headers'), 'Retry-After', path);
  }
});

test('answers with words or tokens are kept by no cache', async () => {
  const visitor = await openVisitor(url);
  assert.equal((await visitor.get('/messages')).headers.get('Cache-Control'), 'no-store');
});

test('the operator API refuses bad input as carefully', async () => {
  const visitor = await openVisitor(url);
  const id = String((await visitor.say('hi'))['conversationId']);
  const ask = (method: string, path: string, body: string) =>
    fetch(`${url}/operator/api${path}`, { method, body, headers: { Authorization: `Bearer ${operatorKey}` } });
  const calls = [
    ['POST', `/conversations/${id}/messages`], ['POST', `/conversations/${id}/typing`], ['PATCH', '/state'],
    ['POST', `/visitors/${visitor.id}/events`], ['POST', `/conversations/${id}/streams`],
  ] as const;
  for (const [method, path] of calls) {
    for (const body of ['{', '[]', '{"on":7,"availability":"away","text":7,"type":"x"}']) {
      assert.equal((await ask(method, path, body)).status, 422, `${path} ${body}`);
    }
  }
  assert.equal((await ask('POST', `/conversations/${id}/messages`, '{"author":{"role":"visitor"},"text":"x"}')).status, 422);
  assert.equal((await ask('PATCH', '/state', '{"name":" "}')).status, 422);
  await assert.rejects(operator.say('c_nope', 'x'), /404/);
  await assert.rejects(operator.edit('m_nope', 'x'), /404/);
});
