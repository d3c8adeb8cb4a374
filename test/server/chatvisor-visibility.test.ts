import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { visibleFor, type VisibilityOverride } from '../../server/dialects/chatvisor/visibility.js';
import { ask, createAdmin, openCustomer } from './support/chatvisor-client.js';
import { openVisitor } from './support/rest-visitor.js';
import { restartServer, startTestServer } from './support/test-server.js';

const adminToken = 'visibility-token';
const server = await startTestServer({ dialects: { chatvisor: { adminToken } } });
const { url } = server;
const admin = createAdmin(url, adminToken);
const at = (path: string) => ({ page: { url: `https://shop.example${path}`, title: '', referrer: '' } });

describe('which override is in force', () => {
  const site = (visible: boolean): VisibilityOverride => ({ scope: 'site', target: '', visible });
  const page = (target: string, visible: boolean): VisibilityOverride => ({ scope: 'page', target, visible });
  const own = (target: string, visible: boolean): VisibilityOverride => ({ scope: 'visitor', target, visible });
  const table: [string, VisibilityOverride[], boolean | null][] = [
    ['none', [], null],
    ['the site', [site(false)], false],
    ['a page before the site', [site(false), page('/pricing', true)], true],
    ['a page before the site, the other way round', [page('/pricing', false), site(true)], false],
    ['a visitor before page and site', [own('v', true), page('/pricing', false), site(false)], true],
    ['a visitor before page and site, the other way round', [site(true), page('/pricing', true), own('v', false)], false],
    ['the longest page', [page('/', false), page('/pricing/pro', true), page('/pricing', false)], true],
    ['another page is passed over', [site(true), page('/checkout', false)], true],
    ['a page in the middle of the path is passed over', [page('/pro', false)], null],
    ['another visitor is passed over', [own('w', false)], null],
    ['what has ended is passed over', [{ ...own('v', false), until: 1000 }, site(true)], true],
    ['what has not ended holds', [{ ...own('v', false), until: 1001 }, site(true)], false],
  ];
  for (const [name, overrides, expected] of table) {
    test(name, () => assert.equal(visibleFor(overrides, { visitorId: 'v', path: '/pricing/pro/now' }, 1000), expected));
  }
});

test('an override reaches sessions, connected visitors and those who only look', async () => {
  const ann = await openCustomer(url, at('/pricing/pro?secret=1'));
  const bob = await openCustomer(url, at('/'));
  assert.equal(ann.session['config']?.['visible'], null, 'by default nothing is said');
  const [annHears, bobHears] = [await ann.stream(), await bob.stream()];

  await admin.put('/visibility', { visible: false });
  assert.equal((await annHears.waitForEvent('config')).data['visible'], false);
  assert.equal((await bobHears.waitForEvent('config')).data['visible'], false);

  await admin.put('/visibility', { scope: 'page', target: '/pricing', visible: true });
  assert.equal((await annHears.waitForEvent('config', 2)).data['visible'], true);
  await admin.put('/visibility', { scope: 'visitor', target: bob.id, visible: true });
  assert.equal((await bobHears.waitForEvent('config', 2)).data['visible'], true);
  assert.equal(bobHears.types().filter((type) => type === 'config').length, 2, 'the page was not his');

  const look = async (query: string) => (await ask(url, 'GET', `/chatvisor/chat/config${query}`)).body['config']?.['visible'];
  assert.equal(await look(''), false);
  assert.equal(await look('?page=/pricing/x'), true);
  assert.equal((await openCustomer(url, at('/pricing'))).session['config']?.['visible'], true);

  await admin.put('/visibility', { visible: null });
  assert.equal(await look(''), null);
  await admin.put('/visibility', { scope: 'page', target: '/pricing', visible: null });
  assert.equal((await annHears.waitForEvent('config', 3)).data['visible'], null);
  await admin.put('/visibility', { scope: 'visitor', target: bob.id, visible: null });
  assert.deepEqual((await admin.get('/visibility')).body['overrides'], []);
  await Promise.all([annHears.close(), bobHears.close()]);
});

test('a page override is told when the visitor gets there, and when they leave', async () => {
  await admin.put('/visibility', { scope: 'page', target: '/checkout', visible: false });
  const ann = await openCustomer(url, at('/'));
  const hears = await ann.stream();
  await ann.post('/page', at('/checkout/pay').page);
  assert.equal((await hears.waitForEvent('config')).data['visible'], false);
  await ann.post('/page', at('/checkout/done').page);
  await ann.post('/page', at('/').page);
  assert.equal((await hears.waitForEvent('config', 2)).data['visible'], null);
  await hears.close();
  await admin.put('/visibility', { scope: 'page', target: '/checkout', visible: null });
});

