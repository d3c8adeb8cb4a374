import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../support/seeded.js';
import { ask, createAdmin, openCustomer } from './support/chatvisor-client.js';
import { startTestServer } from './support/test-server.js';

const adminToken = 'fuzz-token';
const rounds = process.env['FULL'] ? 100_000 : 400;
const seed = Number(process.env['SEED'] ?? 11);
const server = await startTestServer({ dialects: { chatvisor: { adminToken } } });
const { url } = server;
const admin = createAdmin(url, adminToken);
const odd: unknown[] = [null, true, 0, -1, 1.5, 1e308, '', 'x', ' ', [], {}, [[]], [null], { __proto__: 1 }, { constructor: 1 }, '\u0000', '\ud800', 'x'.repeat(20_000), { toString: 1 }];

/** One member somewhere becomes something else, or goes. */
function mutate(value: unknown, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  if (typeof value !== 'object' || value === null || random() < 0.15) return pick(odd);
  const keys = Object.keys(value);
  if (keys.length === 0) return pick(odd);
  const key = pick(keys);
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  if (random() < 0.15) delete copy[key];
  else copy[key] = mutate(copy[key], random);
  return copy;
}

test(`bodies that nobody should send are refused or taken, and never break the server (seed ${seed})`, async () => {
  const random = seeded(seed);
  const customer = await openCustomer(url);
  await customer.say('hi');
  const at = `/customers/${customer.id}`;
  const rule = { id: 'r', when: { any: [{ all: [{ is: 'onPageFor', seconds: 1 }] }, { not: { is: 'exitIntent' } }] }, then: [{ do: 'invite', text: 'x' }], once: true };
  const groups = { id: 'g', groups: [{ all: [{ is: 'label', has: 'x', not: true }] }], actions: [{ do: 'open' }], frequency: { per: 'session', max: 1 } };
  const calls: [string, string, object][] = [
    ['PUT', '/visibility', { scope: 'page', target: '/x', visible: true, until: '2099-01-01T00:00:00Z' }],
    ['PUT', `${at}/tag`, { id: 5, email: 'a@b.example', firstname: 'A', lastname: 'B', labels: ['x'] }],
    ['PUT', `${at}/assign`, { agentId: 'a' }],
    ['PUT', `${at}/status`, { status: 'UNRESOLVED' }],
    ['POST', `${at}/public-url`, { agentId: 'a' }],
    ['PUT', '/agents', { agents: [{ id: 'a', name: 'A', teamIds: ['t'], availability: 'online', maxChats: 2, avatarUrl: 'https://x.example/a' }] }],
    ['PUT', '/webhooks', { webhooks: [{ id: 'w', url: 'https://hooks.invalid/', types: ['customer.updated'], mode: 'event', secret: 's' }] }],
    ['PUT', '/rules', { version: 1, default: 'hidden', rules: [rule, groups], hours: { tz: 'UTC', week: { mon: [['09:00', '10:00']] } } }],
    ['PUT', '/hours', { tz: 'UTC', week: { mon: [['09:00', '10:00']] }, except: { '2026-12-25': [] } }],
    ['PUT', '/settings', { color: '#123', texts: { welcome: 'x' }, appearance: { title: 'x' }, maxPerMinute: 5, routing: [{ label: 'x', leastBusy: true }] }],
    ['POST', '/agent/exchange', { token: 'x' }],
  ];
  const seen = new Set<number>();
  for (let n = 0; n < rounds; n += 1) {
    const [method, path, body] = calls[n % calls.length] as [string, string, object];
    const text = JSON.stringify(mutate(body, random));
    const spoilt = random() < 0.1 ? text.slice(0, Math.floor(random() * text.length)) : text;
    const { status } = await ask(url, method, `/chatvisor/api/v1${path}`, spoilt, { Authorization: `Bearer ${adminToken}` });
    seen.add(status);
    assert.ok(status < 500, `${status} for ${method} ${path} ${spoilt}`);
    if (n % 50 === 0) await customer.get('/messages');
  }
  assert.ok(seen.has(200) && seen.has(422), [...seen].join());
  // Whatever was taken must not keep anybody out.
  await openCustomer(url);
  for (const path of ['/visibility', '/customers', '/agents', '/webhooks', '/rules', '/hours', '/settings']) {
    assert.equal((await admin.get(path)).status, 200, path);
  }
  const { status } = await admin.get('/rules?form=groups');
  assert.equal(status, 200);
});
