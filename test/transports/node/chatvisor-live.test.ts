import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startServer } from '../../../server/start-server.js';
import type { ContractBackend } from '../../../src/testing/contract-backend.js';
import { visit } from '../../../src/testing/contract-visit.js';
import { createTransport } from '../../../src/transports/chatvisor/chatvisor.js';
import { createAdmin } from '../../server/support/chatvisor-client.js';

const adminToken = 'live-token';
const server = await startServer({ port: 0, dialects: { chatvisor: { adminToken } } });
after(() => server.close());
const admin = createAdmin(server.url, adminToken);

/** A visitor on the real server; the parts of the contract's backend that a visit uses. */
function open() {
  const config = { transport: 'chatvisor', endpoint: `${server.url}/chatvisor`, site: '', locale: 'en', options: {} };
  const visitor = visit({ config, fetch } as unknown as ContractBackend, createTransport);
  after(() => visitor.transport.disconnect());
  return visitor;
}

describe('what the management API changes reaches an open chat', () => {
  test('visibility, for one visitor', async () => {
    const [ann, bob] = [open(), open()];
    await Promise.all([ann.connect(), bob.connect()]);
    await admin.put('/visibility', { scope: 'visitor', target: ann.id, visible: false });
    const { config } = await ann.event('config');
    assert.equal(config.visible, false);
    await admin.put('/visibility', { scope: 'visitor', target: ann.id, visible: null });
    await ann.event('config', (event) => event.config.visible === null);
    assert.deepEqual(bob.events.filter(({ type }) => type === 'config'), []);
  });

  test('visibility of a page, when the visitor gets there', async () => {
    await admin.put('/visibility', { scope: 'page', target: '/checkout', visible: false });
    const ann = open();
    const { config } = await ann.connect();
    assert.equal(config?.visible, null);
    await ann.transport.setPage?.({ url: 'https://shop.example/checkout?card=1', title: 'Pay' });
    await ann.event('config', (event) => event.config.visible === false);
    await admin.put('/visibility', { scope: 'page', target: '/checkout', visible: null });
    await ann.event('config', (event) => event.config.visible === null);
  });

  test('rules, hours, colour, words and the rate limit', async () => {
    const ann = open();
    await ann.connect();
    const rules = { version: 1, default: 'hidden', rules: [{ id: 'r', when: { is: 'exitIntent' }, then: [{ do: 'open' }] }] };
    await admin.put('/rules', rules);
    assert.deepEqual((await ann.event('config', ({ config }) => 'triggers' in config)).config.triggers, rules);
    const hours = { tz: 'UTC', week: { mon: [['09:00', '17:00']] } };
    await admin.put('/hours', hours);
    assert.deepEqual((await ann.event('config', ({ config }) => 'hours' in config)).config.hours, hours);
    await admin.put('/settings', { color: '#abcdef', texts: { welcome: 'Hi!' }, maxPerMinute: 9 });
    const { config } = await ann.event('config', (event) => 'color' in event.config);
    assert.deepEqual([config.color, config.messages?.welcome, config.maxPerMinute], ['#abcdef', 'Hi!', 9]);
    const later = await open().connect();
    assert.deepEqual([later.config?.triggers, later.config?.hours, later.config?.color], [rules, hours, '#abcdef']);
  });

  test('who is there, and what an agent says with name and picture', async () => {
    const ann = open();
    await ann.begin();
    const avatarUrl = 'https://x.example/mia.png';
    await admin.put('/agents', { agents: [{ id: 'mia', name: 'Mia', avatarUrl, availability: 'online' }] });
    const { agents } = await ann.event('availability');
    assert.deepEqual(agents?.at(-1), { id: 'mia', name: 'Mia', avatarUrl });
    const link = await admin.post(`/customers/${ann.id}/public-url`, { agentId: 'mia' });
    const token = String(link.body['url']).split('#')[1];
    const entered = await fetch(`${server.url}/chatvisor/api/v1/agent/exchange`, { method: 'POST', body: JSON.stringify({ token }) });
    const { session } = (await entered.json()) as { session: string };
    const headers = { Cookie: entered.headers.get('Set-Cookie')?.split(';')[0] ?? '' };
    const base = `${server.url}/chatvisor/agent/${session}/conversations`;
    const { conversations } = (await (await fetch(base, { headers })).json()) as { conversations: { id: string }[] };
    await fetch(`${base}/${conversations[0]?.id}/messages`, { method: 'POST', headers, body: JSON.stringify({ text: 'Hello!' }) });
    const { message } = await ann.event('message', (event) => event.message.author.role === 'agent');
    assert.deepEqual(message.author, { role: 'agent', id: 'mia', name: 'Mia', avatarUrl });
  });

  test('done, which is the end of the conversation', async () => {
    const ann = open();
    await ann.begin();
    await admin.put(`/customers/${ann.id}/status`, { status: 'DONE' });
    await ann.event('conversation', ({ conversation }) => conversation.state === 'ended');
  });

  test('a tag that makes the visitor another one: the chat goes on there', async () => {
    const first = open();
    await first.begin();
    await admin.put(`/customers/${first.id}/tag`, { id: 'person' });
    const second = open();
    await second.begin();
    await admin.put(`/customers/${second.id}/tag`, { id: 'person' });
    await second.event('connection-lost');
    const { history } = await second.connect(second.resume);
    assert.equal(second.id, first.id);
    assert.equal(history.messages.length, 2);
  });
});
