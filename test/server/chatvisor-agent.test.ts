import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, describe, test } from 'node:test';
import puppeteer, { type Page } from 'puppeteer-core';
import { ask, createAdmin, openCustomer } from './support/chatvisor-client.js';
import { openEventReader } from './support/event-reader.js';
import { browserFlags, findBrowser } from './support/find-browser.js';
import { listOf } from './support/rest-visitor.js';
import { png } from './support/sample-images.js';
import { restartServer, startTestServer } from './support/test-server.js';

const adminToken = 'agent-token';
const clock = { ahead: 0 };
const server = await startTestServer({
  dialects: { chatvisor: { adminToken } },
  pages: true,
  heartbeatMs: 200,
  now: () => Date.now() + clock.ahead,
});
const { url, operator } = server;
const admin = createAdmin(url, adminToken);
const agents = [
  { id: 'ann', name: 'Ann Moss', teamIds: ['sales'], availability: 'online', avatarUrl: 'https://x.example/ann.png' },
  { id: 'ben', name: 'Ben', availability: 'offline' },
];
await admin.put('/agents', { agents });

/** A customer who wrote, and the link to their conversation. */
async function invite(agentId?: string) {
  const customer = await openCustomer(url, { name: 'Carl' });
  const conversationId = String((await customer.say('Is the lamp in stock?'))['conversationId']);
  const link = await admin.post(`/customers/${customer.id}/public-url`, agentId === undefined ? {} : { agentId });
  assert.equal(link.status, 201, link.text);
  const address = String(link.body['url']);
  return { customer, conversationId, address, token: address.split('#')[1] ?? '', expiresAt: String(link.body['expiresAt']) };
}

const exchange = (token: unknown, headers: Record<string, string> = {}) =>
  ask(url, 'POST', '/chatvisor/api/v1/agent/exchange', { token }, headers);

/** An agent who came by the link, without a browser. */
async function enter(token: string) {
  const answer = await exchange(token);
  assert.equal(answer.status, 200, answer.text);
  const session = String(answer.body['session']);
  const cookie = answer.headers.get('Set-Cookie') ?? '';
  const headers = { Cookie: cookie.split(';')[0] ?? '' };
  const path = `/chatvisor/agent/${session}`;
  return {
    session,
    cookie,
    headers,
    call: (method: string, below: string, body?: unknown) => ask(url, method, path + below, body, headers),
    feed: () => openEventReader(url + path + '/events', headers),
  };
}

