import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { seeded } from '../support/seeded.js';
import { callExpertflow, initBody, openCustomer, openSocket } from './support/expertflow-customer.js';
import { mutate, mutateText } from './support/mutate.js';
import { startTestServer, type TestServer } from './support/test-server.js';

/** Mutated inputs of each kind: many with FULL=1. */
const rounds = process.env['FULL'] ? 100_000 : 600;
const seed = Number(process.env['SEED'] ?? 20_261_121);
const site = { config: { maxPerMinute: 1e9 } };

type Customer = Awaited<ReturnType<typeof openCustomer>>;

const frameOf = (event: string, payload: unknown): string => `42${JSON.stringify([event, payload])}`;

/** What a client may say, all of it valid. */
function validEvents({ conversationId, id, name }: Pick<Customer, 'conversationId' | 'id' | 'name'>): [string, unknown][] {
  const from = { id, name };
  const message = { conversationId, type: 'ChatMessage', from, to: [], text: 'hi', refId: '', tag: '', id: 'f-1' };
  return [
    ['joinConversation', { conversationId, id, name }],
    ['sendMessage', { ...message, attachments: [{ type: 'image/png', name: 'a.png', contentUrl: 'https://files.example/a.png', thumbnailUrl: '' }] }],
    ['sendMessage', { conversationId, type: 'ActivityMessage', from, to: [], activityType: 'typing', info: {} }],
    ['registerConnector', { id: 'web', name: 'Web', channel: 'web' }],
    ['requestAgentTransfer', { conversationId }],
    ['endConversation', { conversationId: 'c_unknown' }],
  ];
}

/** A stranger’s nonsense must not have hurt anybody. */
async function talks(server: TestServer, version: 2 | 4): Promise<void> {
  const customer = await openCustomer(server.url, {}, { version, transports: ['websocket'] });
  assert.deepEqual(await customer.say('still?'), { status: 200 });
  await server.operator.say(customer.conversationId, 'still.');
  await customer.waitForText('still.');
  customer.close();
  assert.deepEqual(server.errors, []);
}