test('an override ends by itself, and the open widget hears of it', async () => {
  const ann = await openCustomer(url);
  const hears = await ann.stream();
  const until = new Date(Date.now() + 1500).toISOString();
  await admin.put('/visibility', { visible: false, until });
  assert.equal((await admin.get('/visibility')).body['overrides']?.[0]?.['until'], until);
  assert.equal((await hears.waitForEvent('config')).data['visible'], false);
  assert.equal((await hears.waitForEvent('config', 2)).data['visible'], null);
  assert.deepEqual((await admin.get('/visibility')).body['overrides'], []);
  await hears.close();
});

test('it survives a restart, and says nothing to visitors of another dialect', async () => {
  const stranger = await openVisitor(url);
  const hears = await stranger.stream(String(stranger.session['cursor']));
  const ann = await openCustomer(url);
  await admin.put('/visibility', { visible: false });
  const overheard = await ann.stream();
  await overheard.waitForEvent('config');
  assert.deepEqual(hears.types(), []);
  await Promise.all([hears.close(), overheard.close()]);
  await restartServer(server);
  assert.equal((await ask(url, 'GET', '/chatvisor/chat/config')).body['config']?.['visible'], false);
  assert.equal((await ask(url, 'GET', '/rest/config')).body['config']?.['visible'], undefined);
  await admin.put('/visibility', { visible: null });
});

test('nothing is left of a visitor who was erased', async () => {
  const ann = await openCustomer(url);
  await admin.put('/visibility', { scope: 'visitor', target: ann.id, visible: false });
  await ann.delete('/visitor');
  assert.deepEqual((await admin.get('/visibility')).body['overrides'], []);
});

test('wrong values are refused by name', async () => {
  const cases: [unknown, string][] = [
    [{}, 'visible'],
    [{ visible: 'yes' }, 'visible'],
    [{ visible: true, scope: 'planet' }, 'scope'],
    [{ visible: true, scope: 'page' }, 'target'],
    [{ visible: true, scope: 'page', target: 'pricing' }, 'target'],
    [{ visible: true, until: 'tomorrow' }, 'until'],
    [{ visible: true, until: '2020-01-01' }, 'until'],
  ];
  for (const [body, field] of cases) {
    const { status, body: answer } = await admin.put('/visibility', body);
    assert.equal(status, 422, JSON.stringify(body));
    assert.ok(answer['error']?.['fields']?.[field], `${JSON.stringify(body)} names ${field}`);
  }
  assert.equal((await admin.put('/visibility', { visible: true, scope: 'visitor', target: 'v_nobody' })).status, 404);
  assert.deepEqual((await admin.get('/visibility')).body['overrides'], []);
});

test('nobody gets in without the token', async () => {
  const calls = [
    ['GET', '/visibility'], ['PUT', '/visibility'], ['GET', '/customers'], ['GET', '/customers/x'],
    ['PUT', '/customers/x/tag'], ['POST', '/customers/x/tag'], ['PUT', '/customers/x/assign'],
    ['PUT', '/customers/x/status'], ['POST', '/customers/x/public-url'], ['DELETE', '/customers/x/public-url'],
    ['GET', '/conversations'], ['GET', '/agents'], ['PUT', '/agents'], ['GET', '/webhooks'], ['PUT', '/webhooks'],
    ['GET', '/rules'], ['PUT', '/rules'], ['GET', '/hours'], ['PUT', '/hours'], ['GET', '/settings'], ['PUT', '/settings'],
  ] as const;
  const stranger = await openCustomer(url);
  for (const [method, path] of calls) {
    for (const token of [undefined, 'wrong', stranger.token, server.operatorKey]) {
      const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
      const { status } = await ask(url, method, `/chatvisor/api/v1${path}`, method === 'GET' ? undefined : {}, headers);
      assert.equal(status, 401, `${method} ${path}`);
    }
  }
  const asked = await ask(url, 'GET', `/chatvisor/api/v1/agents?access_token=${adminToken}`);
  assert.equal(asked.status, 200, 'the token may stand in the address');
  assert.equal(asked.headers.get('Access-Control-Allow-Origin'), null, 'no page of another origin reads it');
});

test('without a given token one is made and kept', async () => {
  const plain = await startTestServer();
  const made = String(plain.service.context.secrets.find('chatvisor.adminToken'));
  assert.match(made, /^[\w-]{43}$/);
  await restartServer(plain);
  assert.equal((await createAdmin(plain.url, made).get('/agents')).status, 200);
});
