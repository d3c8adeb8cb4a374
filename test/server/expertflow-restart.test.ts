import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { until } from '../support/until.js';
import { callExpertflow, initBody, initChat, openCustomer, openSocket } from './support/expertflow-customer.js';
import { createOperatorClient } from './support/operator-client.js';
import { listOf } from './support/rest-visitor.js';
import { restartServer, startTestServer } from './support/test-server.js';

const folder = mkdtempSync(join(tmpdir(), 'chat-expertflow-'));
after(() => rmSync(folder, { recursive: true }));

for (const eio of [4, 3] as const) {
  test(`a restart breaks the sockets and nothing else (${eio})`, async () => {
    const server = await startTestServer({ database: join(folder, `restart-${eio}.db`), dialects: { expertflow: { eio } } });
    const request = initBody({ requestId: 'over-restarts' });
    const before = await callExpertflow(server.url, 'POST', '/api/customer/init', request);
    const customers = [];
    for (const transport of ['websocket', 'polling']) {
      customers.push(await openCustomer(server.url, { email: 'ann@shop.example' }, { version: eio === 4 ? 4 : 2, transports: [transport] }));
    }
    for (const customer of customers) {
      await customer.say('before', { id: 'b-1' });
      await server.operator.say(customer.conversationId, 'answer');
      await customer.waitForText('answer');
    }
    await restartServer(server);
    const repeated = await callExpertflow(server.url, 'POST', '/api/customer/init', request);
    assert.equal(repeated.body['conversationId'], before.body['conversationId']);
    for (const customer of customers) {
      await customer.waitForDisconnect();
      await server.operator.say(customer.conversationId, 'missed');
      customer.client.connect();
      customer.join();
      const info = await customer.waitForEvent('conversationInfo', 2);
      assert.deepEqual(listOf(info['messages']).map((each) => String(each['text'])), ['before', 'answer', 'missed']);
      assert.deepEqual(await customer.say('before', { id: 'b-1' }), { status: 200 });
      assert.equal((await server.operator.messages(customer.conversationId)).length, 3, 'the repetition is known');
      await customer.ask('endConversation', { conversationId: customer.conversationId });
      await restartServer(server);
      const { status } = await callExpertflow(server.url, 'GET', `/api/customer/transcript/${customer.conversationId}/pdf`);
      assert.equal(status, 200);
      customer.close();
    }
  });
}

test('a conversation that nobody joined is forgotten also after a restart', async () => {
  const server = await startTestServer({ dialects: { expertflow: { joinTimeoutMs: 400 } } });
  const joined = await openCustomer(server.url);
  const { conversationId } = await initChat(server.url);
  await restartServer(server);
  await server.operator.conversation(conversationId);
  await until(async () => {
    const known = await server.operator.conversation(conversationId).catch(() => undefined);
    return !known;
  });
  assert.equal((await server.operator.conversation(joined.conversationId)).state, 'queued');
  joined.close();
});

for (const eio of [4, 3] as const) {
  test(`close() ends everything: the process ends by itself (${eio})`, async () => {
    const child = fork(join(import.meta.dirname, 'support/expertflow-lifetime.ts'), [String(eio)], { execArgv: ['--import', 'tsx'] });
    const [{ url, operatorKey }] = (await once(child, 'message')) as [{ url: string; operatorKey: string }];
    const version = eio === 4 ? 4 : 2;
    // A minute's timer, and customers by every way.
    await initChat(url);
    const customers = [];
    for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) customers.push(await openCustomer(url, {}, { version, transports }));
    const [muted, slow] = customers;
    const operator = createOperatorClient({ url, key: operatorKey });
    await operator.faults([{ do: 'silence', visitorId: muted?.id, ms: 60_000 }, { do: 'delay', ms: 60_000, method: 'SOCKET', visitorId: slow?.id }]);
    muted?.client.emit('sendMessage', muted.message('never answered'));
    slow?.client.emit('sendMessage', slow.message('never taken'));
    // One that answers nothing: no ping, no close frame.
    const dead = connect(Number(new URL(url).port), '127.0.0.1');
    dead.write(
      `GET /expertflow/socket.io/?EIO=${eio}&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await once(dead, 'data');
    // One whose session the server ends because of its nonsense, and who never calls again to hear of it.
    const polling = `${url}/expertflow/socket.io/?EIO=${eio}&transport=polling`;
    const sid = /"sid":"([^"]+)"/.exec(await (await fetch(polling)).text())?.[1];
    await fetch(`${polling}&sid=${sid}`, { method: 'POST', body: 'nonsense' });
    const ended = once(child, 'exit');
    child.send('close');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    assert.deepEqual(await ended, [0, null], 'it ended, and was not killed');
    clearTimeout(timer);
    for (const customer of customers) {
      await customer.waitForDisconnect();
      customer.close();
    }
    dead.destroy();
  });
}

test('a socket that goes on knocking while the server is away comes back', async () => {
  const server = await startTestServer();
  const { conversationId, id, name } = await initChat(server.url);
  const socket = openSocket(server.url, { reconnection: true, reconnectionDelay: 20, reconnectionDelayMax: 50 });
  socket.client.on('connect', () => socket.client.emit('joinConversation', { conversationId, id, name }));
  await socket.waitForEvent('conversationInfo');
  for (let count = 2; count <= 4; count++) {
    await restartServer(server);
    await socket.waitForEvent('conversationInfo', count);
  }
  await server.operator.say(conversationId, 'welcome back');
  await socket.waitForText('welcome back');
  assert.equal(socket.texts().length, 1);
  socket.close();
});