describe('the link', () => {
  test('is good for ten minutes and once, with its token behind the #', async () => {
    const { address, token, expiresAt } = await invite('ann');
    assert.match(address, new RegExp(`^${url}/chatvisor/agent#[\\w-]{43}$`));
    assert.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 600_000) < 5000);
    const { cookie, session } = await enter(token);
    assert.match(cookie, new RegExp(`; Path=/chatvisor/agent/${session}; Expires=.*; HttpOnly; SameSite=Strict$`));
    assert.equal((await exchange(token)).status, 401);
  });

  test('opens for one of two who come at once', async () => {
    const { token } = await invite();
    const both = await Promise.all([exchange(token), exchange(token)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 401]);
  });

  test('opens nothing once its time is over', async () => {
    const { token } = await invite();
    clock.ahead = 599_000;
    const { token: later } = await invite();
    clock.ahead = 601_000;
    assert.equal((await exchange(token)).status, 401);
    assert.equal((await exchange(later)).status, 200);
    clock.ahead = 0;
  });

  test('opens nothing once it is withdrawn, nor what was opened with it', async () => {
    const first = await invite();
    const agent = await enter(first.token);
    const feed = await agent.feed();
    await feed.waitForEvent('ready');
    const second = await admin.post(`/customers/${first.customer.id}/public-url`);
    assert.equal((await admin.delete(`/customers/${first.customer.id}/public-url`)).status, 204);
    await feed.waitForEnd();
    assert.equal((await agent.call('GET', '/state')).status, 401);
    assert.equal((await exchange(String(second.body['url']).split('#')[1])).status, 401);
  });

  test('needs a conversation, and an agent that is there', async () => {
    const silent = await openCustomer(url);
    assert.equal((await admin.post(`/customers/${silent.id}/public-url`)).status, 404);
    await silent.say('hi');
    assert.equal((await admin.post(`/customers/${silent.id}/public-url`, { agentId: 'nobody' })).status, 404);
    assert.equal((await admin.post(`/customers/${silent.id}/public-url`, { agentId: {} })).status, 422);
  });

  test('is refused to other sites, and nonsense opens nothing', async () => {
    const { token } = await invite();
    assert.equal((await exchange(token, { Origin: 'https://evil.example' })).status, 403);
    assert.equal((await exchange(token, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
    for (const bad of ['x', 'x'.repeat(43)]) assert.equal((await exchange(bad)).status, 401);
    for (const bad of [undefined, '', 7, null, 'x'.repeat(300)]) assert.equal((await exchange(bad)).status, 422);
    assert.equal((await exchange(token, { Origin: url, 'Sec-Fetch-Site': 'same-origin' })).status, 200);
  });

  test('is not stored as it is', async () => {
    const { token } = await invite();
    const { passes } = server.service.context;
    assert.equal(passes.find('link', token, Date.now()), undefined);
  });
});

describe('the session', () => {
  test('reads and answers as the agent, with name and picture', async () => {
    const { customer, conversationId, token } = await invite('ann');
    const hears = await customer.stream();
    const { call } = await enter(token);
    assert.equal((await call('GET', '/state')).body['operator']?.['name'], 'Ann Moss');
    const page = await call('GET', `/conversations/${conversationId}/messages`);
    assert.deepEqual(listOf(page.body['messages']).map((each) => each['text']), ['Is the lamp in stock?']);
    await call('POST', `/conversations/${conversationId}/typing`, { on: true });
    assert.equal((await hears.waitForEvent('typing')).data['author']?.['name'], 'Ann Moss');
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(png(20, 10))]), 'lamp.png');
    const upload = await call('POST', `/conversations/${conversationId}/uploads`, form);
    assert.equal(upload.status, 201, upload.text);
    const said = await call('POST', `/conversations/${conversationId}/messages`, {
      text: 'Yes', attachments: [String(upload.body['id'])], author: { role: 'system', name: 'Boss' },
    });
    assert.equal(said.status, 201, said.text);
    const message = (await hears.waitForEvent('message', 2)).data;
    assert.deepEqual(message['author'], { role: 'agent', id: 'ann', name: 'Ann Moss', avatarUrl: 'https://x.example/ann.png' });
    assert.equal(message['attachments']?.[0]?.['name'], 'lamp.png');
    await call('POST', `/conversations/${conversationId}/read`, {});
    assert.equal((await hears.waitForEvent('receipt')).data['state'], 'read');
    await hears.close();
  });

  test('speaks as the agent the customer is assigned to, else as the operator', async () => {
    const { customer, token } = await invite();
    assert.equal((await (await enter(token)).call('GET', '/state')).body['operator']?.['name'], 'Support');
    await admin.put(`/customers/${customer.id}/assign`, { agentId: 'ben' });
    const link = await admin.post(`/customers/${customer.id}/public-url`);
    const agent = await enter(String(link.body['url']).split('#')[1] ?? '');
    assert.equal((await agent.call('GET', '/state')).body['operator']?.['name'], 'Ben');
  });

  test('is about one conversation: nothing of any other is read, written or heard', async () => {
    const { customer, conversationId, token } = await invite();
    const other = await invite();
    const agent = await enter(token);
    const feed = await agent.feed();
    await feed.waitForEvent('ready');
    for (const [method, below, body] of [
      ['GET', '', undefined], ['GET', '/messages', undefined], ['POST', '/messages', { text: 'x' }], ['POST', '/typing', { on: true }],
      ['POST', '/read', {}], ['POST', '/close', {}], ['POST', '/uploads', new FormData()],
    ] as const) {
      const { status } = await agent.call(method, `/conversations/${other.conversationId}${below}`, body);
      assert.ok(status === 404 || status === 422, `${method} ${below}: ${status}`);
    }
    assert.deepEqual(
      listOf((await agent.call('GET', '/conversations')).body['conversations']).map((each) => each['id']),
      [conversationId],
    );
    for (const path of ['/visitors', '/config', '/offline', '/outbox']) assert.equal((await agent.call('GET', path)).status, 404);
    await other.customer.say('not for you');
    await other.customer.post('/typing', { on: true });
    await customer.say('for you');
    await feed.waitForEvent('message');
    assert.ok(!feed.raw().includes('not for you') && !feed.raw().includes(other.customer.id));
    assert.equal((await ask(url, 'GET', `/chatvisor/agent/${(await enter(other.token)).session}/state`, undefined, agent.headers)).status, 401);
    assert.equal((await ask(url, 'GET', '/chatvisor/api/v1/customers', undefined, agent.headers)).status, 401);
    assert.equal((await ask(url, 'GET', '/operator/api/state', undefined, agent.headers)).status, 401);
    await feed.close();
  });

  test('is no reader of other conversations: only this one’s messages count as delivered', async () => {
    const { customer, token } = await invite();
    const other = await invite();
    const feed = await (await enter(token)).feed();
    await feed.waitForEvent('ready');
    const [own, foreign] = [await customer.stream(), await other.customer.stream()];
    await other.customer.say('unseen');
    await customer.say('seen');
    assert.equal((await own.waitForEvent('receipt')).data['state'], 'delivered');
    assert.ok(!foreign.types().includes('receipt'));
    await Promise.all([feed.close(), own.close(), foreign.close()]);
  });

  test('is refused to other sites', async () => {
    const { token } = await invite();
    const { session, headers } = await enter(token);
    for (const more of [['Origin', 'https://evil.example'], ['Sec-Fetch-Site', 'same-site']] as const) {
      const { status } = await ask(url, 'GET', `/chatvisor/agent/${session}/state`, undefined, { ...headers, [more[0]]: more[1] });
      assert.equal(status, 403);
    }
  });

  test('ends when the agent is no longer synchronised, when the customer is erased, and after twelve hours', async () => {
    const gone = await enter((await invite('ben')).token);
    const feed = await gone.feed();
    await feed.waitForEvent('ready');
    await admin.put('/agents', { agents: agents.slice(0, 1) });
    await feed.waitForEnd();
    assert.equal((await gone.call('GET', '/state')).status, 401);
    await admin.put('/agents', { agents });

    const erased = await invite();
    const alone = await enter(erased.token);
    const hears = await alone.feed();
    await hears.waitForEvent('ready');
    await erased.customer.delete('/visitor');
    await hears.waitForEnd();
    assert.equal((await alone.call('GET', '/state')).status, 401);

    const old = await enter((await invite()).token);
    clock.ahead = 12 * 60 * 60_000 + 1000;
    assert.equal((await old.call('GET', '/state')).status, 401);
    clock.ahead = 0;
  });
});

