import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { callerOf } from '../../server/http/caller-of.js';
import { OpenCalls } from '../../server/http/open-calls.js';
import { SecretFile } from '../../server/store/secret-file.js';
import { SettingStore } from '../../server/store/setting-store.js';
import { openDatabase } from '../../server/store/open-database.js';
import { createAdmin, openCustomer } from './support/chatvisor-client.js';
import { openSocket } from './support/expertflow-customer.js';
import { openVisitor } from './support/rest-visitor.js';
import { png } from './support/sample-images.js';
import { restartServer, startTestServer } from './support/test-server.js';

const folder = mkdtempSync(join(tmpdir(), 'chat-limits-'));
after(() => rmSync(folder, { recursive: true }));
const from = (address: string) => ({ 'X-Forwarded-For': address, 'Content-Type': 'application/json' });

describe('one address cannot become visitors without end', async () => {
  const { url } = await startTestServer({ newVisitorsPerMinute: 2 });
  const post = (path: string, body: object, address: string) =>
    fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: from(address) });

  /** Each call makes a new visitor; `refused` is what the third is answered. */
  const ways: Record<string, [path: string, body: () => object, refused: number]> = {
    rest: ['/rest/session', () => ({}), 429],
    chatvisor: ['/chatvisor/chat/session', () => ({}), 429],
    chatgonow: ['/chatgonow/api/visitor_api.php?action=init&key=demo-key', () => ({}), 429],
    pancake: ['/pancake/api/v1/pke_chat_plugin/messages?page_id=web_demo', () => ({ message: 'x' }), 429],
    expertflow: ['/expertflow/api/customer/init', () => ({ channel: 'web', refId: 'r' }), 503],
    rocketchat: ['/rocketchat/api/v1/livechat/visitor', () => ({ visitor: { token: `t${Math.random()}` } }), 429],
  };
  for (const [index, [name, [path, body, refused]]] of Object.entries(ways).entries()) {
    test(`over ${name}: the third in a minute is told to wait, others are not`, async () => {
      const address = `203.0.113.${index}`;
      for (const _ of [1, 2]) assert.equal((await post(path, body(), address)).status, 200);
      const answer = await post(path, body(), address);
      assert.equal(answer.status, refused);
      const wait = answer.headers.get('Retry-After') ?? /wait (\d+) seconds/.exec(await answer.text())?.[1];
      assert.ok(Number(wait) > 0 && Number(wait) <= 60, String(wait));
      assert.equal((await post(path, body(), `198.51.100.${index}`)).status, 200);
    });
  }

  test('over the socket of an old Rocket.Chat, too', async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/rocketchat/websocket`, { headers: from('203.0.113.99') });
    const errors = new Map<string, unknown>();
    await new Promise((resolve) => socket.once('open', resolve));
    const settled = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { msg?: string; id?: string; error?: { error: unknown } };
        if (frame.msg === 'result') errors.set(String(frame.id), frame.error?.error);
        if (errors.size === 3) resolve();
      });
    });
    socket.send(JSON.stringify({ msg: 'connect', version: '1', support: ['1'] }));
    for (const id of ['1', '2', '3']) {
      socket.send(JSON.stringify({ msg: 'method', method: 'livechat:registerGuest', params: [{ token: `s${id}` }], id }));
    }
    await settled;
    socket.terminate();
    assert.deepEqual([...errors.values()], [undefined, undefined, 'too-many-requests']);
  });

  test('who comes back with their token is nobody new, and this machine is not counted', async () => {
    const visitors = await Promise.all([1, 2, 3].map(() => openVisitor(url)));
    for (const { token, id } of visitors) {
      const answer = await fetch(`${url}/rest/session`, {
        method: 'POST', body: '{}', headers: { ...from('203.0.113.200'), Authorization: `Bearer ${token}` },
      });
      assert.equal(((await answer.json()) as { visitorId: string }).visitorId, id);
    }
  });
});

test('an upload without a visitor: who leaves too many is told to wait, and takes no room from others or from this machine', async () => {
  const { url } = await startTestServer();
  const leave = async (address = '') => {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(png())]), 'a.png');
    return (await fetch(`${url}/pancake/upload`, { method: 'POST', body, headers: { 'X-Forwarded-For': address } })).status;
  };
  for (let n = 0; n < 60; n++) assert.equal(await leave('203.0.113.1'), 201);
  assert.equal(await leave('203.0.113.1'), 429);
  assert.equal(await leave('203.0.113.2'), 201);
  for (let n = 0; n < 61; n++) assert.equal(await leave(), 201);
});

test('whose call it is: the connection says it, a proxy on this machine for others', () => {
  const of = (remoteAddress: string, forwarded?: string | string[]) =>
    callerOf({ socket: { remoteAddress } as never, headers: { 'x-forwarded-for': forwarded } as never });
  assert.equal(of('127.0.0.1'), undefined);
  assert.equal(of('::1'), undefined);
  assert.equal(of('::ffff:127.0.0.1'), undefined);
  assert.equal(of('203.0.113.7'), '203.0.113.7');
  assert.equal(of('::ffff:203.0.113.7'), '203.0.113.7');
  assert.equal(of('203.0.113.7', '1.1.1.1'), '203.0.113.7', 'what a stranger says of itself is not believed');
  assert.equal(of('127.0.0.1', '1.1.1.1, 203.0.113.7'), '203.0.113.7', 'only what the proxy has seen itself');
  assert.equal(of('127.0.0.1', ''), undefined);
  assert.equal(of('127.0.0.1', '203.0.113.7:51234'), '203.0.113.7', 'some add the port');
  assert.equal(of('127.0.0.1', '[2001:db8:1:2::1]:443'), '2001:db8:1:2');
  assert.equal(of('2001:db8:1:2:aaaa::1'), of('2001:db8:1:2::ffff'), 'one network of IPv6 is one caller');
  assert.notEqual(of('2001:db8:1:2::1'), of('2001:db8:1:3::1'));
  assert.equal(of('2001:db8::1'), '2001:db8:0:0');
});

test('one address cannot hold every line, and gets its places back', () => {
  const calls = new OpenCalls();
  const lives = Array.from({ length: 300 }, () => new EventEmitter());
  assert.ok(lives.every((life) => calls.enter('a', life)));
  assert.equal(calls.enter('a', new EventEmitter()), false);
  assert.equal(calls.enter('b', new EventEmitter()), true);
  assert.equal(calls.enter(undefined, new EventEmitter()), true);
  lives[0]?.emit('close');
  assert.equal(calls.enter('a', new EventEmitter()), true);
  assert.equal(calls.enter('a', new EventEmitter()), false);
});

test('too many open streams of one address: the next is refused, over sockets as well', async () => {
  const { url } = await startTestServer();
  const { token } = await openVisitor(url);
  const control = new AbortController();
  const headers = { ...from('203.0.113.5'), Authorization: `Bearer ${token}`, Accept: 'text/event-stream' };
  const open = () => fetch(`${url}/rest/events`, { headers, signal: control.signal });
  const streams = await Promise.all(Array.from({ length: 300 }, open));
  assert.ok(streams.every(({ status }) => status === 200));
  const refused = await open();
  assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '10']);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/rocketchat/websocket`, { headers: from('203.0.113.5') });
  const status = await new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('open', () => resolve('open'));
  });
  assert.equal(status, 429);
  control.abort();
});

