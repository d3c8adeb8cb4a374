import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../support/seeded.js';
import { initVisitor } from './support/chatgonow-visitor.js';
import { mutate, mutateText } from './support/mutate.js';
import { openCustomer } from './support/pancake-customer.js';
import { openVisitor } from './support/rest-visitor.js';
import { startTestServer } from './support/test-server.js';

/** Mutated calls of each system: many with FULL=1. */
const rounds = process.env['FULL'] ? 100_000 : 250;
const seed = Number(process.env['SEED'] ?? 20_261_121);
const server = await startTestServer({ site: { config: { maxPerMinute: 1e9 } } });
const { url, operator } = server;

/** A valid call: where to, and with what. */
type Call = { method: string; path: string; body?: unknown };

/** Sends calls with something wrong in their address or body: refused or taken, but never a defect. */
async function spoil(calls: readonly Call[], headers: Record<string, string>): Promise<void> {
  const random = seeded(seed);
  const seen = new Set<number>();
  for (let n = 0; n < rounds; n++) {
    const { method, path, body } = calls[n % calls.length] as Call;
    const query = path.indexOf('?');
    const spoilsQuery = query > 0 && random() < (body === undefined ? 1 : 0.2);
    const search = spoilsQuery ? mutateText(path.slice(query + 1), random).replaceAll('#', '') : path.slice(query + 1);
    const whole = JSON.stringify(mutate(body, random)) ?? '';
    const text = random() < 0.15 ? mutateText(whole, random) : whole;
    const address = query > 0 ? `${path.slice(0, query)}?${search}` : path;
    const answer = await fetch(url + address, { method, headers, ...(body === undefined ? {} : { body: text }) });
    const said = await answer.text();
    assert.ok(answer.status < 500 || answer.status === 501, `${answer.status} for ${method} ${address} ${text}: ${said}`);
    seen.add(answer.status);
  }
  assert.ok(seen.has(200) || seen.has(201) || seen.has(204), [...seen].join());
  assert.ok([400, 401, 404, 422].some((status) => seen.has(status)), [...seen].join());
  assert.deepEqual(server.errors, []);
}

test(`chatgonow: spoilt calls harm nobody, and the visitor talks on (seed ${seed})`, async () => {
  const visitor = await initVisitor(url);
  const sent = await visitor.act('send', { client_id: 'v-1', content: 'hi' });
  const row = String(sent.body['data']?.['id']);
  const at = (action: string, query = '') => `/chatgonow/api/visitor_api.php?action=${action}&key=demo-key${query}`;
  const open = (action: string) => `/chatgonow/api/chat_api.php?action=${action}&key=demo-api-key`;
  await spoil(
    [
      { method: 'POST', path: at('init'), body: { external_id: 'e', nickname: 'N', page_url: 'https://x.example/', fields: { name: 'A', email: 'a@b.example', more: [1] } } },
      { method: 'POST', path: at('send'), body: { client_id: 'c', content: 'text' } },
      { method: 'GET', path: at('history', `&before=${row}&limit=5`) },
      { method: 'GET', path: at('poll', '&cursor=1') },
      { method: 'POST', path: at('typing'), body: { on: true } },
      { method: 'POST', path: at('read'), body: { up_to: row } },
      { method: 'POST', path: at('offline'), body: { email: 'a@b.example', name: 'A', content: 'later' } },
      { method: 'GET', path: open('get_recent_messages') },
      { method: 'POST', path: open('reply_as_agent'), body: { conversation_id: Number(sent.body['data']?.['conversation_id']), agent_name: 'Sam', content: 'x', image_base64: 'AAAA' } },
    ],
    { Authorization: `Bearer ${visitor.token}` },
  );
  assert.equal((await visitor.act('send', { client_id: 'v-2', content: 'still here' })).status, 200);
});

test(`pancake: spoilt calls harm nobody, and the customer talks on (seed ${seed})`, async () => {
  const customer = await openCustomer(server, 'hi');
  const path = '/pancake/api/v1/pke_chat_plugin/messages?page_id=web_demo';
  const ids = { conversation_id: customer.conversationId, from_id: customer.fromId };
  await spoil(
    [
      { method: 'POST', path, body: { ...ids, message: 'x', images: ['https://x.example/a.png'], dummy_id: 1, name: 'A', phone: '1', web_source: 'https://x.example/' } },
      { method: 'POST', path, body: { conversation_id: '', from_id: '', message: 'new', extra_info: { name: 'A', email: 'a@b.example', custom_field: { a: 1 } } } },
      { method: 'POST', path, body: { ...ids, message: '', attachments: [{ url: 'data:image/png;base64,AAAA', name: 'a', width: 1, height: 1 }] } },
      { method: 'GET', path: `${path}&conversation_id=${encodeURIComponent(customer.conversationId)}&offset=0` },
    ],
    {},
  );
  assert.equal((await customer.say('still here')).status, 200);
  assert.equal((await customer.history())[0]?.['message'], 'still here');
});

test(`rest: spoilt calls harm nobody, and the visitor talks on (seed ${seed})`, async () => {
  const visitor = await openVisitor(url);
  const said = await visitor.say('hi');
  const id = String(said['id']);
  await operator.say(String(said['conversationId']), 'Which?', { quickReplies: [{ id: 'a', title: 'A', value: 'a' }] });
  await spoil(
    [
      { method: 'POST', path: '/rest/session', body: { site: 's', locale: 'en', page: { url: 'https://x.example/', title: 't', referrer: '' }, externalId: 'e', fields: { a: 1 }, labels: ['x'] } },
      { method: 'POST', path: '/rest/messages', body: { localId: 'l', text: 'x', attachments: ['u'], action: { messageId: id, id: 'a', value: 'a' } } },
      { method: 'GET', path: `/rest/messages?before=${id}&limit=3` },
      { method: 'GET', path: '/rest/events?cursor=1' },
      { method: 'POST', path: '/rest/typing', body: { on: true } },
      { method: 'POST', path: '/rest/read', body: { upTo: id } },
      { method: 'POST', path: '/rest/page', body: { url: 'https://x.example/', title: 't', referrer: '' } },
      { method: 'POST', path: '/rest/register', body: { values: { name: 'A' }, consent: { text: 'yes', at: '2026-01-01T00:00:00Z' } } },
      { method: 'POST', path: '/rest/offline', body: { values: { name: 'A', email: 'a@b.example', message: 'x' } } },
      { method: 'POST', path: '/rest/rating', body: { score: 5, comment: 'x' } },
      { method: 'PATCH', path: '/rest/visitor', body: { name: 'A', email: 'a@b.example', fields: { a: null }, labels: null } },
    ],
    { Authorization: `Bearer ${visitor.token}` },
  );
  await visitor.say('still here', { localId: 'v-last' });
});
