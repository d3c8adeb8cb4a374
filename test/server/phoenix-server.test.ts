import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { sleep } from '../support/until.js';
import { openLine, startRooms } from './support/phoenix-endpoint.js';
import { phoenixVectors } from './support/phoenix-vectors.js';

const { url } = await startRooms();

for (const { title, query, lines, close } of phoenixVectors) {
  test(`as a real server: ${title}`, async () => {
    const line = await openLine(url + query);
    for (const entry of lines) {
      const frame = entry.slice(3);
      if (entry.startsWith('->')) line.send(frame);
      else assert.equal(await line.next(), frame);
    }
    if (close === undefined) {
      // Nothing more came: the answer to a last heartbeat is the next frame.
      const isOld = query === '';
      line.send(isOld ? '{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"99"}' : '[null,"99","phoenix","heartbeat",{}]');
      assert.match(await line.next(), /"99"/);
      return line.close();
    }
    assert.equal(await line.closed(), close);
  });
}

async function statusOf(address: string): Promise<number> {
  const socket = new WebSocket(address);
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.once('open', () => reject(new Error('it was let in')));
    socket.on('error', () => undefined);
  });
}

test('a refused connection and an unknown vsn answer 403', async () => {
  assert.equal(await statusOf(`${url}?vsn=2.0.0&deny=1`), 403);
  assert.equal(await statusOf(`${url}?vsn=3.0.0`), 403);
  assert.equal(await statusOf(`${url}?vsn=`), 403);
});

test('a silent client is closed with 1002, one that pings or beats is not', async () => {
  const idleMs = 400;
  const { url: impatient } = await startRooms(idleMs);
  const [silent, pinging, beating] = await Promise.all([1, 2, 3].map(() => openLine(`${impatient}?vsn=2.0.0`)));
  assert.ok(silent && pinging && beating);
  const beat = setInterval(() => {
    pinging.socket.ping();
    beating.send('[null,"1","phoenix","heartbeat",{}]');
  }, 100);
  assert.equal(await silent.closed(), 1002);
  await beating.next();
  await sleep(idleMs);
  assert.equal(pinging.socket.readyState, WebSocket.OPEN);
  assert.equal(beating.socket.readyState, WebSocket.OPEN);
  clearInterval(beat);
  assert.equal(await pinging.closed(), 1002);
});

test('a leave of an earlier join does not end the present one', async () => {
  const line = await openLine(`${url}?vsn=2.0.0`);
  for (const ref of ['1', '2']) line.send(JSON.stringify([ref, ref, 'room:1', 'phx_join', {}]));
  assert.deepEqual([await line.next(), await line.next(), await line.next()].map((frame) => JSON.parse(frame)[3]), [
    'phx_reply', 'phx_reply', 'phx_close',
  ]);
  line.send('["1","3","room:1","phx_leave",{}]');
  line.send('["2","4","room:1","echo",{}]');
  assert.equal(await line.next(), '["2","4","room:1","phx_reply",{"response":{},"status":"ok"}]');
  await line.close();
});

for (const frame of ['null', '{}', '[1,2,3]', '["1","1",5,"phx_join",{}]', '[{},"1","room:1","phx_join",{}]', 'hex 00', 'hex 0005050505', 'hex 01']) {
  test(`no frame: ${frame}`, async () => {
    const line = await openLine(`${url}?vsn=2.0.0`);
    line.send(frame);
    assert.equal(await line.closed(), 1011);
  });
}
