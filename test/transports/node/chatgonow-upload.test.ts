import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createTransport } from '../../../src/transports/chatgonow/chatgonow.js';
import { until } from '../../support/until.js';
import { fakeChatgonow, told } from '../support/fake-chatgonow.js';
import { stream } from '../support/fake-backend.js';
import { pngFile } from '../support/png-file.js';

const never = new AbortController().signal;
const visitor = { locale: 'en', page: { url: 'https://shop.example/', title: 'Shop' } };
const rowOf = (id: string, client_id: string) => ({
  cursor: id, type: 'message', message: { id, client_id, sender_type: 'visitor', image_url: '/up/a.png', content: '' },
});

async function open(upload: (client: string) => Response) {
  const clients: string[] = [];
  let live: ReturnType<typeof stream> | undefined;
  const fake = fakeChatgonow({
    stream: (_, init) => (live = stream(init)).response,
    upload: ({ body }) => {
      const form = body as FormData;
      assert.ok(form.get('file') instanceof File);
      clients.push(String(form.get('client_id')));
      return upload(clients.at(-1) ?? '');
    },
  });
  const transport = createTransport(fake.context);
  await transport.connect(visitor, undefined, never);
  return { ...fake, transport, clients, write: (event: object) => live?.write(`data: ${JSON.stringify(event)}\nevent: message\n\n`) };
}

const answer = (id: string) => told({ id, conversation_id: '7', created_at: '2026-01-05 10:00:09', image_url: '/up/a.png' });

it('an upload is a message already: sending it sends nothing, and its echo is no second message', async () => {
  const { transport, clients, asked, events, write } = await open(() => answer('104'));
  const part = await transport.upload!(pngFile(100), () => undefined, never);
  assert.deepEqual(part, {
    type: 'image', name: 'pixel.png', mime: 'image/png', size: 100, uploadId: '104', url: 'https://api.example/up/a.png',
  });
  const ack = await transport.send({ localId: 'l1', parts: [part] }, never);
  assert.deepEqual(ack, { id: '104', order: 104, createdAt: Date.UTC(2026, 0, 5, 10, 0, 9) });
  assert.equal(asked('send').length, 0);
  write(rowOf('104', clients[0] ?? ''));
  write(rowOf('105', 'of-another-device'));
  await until(() => events.length === 2);
  assert.deepEqual(events.map(({ type }) => type), ['raw', 'message']);
  await transport.disconnect();
});

it('words that come with a picture are sent as the message, whose echo does not take the picture away', async () => {
  const { transport, asked, events, write } = await open(() => answer('104'));
  const part = await transport.upload!(pngFile(100), () => undefined, never);
  const words = { type: 'text', text: 'look', format: 'plain' } as const;
  await transport.send({ localId: 'l1', parts: [words, part] }, never);
  assert.deepEqual(asked('send').map(({ body }) => body), [{ client_id: 'l1', content: 'look' }]);
  write({ cursor: '105', type: 'message', message: { id: '105', client_id: 'l1', sender_type: 'visitor', content: 'look' } });
  write(rowOf('106', 'of-another-device'));
  await until(() => events.length === 2);
  assert.deepEqual(events.map(({ type }) => type), ['raw', 'message']);
  await transport.disconnect();
});

it('a file whose answer was lost is sent again as the same; one that arrived is another one next time', async () => {
  let isLost = true;
  const { transport, clients } = await open(() => {
    if (isLost) throw new TypeError('failed to fetch');
    return answer('104');
  });
  const file = pngFile(100);
  const upload = () => transport.upload!(file, () => undefined, never);
  await assert.rejects(upload(), { code: 'network', outcome: 'unknown' });
  isLost = false;
  await upload();
  await upload();
  assert.equal(clients[0], clients[1]);
  assert.notEqual(clients[1], clients[2]);
  await transport.disconnect();
});

it('a file of an earlier visit is acknowledged by its id alone', async () => {
  const { transport, asked } = await open(() => answer('104'));
  const part = { type: 'image', name: 'a', mime: 'image/png', uploadId: '99' } as const;
  assert.deepEqual(await transport.send({ localId: 'l1', parts: [part] }, never), { id: '99' });
  assert.equal(asked('send').length, 0);
  await transport.disconnect();
});
