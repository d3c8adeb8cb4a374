import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame, Page } from 'puppeteer-core';
import type { ChatWidget } from '../../src/chat-widget.js';
import { setStage, type Stage } from './support/stage.js';
import { pageWith, startSite, type StaticSite } from './support/static-site.js';
import { find, sleep, until, visitor } from './support/visitor.js';

const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src *; " +
  "require-trusted-types-for 'script'; trusted-types lit-html";

describe('a guest on somebody else’s page (CDN build)', () => {
  let stage: Stage;
  let site: StaticSite;

  before(async () => {
    stage = await setStage({ pages: false }, ['--host-resolver-rules=MAP insecure.test 127.0.0.1']);
    const endpoint = `endpoint="${stage.server.url}/rest"`;
    site = await startSite({
      '/': { html: pageWith(endpoint) },
      '/strict': { html: pageWith(endpoint), headers: { 'Content-Security-Policy': STRICT } },
      '/frame': { html: `<!doctype html><title>f</title><iframe sandbox="allow-scripts" src="/" width="480" height="540"></iframe>` },
      '/twice': {
        html: pageWith(endpoint, '<script type="module" src="/cdn/chat-widget.js?other"></script>'),
      },
      '/eager': { html: pageWith(`${endpoint} load="eager"`) },
      '/intent': { html: pageWith(`${endpoint} load="intent"`) },
      '/manual': { html: pageWith(`${endpoint} load="manual"`) },
      '/lost': { html: pageWith(endpoint).replace('/cdn/chat-widget.js', '/cdn/missing.js') },
    });
  });
  after(async () => {
    await site.close();
    await stage.close();
  });

  /** Opens a page and notes what goes wrong on it. */
  async function visit(path: string, host = '127.0.0.1'): Promise<{ page: Page; errors: string[] }> {
    const context = await stage.person();
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`http://${host}:${site.port}${path}`);
    return { page, errors };
  }

  async function chats(page: Page | Frame, text: string): Promise<void> {
    await visitor(page).openChat();
    await visitor(page).say(text);
    await visitor(page).allSent(1);
    const { id } = await stage.operator.waitForConversation(await visitor(page).visitorId());
    await stage.operator.say(id, `an answer to ${text}`);
    await visitor(page).sees(`an answer to ${text}`);
  }

  it('a closed widget on a clean profile asks for the script alone and writes nothing', async () => {
    const { page, errors } = await visit('/');
    await find(page, 'chat-widget >>> button.launcher');
    await sleep(3_000);
    const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
    assert.deepEqual(asked.filter((path) => path !== '/favicon.ico'), ['/cdn/chat-widget.js']);
    const kept = await page.evaluate(async () => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      cookie: document.cookie,
      databases: await indexedDB.databases(),
    }));
    assert.deepEqual(kept, { local: {}, session: {}, cookie: '', databases: [] });
    assert.deepEqual(errors, []);
  });

  it('opening asks for config but makes no visitor; the first message makes one', async () => {
    const { page } = await visit('/');
    const before = (await stage.operator.visitors()).length;
    await visitor(page).openChat();
    await find(page, 'chat-widget >>> [part~=presence]');
    assert.equal((await stage.operator.visitors()).length, before);
    await visitor(page).say('now I exist');
    await visitor(page).allSent(1);
    assert.equal((await stage.operator.visitors()).length, before + 1);
  });

  it('after a chat the next page connects by itself', async () => {
    const { page } = await visit('/');
    await chats(page, 'remember me');
    await page.goto(`${site.url}/?next`);
    await page.waitForFunction(
      () => (document.querySelector('chat-widget') as ChatWidget).chat?.state.connection.status === 'online',
      { polling: 50 },
    );
  });

  it('load="eager" is ready without a gesture, and makes no visitor either', async () => {
    const before = (await stage.operator.visitors()).length;
    const { page } = await visit('/eager');
    await page.waitForFunction(
      () => (document.querySelector('chat-widget') as ChatWidget).chat?.state.availability === 'online',
      { polling: 50 },
    );
    assert.equal((await stage.operator.visitors()).length, before);
  });

  /** What the page has fetched beside its script. */
  const fetched = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => !/favicon|\/chat-widget\.js$/.test(path)),
    );

  for (const load of ['intent', 'manual']) {
    it(`load="${load}" waits although somebody has chatted here before`, async () => {
      const { page } = await visit(`/${load}`);
      await chats(page, `with ${load}`);
      await page.goto(`${site.url}/${load}?next`);
      const button = await find(page, 'chat-widget >>> button.launcher');
      await sleep(2_000);
      assert.deepEqual(await fetched(page), []);
      await button.hover();
      await sleep(1_000);
      const code = await fetched(page);
      // Pointing at it fetches code and calls no backend; `manual` fetches nothing ahead.
      assert.equal(code.some((path) => path.startsWith('/cdn/visit-')), load === 'intent');
      assert.ok(!code.some((path) => path.startsWith('/rest')));
      await page.$eval('chat-widget', (it) => it.connect());
      await page.waitForFunction(
        () => (document.querySelector('chat-widget') as ChatWidget).chat?.state.connection.status === 'online',
        { polling: 50 },
      );
    });
  }

  it('runs under a strict CSP with Trusted Types', async () => {
    const { page, errors } = await visit('/strict');
    await chats(page, 'under a strict policy');
    assert.deepEqual(errors, []);
  });

  it('insecure context: plain http, without locks and randomUUID', async () => {
    const { page, errors } = await visit('/', 'insecure.test');
    assert.equal(await page.evaluate(() => isSecureContext), false);
    await chats(page, 'over plain http');
    await page.reload();
    await visitor(page).openChat();
    await visitor(page).sees('over plain http', 2);
    assert.deepEqual(errors, []);
  });

  it('storage blocked: a sandboxed frame chats in memory and says so', async () => {
    const { page, errors } = await visit('/frame');
    const handle = await page.waitForSelector('iframe');
    const frame = (await handle!.contentFrame()) as Frame;
    assert.equal(await frame.evaluate(() => { try { return Boolean(localStorage); } catch { return 'blocked'; } }), 'blocked');
    await chats(frame, 'from the sandbox');
    assert.equal(
      await frame.$eval('chat-widget', (it) => (it as ChatWidget).chat!.state.storage),
      'memory',
    );
    assert.deepEqual(errors, []);
  });

  it('double script: two copies are one widget without an error', async () => {
    const { page, errors } = await visit('/twice');
    await chats(page, 'one of two');
    assert.equal((await page.$$('chat-widget >>> button.launcher')).length, 1);
    assert.deepEqual(errors, []);
  });

  for (const chunk of ['visit', 'mount-panel']) it(`a chunk that does not load is said aloud, and the next click tries again: ${chunk}`, async () => {
    const { page } = await visit('/');
    await page.setRequestInterception(true);
    let isBroken = true;
    page.on('request', (request) => {
      if (isBroken && request.url().includes(`/${chunk}-`)) void request.abort();
      else void request.continue();
    });
    await page.evaluate(() => {
      addEventListener('unhandledrejection', () => (document.body.dataset['unhandled'] = ''));
    });
    await page.$eval('chat-widget', (it) => {
      it.addEventListener('chat-error', (event) => (document.title = event.detail.code));
    });
    await (await find(page, 'chat-widget >>> button.launcher')).click();
    await until(async () => (await page.title()) === 'network', 'the event');
    await until(
      async () => (await page.$eval('chat-widget >>> [role=alert]', (it) => it.textContent).catch(() => ''))?.includes('failed to load'),
      'the sentence',
    );
    assert.deepEqual(await page.$eval('chat-widget', (it) => [(it as ChatWidget).opened, it.hasAttribute('open'), 'unhandled' in document.body.dataset]), [false, false, false]);
    isBroken = false;
    await visitor(page).openChat();
  });

  it('code for the page’s calls that does not load is asked for again by the next call; what tells of the chat, at once', async () => {
    const { page } = await visit('/');
    await page.setRequestInterception(true);
    let isBroken = true;
    let tries = 0;
    page.on('request', (request) => {
      const isFirst = request.url().includes('/after-start-') && !isBroken && tries++ === 0;
      if (isFirst || (isBroken && request.url().includes('/page-'))) void request.abort();
      else void request.continue();
    });
    const ready = (): Promise<string> => page.$eval('chat-widget', (it) => (it as ChatWidget).ready.then(() => 'ready', () => 'failed'));
    assert.equal(await ready(), 'failed');
    isBroken = false;
    await page.$eval('chat-widget', (it) => void it.addEventListener('chat-ready', () => (document.title = 'told')));
    await page.$eval('chat-widget', (it) => (it as ChatWidget).send('hi'));
    await until(async () => (await page.title()) === 'told', 'chat-ready');
    assert.ok(tries > 1);
    assert.equal(await ready(), 'ready');
  });

  it('leaves nothing on the page but its element', async () => {
    const { page } = await visit('/');
    const look = () =>
      page.evaluate(() => ({ elements: document.querySelectorAll('*').length, globals: Object.keys(globalThis) }));
    const before = await look();
    await chats(page, 'tidy');
    const after = await look();
    assert.equal(after.elements, before.elements);
    // Lit counts its copies under these names; the others are this test's own tool.
    const added = after.globals.filter((name) => !before.globals.includes(name));
    assert.deepEqual(added.filter((name) => !/^(lit|reactive)|ariaQuery/.test(name)), []);
  });
});