describe('keys', () => {
  test('guessing them is slow: after twenty wrong ones a minute nothing is heard of that address', async () => {
    const { url, operatorKey } = await startTestServer({ dialects: { chatvisor: { adminToken: 'the-admin-token' } } });
    const doors = [['/operator/api/state', operatorKey], ['/chatvisor/api/v1/agents', 'the-admin-token']] as const;
    for (const [path, key] of doors) {
      const ask = async (token: string, address: string) =>
        (await fetch(`${url}${path}`, { headers: { ...from(address), Authorization: `Bearer ${token}` } })).status;
      for (let n = 0; n < 25; n++) assert.equal((await fetch(`${url}${path}`, { headers: from('203.0.113.1') })).status, 401);
      for (let n = 0; n < 20; n++) assert.equal(await ask(`wrong-${n}`, '203.0.113.1'), 401);
      assert.equal(await ask('wrong', '203.0.113.1'), 429);
      assert.equal(await ask(key, '203.0.113.1'), 429);
      assert.equal(await ask(key, '203.0.113.2'), 200);
    }
  });

  test('guessing those of single systems is as slow', async () => {
    const { url } = await startTestServer({ dialects: { expertflow: { key: 'third-party', connectorKey: 'gateway' } } });
    const recent = async (key: string, address: string) =>
      (await fetch(`${url}/chatgonow/api/chat_api.php?action=get_recent_messages&key=${key}`, { headers: from(address) })).status;
    const order = async (key: string, address: string) =>
      (await fetch(`${url}/expertflow/api/message`, { method: 'POST', body: '{}', headers: { ...from(address), Authorization: `Bearer ${key}` } })).status;
    for (let n = 0; n < 20; n++) {
      assert.equal(await recent(`wrong-${n}`, '203.0.113.1'), 403);
      assert.equal(await order(`wrong-${n}`, '203.0.113.1'), 401);
    }
    assert.deepEqual([await recent('demo-api-key', '203.0.113.1'), await order('third-party', '203.0.113.1')], [429, 503]);
    assert.deepEqual([await recent('demo-api-key', '203.0.113.2'), await order('third-party', '203.0.113.2')], [200, 400]);
    const gateway = (key: string, address: string) => openSocket(url, { auth: { key }, extraHeaders: from(address) });
    const guesser = gateway('wrong', '203.0.113.1');
    const register = { id: 'sms', channel: 'sms' };
    for (let n = 0; n < 20; n++) assert.equal((await guesser.ask('registerConnector', register))['status'], 403);
    const [late, other] = [gateway('gateway', '203.0.113.1'), gateway('gateway', '203.0.113.2')];
    assert.equal((await late.ask('registerConnector', register))['status'], 429);
    assert.equal((await other.ask('registerConnector', register))['status'], 200);
    for (const each of [guesser, late, other]) each.close();
  });

  test('lie beside the database for its owner only, outlive restarts, and are in no copy of the database', async () => {
    const file = join(folder, 'kept.db');
    const server = await startTestServer({ database: file });
    const before = [server.operatorKey, server.service.context.secrets.find('chatvisor.adminToken')];
    await restartServer(server);
    assert.equal((await server.operator.visitors()).length, 0, 'the same key opens the console');
    assert.equal(server.service.context.secrets.find('chatvisor.adminToken'), before[1]);
    for (const each of [file, `${file}.keys`]) assert.equal(statSync(each).mode & 0o077, 0, each);
    await server.close();
    for (const key of before) {
      assert.match(String(key), /^[\w-]{43}$/);
      assert.ok(readFileSync(`${file}.keys`, 'utf8').includes(String(key)));
      for (const each of [file, `${file}-wal`]) {
        assert.ok(!existsSync(each) || !readFileSync(each).includes(Buffer.from(String(key))), each);
      }
    }
  });

  test('move out of a database that still holds them', () => {
    const database = openDatabase(join(folder, 'old.db'));
    const settings = new SettingStore(database);
    settings.set('operator.key', 'an-old-key');
    const path = join(folder, 'old.db.keys');
    assert.equal(new SecretFile(path).keep('operator.key', settings), 'an-old-key');
    assert.equal(settings.get('operator.key'), undefined);
    assert.equal(new SecretFile(path).keep('operator.key', settings), 'an-old-key');
    database.close();
  });
});