describe('the session of a customer who turns out to be another one', () => {
  const become = (id: string, customer: string) => admin.put(`/customers/${id}/tag`, { id: customer });

  test('goes on, and is withdrawn under the new name', async () => {
    const known = await openCustomer(url);
    await become(known.id, 'merged-1');
    const { customer, token } = await invite();
    const agent = await enter(token);
    const feed = await agent.feed();
    await feed.waitForEvent('ready');
    await become(customer.id, 'merged-1');
    assert.equal((await agent.call('GET', '/state')).status, 200);
    assert.ok(!feed.ended());
    await admin.delete(`/customers/${known.id}/public-url`);
    await feed.waitForEnd();
    assert.equal((await agent.call('GET', '/state')).status, 401);
  });

  test('ends when the conversation became part of another one', async () => {
    const known = await openCustomer(url);
    await known.say('open already');
    await become(known.id, 'merged-2');
    const { customer, token } = await invite();
    const agent = await enter(token);
    const feed = await agent.feed();
    await feed.waitForEvent('ready');
    await become(customer.id, 'merged-2');
    await feed.waitForEnd();
    assert.equal((await agent.call('GET', '/state')).status, 401);
  });
});

const executablePath = findBrowser();
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const id = (name: string, more = ''): string => `>>> [data-testid="${name}"]${more}`;