for (const version of [4, 2] as const) {
  const start = () => startTestServer({ site, dialects: { expertflow: { eio: version === 4 ? 4 : 3, agentTransfer: true } } });

  test(`events, almost right (client of version ${version})`, async () => {
    const server = await start();
    const random = seeded(seed);
    let customer: Customer | undefined;
    for (let round = 0; round < rounds; round++) {
      // A conversation of its own now and then: a long history would be all that travels.
      if (round % 200 === 0 || !customer?.client.connected) {
        customer?.close();
        customer = await openCustomer(server.url, {}, { version, transports: ['websocket'] });
      }
      const events = validEvents(customer);
      const [event, payload] = events[Math.floor(random() * events.length)] as [string, unknown];
      const name = random() < 0.05 ? String(mutateText(event, random)) : event;
      // Names that mean something to the client itself never reach the wire.
      if (/^(connect|disconnect|error|newListener|removeListener)/.test(name)) continue;
      customer.client.emit(name, ...(random() < 0.05 ? [] : [mutate(payload, random)]), ...(random() < 0.1 ? [mutate(payload, random)] : []));
      if (round % 50 === 49) await customer.ask('registerConnector', {}).catch(() => undefined);
    }
    customer?.close();
    await talks(server, version);
  });

  test(`frames, almost right (server for clients of version ${version})`, async () => {
    const server = await start();
    const random = seeded(seed + 1);
    const address = `${server.url.replace('http', 'ws')}/expertflow/socket.io/?EIO=${version === 4 ? 4 : 3}&transport=websocket`;
    const customer = await openCustomer(server.url, {}, { version, transports: ['websocket'] });
    const frames = [
      ...validEvents(customer).map(([event, payload]) => frameOf(event, payload)),
      '40', '40{"token":"x"}', '41', '420["joinConversation",{}]', '430[]', '44{"message":"x"}', '2', '3', '2probe', '5', '6', '40/admin,', '42/admin,["x"]',
      '451-["sendMessage",{"_placeholder":true,"num":0}]', '461-0[{"_placeholder":true,"num":0}]', '42["error",{}]', '42["disconnect"]', '42["newListener"]',
    ];
    let socket: WebSocket | undefined;
    let left = 0;
    for (let round = 0; round < rounds; round++) {
      if (left-- === 0 || socket?.readyState !== WebSocket.OPEN) {
        socket?.terminate();
        socket = new WebSocket(address);
        socket.on('error', () => undefined);
        await once(socket, 'open');
        if (version === 4 && random() < 0.9) socket.send('40');
        if (random() < 0.8) socket.send(frames[0] as string);
        left = Math.floor(random() * 100);
      }
      const frame = mutateText(frames[Math.floor(random() * frames.length)] as string, random);
      if (random() < 0.1) socket.send(Buffer.from(frame));
      else socket.send(frame);
      if (round % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    socket?.terminate();
    assert.deepEqual(await customer.ask('sendMessage', customer.message('unharmed')), { status: 200 });
    customer.close();
    await talks(server, version);
  });

  test(`long polling, almost right (server for clients of version ${version})`, async () => {
    const server = await start();
    const random = seeded(seed + 2);
    const address = `${server.url}/expertflow/socket.io/`;
    const query = `?EIO=${version === 4 ? 4 : 3}&transport=polling`;
    for (let round = 0; round < Math.min(rounds, 10_000) / 10; round++) {
      const opened = await (await fetch(`${address}${query}`)).text();
      const sid = /"sid":"([^"]+)"/.exec(opened)?.[1] ?? '';
      const body = version === 4 ? `40\u001e${frameOf('joinConversation', {})}` : '38:42["joinConversation",{"conversationId":""}]';
      for (let call = 0; call < 3; call++) {
        const place = `${mutateText(query, random)}&sid=${random() < 0.8 ? sid : encodeURIComponent(Buffer.from(mutateText(sid, random)).toString())}`.replace(/[^\x21-\x7e]/g, '');
        const response = await fetch(`${address}${random() < 0.7 ? `${query}&sid=${sid}` : place}`, {
          method: 'POST', body: Buffer.from(mutateText(body, random)), headers: { 'Content-Type': random() < 0.9 ? 'text/plain' : 'application/octet-stream' },
        });
        assert.ok(response.status < 500, `${response.status}`);
        await response.arrayBuffer();
      }
    }
    await talks(server, version);
  });
}

test('requests, almost right', async () => {
  const server = await startTestServer({ site, dialects: { expertflow: { key: 'k' } } });
  const random = seeded(seed + 3);
  const headers = { Authorization: 'Bearer k' };
  const bodies: [string, unknown][] = [
    ['/api/customer/init', { ...initBody(), phone: '+1', email: 'a@b.example', subject: 's', requestId: 'r', plan: { a: [1] } }],
    ['/api/message', { channel: 'sms', phone: '+1', text: 'x', from: { id: 'a', name: 'b' }, tag: '' }],
  ];
  for (let round = 0; round < Math.min(rounds, 20_000); round++) {
    const [path, body] = bodies[round % 2] as [string, unknown];
    const text = random() < 0.7 ? JSON.stringify(mutate(body, random)) : mutateText(JSON.stringify(body), random);
    const { status } = await callExpertflow(server.url, 'POST', path, text ?? 'undefined', headers);
    // 503: no connector is there, which is the best that can be said.
    assert.ok(status < 500 || (status === 503 && path === '/api/message'), `${status} ${text}`);
  }
  for (const path of ['/%', '/%00/pdf', '/../../pdf', `/${'x'.repeat(5000)}/pdf`, '//', '/c_/email?x=%ff']) {
    assert.ok((await callExpertflow(server.url, 'GET', `/api/customer/transcript${path}`)).status < 500, path);
  }
  await talks(server, 4);
});

test('a client that sends an event named error, or nothing at all, ends nothing', async () => {
  const server = await startTestServer();
  const customer = await openCustomer(server.url);
  const silent = openSocket(server.url);
  await silent.waitForEvent('connect');
  customer.client.emit('error', new Error('x'));
  customer.client.emit('sendMessage');
  assert.deepEqual(await customer.say('hi'), { status: 200 });
  silent.close();
  customer.close();
});