test('visitors who never said anything are forgotten after a month, others are not', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const server = await startTestServer({ now: () => now, dialects: { chatvisor: { adminToken: 'the-admin-token' } } });
  const nobody = await openVisitor(server.url, { externalId: 'made-up' });
  const tagged = await openCustomer(server.url);
  await createAdmin(server.url, 'the-admin-token').put(`/customers/${tagged.id}/tag`, { id: 9 });
  const known = [await openVisitor(server.url, { name: 'Ann' }), await openVisitor(server.url), await openVisitor(server.url)];
  await known[1]?.say('hello');
  const form = { values: { name: 'A', email: 'a@b.example', message: 'later' } };
  assert.equal((await known[2]?.post('/offline', form))?.status, 202);
  now += 31 * 24 * 60 * 60_000;
  const late = await openVisitor(server.url);
  await restartServer(server);
  const left = (await server.operator.visitors()).map(({ id }) => id);
  assert.deepEqual(left.toSorted(), [...known, tagged, late].map(({ id }) => id).toSorted());
  assert.equal((await nobody.get('/messages')).status, 401);
});

test('a key file that cannot be read is one sentence', () => {
  assert.throws(() => new SecretFile(folder), { name: 'StartupError', message: /^The key file \S+ cannot be read: [^\n]+\.$/ });
});