describe('the page', { skip: executablePath === undefined ? 'no Chromium on this machine' : false }, async () => {
  if (executablePath === undefined) return;
  const browser = await puppeteer.launch({ executablePath, args: browserFlags });
  after(() => browser.close());
  const faults: string[] = [];
  const newPage = async (): Promise<Page> => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/i.test(message.text())) faults.push(message.text());
    });
    return page;
  };
  const violationsOn = (page: Page): Promise<string> =>
    page.evaluate(
      `${axeSource}; axe.run().then(({violations}) => violations.map(({id, nodes}) => id + ' ' + nodes[0].html).join('; '))`,
    ) as Promise<string>;

  test('comes with a strict policy, and leaves no address behind', async () => {
    const answer = await fetch(`${url}/chatvisor/agent`);
    assert.equal(answer.status, 200);
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"]) {
      assert.ok(policy.includes(part), part);
    }
    assert.ok(!policy.includes('unsafe'));
    assert.equal(answer.headers.get('Referrer-Policy'), 'no-referrer');
  });

  test('reads, answers with words and a picture, sees typing, survives a reload and a restart', async () => {
    const { customer, address, conversationId, token } = await invite('ann');
    const page = await newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.url().split('#')[0]} ${JSON.stringify(request.headers())}`));
    await page.goto(address);
    await page.waitForSelector(id('message-text'));
    assert.match(page.url(), new RegExp(`^${url}/chatvisor/agent/s_\\w+$`), 'the token is out of the address');
    assert.ok(!asked.some((request) => request.includes(token)), 'and in no address or header');
    assert.equal(await page.$eval(id('agent-name'), (name) => name.textContent), 'Ann Moss');
    assert.equal(await page.evaluate('document.cookie'), '', 'no script reads the cookie');

    const hears = await customer.stream();
    await page.type(id('reply-input'), 'Yes, three of them');
    assert.equal((await hears.waitForEvent('typing')).data['author']?.['name'], 'Ann Moss');
    await page.keyboard.press('Enter');
    assert.equal((await hears.waitForEvent('message', 2)).data['author']?.['name'], 'Ann Moss');
    await page.$eval(id('reply-input'), (input, bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([Uint8Array.from(bytes)], 'paste.png', { type: 'image/png' }));
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true }));
    }, [...png(20, 10)]);
    await page.waitForSelector(id('reply-preview'));
    await page.click(id('reply-send'));
    assert.equal((await hears.waitForEvent('message', 3)).data['attachments']?.[0]?.['name'], 'paste.png');
    await customer.post('/typing', { on: true });
    await page.waitForSelector(id('visitor-typing', ':not([hidden])'));
    await hears.close();

    await page.reload();
    await page.waitForSelector(id('message-image'));
    await restartServer(server);
    await customer.say('during the restart');
    await page.waitForFunction(() => document.querySelector('agent-view')?.shadowRoot
      ?.querySelector('conversation-thread')?.shadowRoot?.textContent?.includes('during the restart'));
    assert.equal((await operator.conversation(conversationId)).state, 'active');
    assert.equal(await violationsOn(page), '');
    await page.setViewport({ width: 390, height: 800 });
    assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
    assert.equal(await violationsOn(page), '');
  });

  test('says why a used link opens nothing, and ends at once when it is withdrawn', async () => {
    const { customer, address } = await invite('ann');
    const page = await newPage();
    await page.goto(address);
    await page.waitForSelector(id('message-text'));
    const late = await newPage();
    await late.goto(address);
    await late.waitForSelector(id('agent-notice', '[data-reason="used"]'));
    assert.equal(await violationsOn(late), '');
    await late.goto(`${url}/chatvisor/agent`);
    await late.waitForSelector(id('agent-notice', '[data-reason="none"]'));
    await admin.delete(`/customers/${customer.id}/public-url`);
    await page.waitForSelector(id('agent-notice', '[data-reason="ended"]'));
    assert.equal(await page.$(id('message-text')), null, 'the words are gone from the screen');
  });

  test('the address of a conversation opens it in the console', async () => {
    const { conversationId, customer } = await invite();
    const told = (await admin.get(`/customers/${customer.id}`)).body['customer']?.['url'];
    const page = await newPage();
    await page.goto(String(told).replace('/operator#', `/operator?key=${server.operatorKey}#`));
    await page.waitForSelector(id('thread', `[data-conversation-id="${conversationId}"]`));
    assert.equal(page.url(), `${url}/operator`);
  });

  test('never met an error of its own', () => assert.deepEqual(faults, []));
});