describe('JSON that is nested absurdly deep', async () => {
  const { url } = await startTestServer({ dialects: { chatvisor: { adminToken: 'the-admin-token' } } });
  const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
  const visitor = await openVisitor(url);
  const calls: [method: string, path: string, body: string, token?: string][] = [
    ['POST', '/rest/session', `{"fields":${deep}}`],
    ['POST', '/rest/session', `{"page":${deep}}`],
    ['PATCH', '/rest/visitor', `{"fields":${deep}}`, visitor.token],
    ['POST', '/rest/messages', `{"localId":"a","action":${deep}}`, visitor.token],
    ['POST', '/chatgonow/api/visitor_api.php?action=init&key=demo-key', `{"fields":${deep}}`],
    ['POST', '/pancake/api/v1/pke_chat_plugin/messages?page_id=web_demo', `{"message":"x","extra_info":${deep}}`],
    ['POST', '/expertflow/api/customer/init', `{"channel":"web","refId":"1","more":${deep}}`],
    ['POST', '/rocketchat/api/v1/livechat/visitor', `{"visitor":{"token":"t","customFields":[${deep}]}}`],
    ['PUT', '/chatvisor/api/v1/rules', `{"rules":[${deep}]}`, 'the-admin-token'],
  ];
  for (const [method, path, body, token] of calls) {
    test(`is the caller's mistake: ${method} ${path}`, async () => {
      const headers = new Headers(token === undefined ? {} : { Authorization: `Bearer ${token}` });
      const { status } = await fetch(`${url}${path}`, { method, body, headers });
      assert.ok(status >= 400 && status < 500, String(status));
    });
  }

  test('is garbage on a socket, which goes on', async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/rocketchat/websocket`);
    const heard: string[] = [];
    await new Promise((resolve) => socket.once('open', resolve));
    for (const frame of [{ msg: 'connect', version: '1', support: ['1'] }, `{"msg":"method","id":"1","method":"x","params":[${deep}]}`, { msg: 'ping' }]) {
      socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
    }
    await new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const { msg } = JSON.parse(String(data)) as { msg?: string };
        if (msg) heard.push(msg);
        if (msg === 'pong') resolve();
      });
    });
    socket.terminate();
    assert.deepEqual(heard, ['connected', 'error', 'pong']);
  });

  test('brackets in words are words', async () => {
    const words = '[{"\\'.repeat(500);
    const { status } = await visitor.post('/messages', { localId: 'brackets', text: words });
    assert.equal(status, 201);
    assert.equal((await visitor.get('/messages')).body['messages']?.[0]?.['text'], words);
  });
});
