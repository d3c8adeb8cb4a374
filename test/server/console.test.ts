import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, describe, test } from 'node:test';
import puppeteer, { type Page } from 'puppeteer-core';
import { until } from '../support/until.js';
import { browserFlags, findBrowser } from './support/find-browser.js';
import { openCustomer } from './support/pancake-customer.js';
import { openVisitor } from './support/rest-visitor.js';
import { png } from './support/sample-images.js';
import { restartServer, startTestServer } from './support/test-server.js';

const executablePath = findBrowser();
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Test ids lie in nested shadow roots; `>>>` looks through them. */
const id = (name: string, more = ''): string => `>>> [data-testid="${name}"]${more}`;

const textOf = (page: Page, name: string): Promise<string> =>
  page.$eval(id(name), (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim());

async function violationsOn(page: Page): Promise<string> {
  return (await page.evaluate(
    `${axeSource}; axe.run().then(({violations}) => violations.map(({id, nodes}) => id + ' ' + nodes[0].html).join('; '))`,
  )) as string;
}

describe('the operator console', { skip: executablePath === undefined ? 'no Chromium on this machine' : false }, async () => {
  if (executablePath === undefined) return;
  const server = await startTestServer({ pages: true, heartbeatMs: 200 });
  const { url, operator, operatorKey } = server;
  const browser = await puppeteer.launch({ executablePath, args: browserFlags });
  after(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(5000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  const ann = await openVisitor(url, { name: 'Ann Lee', email: 'ann@x.example', page: { url: 'https://shop.example/lamp', title: 'Lamp', referrer: '' } });
  const annChat = String((await ann.say('<b>Hello</b>'))['conversationId']);
  const open = (chat: string) => page.click(id('conversation-item', `[data-conversation-id="${chat}"]`));

  test('asks for the key, refuses a wrong one, takes the right one out of the address', async () => {
    await page.goto(`${url}/operator`);
    await page.type(id('key-input'), 'wrong');
    await page.keyboard.press('Enter');
    await page.waitForSelector(id('key-refused'));
    assert.equal(await violationsOn(page), '');
    await page.goto(`${url}/operator?key=${operatorKey}`);
    await page.waitForSelector(id('conversation-item'));
    assert.equal(page.url(), `${url}/operator`);
    await page.reload();
    await page.waitForSelector(id('conversation-item'));
  });

  test('shows a conversation with its visitor, and marks it read', async () => {
    assert.match(await textOf(page, 'conversation-item'), /AL Ann Lee now <b>Hello<\/b> 1 unread/);
    assert.match(await page.title(), /^\(1\) /);
    await open(annChat);
    await page.waitForSelector(id('message-text'));
    assert.equal(await textOf(page, 'message-text'), '<b>Hello</b>', 'words, not markup');
    assert.equal(await textOf(page, 'detail-email'), 'ann@x.example');
    assert.equal(await textOf(page, 'detail-looking-at'), 'Lamp');
    await until(async () => (await operator.conversation(annChat)).unread === 0, 'read');
    await until(async () => !(await page.title()).startsWith('('), 'no count in the title');
  });

  test('sends with Enter, breaks lines with Shift+Enter, tells typing, shows ticks', async () => {
    const stream = await ann.stream(String(ann.session['cursor']));
    await page.type(id('reply-input'), 'Hi');
    assert.equal((await stream.waitForEvent('typing')).data['on'], true);
    await page.keyboard.down('Shift');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Shift');
    await page.keyboard.type('Ann');
    await page.keyboard.press('Enter');
    const { data } = await stream.waitForEvent('message', 2);
    assert.equal(data['text'], 'Hi\nAnn');
    await page.waitForSelector(id('message', '[data-role="agent"][data-status="delivered"]'));
    await ann.post('/read', { upTo: data['id'] });
    await page.waitForSelector(id('message', '[data-role="agent"][data-status="read"]'));
    assert.equal(await page.$eval(id('reply-input'), (input) => (input as HTMLTextAreaElement).value), '');
    await stream.close();
  });

  test('shows the visitor typing, and a picture they send', async () => {
    await ann.post('/typing', { on: true });
    await page.waitForSelector(id('visitor-typing', ':not([hidden])'));
    const { body } = await ann.upload(png(40, 30), 'shelf.png');
    await ann.say('', { attachments: [body['id']] });
    await page.waitForSelector(id('message-image', '[alt="shelf.png"]'));
    await page.waitForSelector(id('visitor-typing', '[hidden]'));
  });

  test('a picture that lies elsewhere is a link, and nothing is fetched from there', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const customer = await openCustomer(server, 'my lamp', { images: ['https://files.example/lamp.png'] });
    const [chat] = await operator.conversations(customer.visitorId);
    await page.waitForSelector(id('conversation-item', `[data-conversation-id="${chat?.id}"]`));
    await open(String(chat?.id));
    await page.waitForSelector(id('message-link'));
    assert.equal(await textOf(page, 'message-link'), 'lamp.png files.example');
    const link = await page.$eval(id('message-link'), (element) => [(element as HTMLAnchorElement).href, (element as HTMLAnchorElement).rel]);
    assert.deepEqual(link, ['https://files.example/lamp.png', 'noopener noreferrer nofollow']);
    assert.equal(await page.$(id('message-image')), null);
    assert.deepEqual(asked.filter((address) => address.includes('files.example')), []);
    assert.equal(await textOf(page, 'detail-system'), 'Pancake · web_demo');
    assert.match(await textOf(page, 'visitor-line'), /· Pancake · web_demo/);
    assert.equal(await violationsOn(page), '');
    await open(annChat);
    await page.waitForFunction((name) => document.querySelector('operator-console')?.shadowRoot?.querySelector('visitor-details')
      ?.shadowRoot?.textContent?.includes(name), {}, 'Ann Lee');
    assert.equal(await textOf(page, 'detail-system'), 'REST');
  });

  test('sends a pasted picture', async () => {
    await page.$eval(id('reply-input'), (input, bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([Uint8Array.from(bytes)], 'paste.png', { type: 'image/png' }));
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true }));
    }, [...png(20, 10)]);
    await page.waitForSelector(id('reply-preview'));
    await page.click(id('reply-send'));
    const sent = await operator.waitForMessage(annChat, ({ attachments }) => attachments[0]?.name === 'paste.png');
    assert.equal(sent.author.role, 'agent');
    await until(async () => (await page.$(id('reply-preview'))) === null, 'the preview goes');
  });

  test('keeps the words when they cannot be sent', async () => {
    await page.type(id('reply-input'), 'precious');
    await page.setOfflineMode(true);
    await page.keyboard.press('Enter');
    await page.waitForSelector(id('problem'));
    assert.equal(await page.$eval(id('reply-input'), (input) => (input as HTMLTextAreaElement).value), 'precious');
    await page.setOfflineMode(false);
    await page.click(id('reply-send'));
    await operator.waitForMessage(annChat, ({ text }) => text === 'precious');
  });

  test('catches up after a restart of the server', async () => {
    await restartServer(server);
    await ann.say('during the restart');
    await until(
      async () => (await page.$$eval(id('message-text'), (all) => all.at(-1)?.textContent)) === 'during the restart',
      'the missed message',
    );
  });

  test('works by keyboard alone', async () => {
    const bob = await openVisitor(url, { name: 'Bob' });
    const bobChat = String((await bob.say('me too'))['conversationId']);
    await page.waitForSelector(id('conversation-item', `[data-conversation-id="${bobChat}"]`));
    await page.focus(id('messages'));
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.waitForSelector(id('thread', `[data-conversation-id="${bobChat}"]`));
    await until(async () => {
      await page.keyboard.type('.');
      return (await page.$eval(id('reply-input'), (input) => (input as HTMLTextAreaElement).value)) !== '';
    }, 'the focus is in the answer');
    await page.keyboard.press('Escape');
    await until(async () => (await page.$(id('thread'))) === null, 'Escape leaves');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForSelector(id('thread', `[data-conversation-id="${annChat}"]`));
  });

  test('is clean to axe in light, dark and on a phone', async () => {
    for (const value of ['light', 'dark']) {
      // Without motion: half-way between two colours the contrast is nobody's.
      const calm = { name: 'prefers-reduced-motion', value: 'reduce' };
      await page.emulateMediaFeatures([calm, { name: 'prefers-color-scheme', value }]);
      assert.equal(await violationsOn(page), '', value);
    }
    await page.setViewport({ width: 390, height: 800 });
    assert.equal(await violationsOn(page), '', 'phone');
    const overflow = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    assert.equal(overflow, false, 'nothing wider than a phone');
    await page.setViewport({ width: 1280, height: 800 });
  });

  test('sets name and availability, shows left messages, closes a conversation', async () => {
    await page.select(id('availability'), 'busy');
    await until(async () => server.service.presence.availability === 'busy', 'busy');
    await page.$eval(id('operator-name'), (input) => {
      (input as HTMLInputElement).value = 'Edda';
      input.dispatchEvent(new Event('change'));
    });
    await until(async () => server.service.presence.operator.name === 'Edda', 'the name');
    await ann.post('/offline', { values: { name: 'Ann', email: 'ann@x.example', message: 'Ship to Oslo?' } });
    await page.click(id('tab-offline'));
    assert.match(await page.waitForSelector(id('offline-message')).then(() => textOf(page, 'offline-message')), /Ship to Oslo\?/);
    await page.click(`${id('offline-message')} input`);
    await until(async () => (await operator.offlineMessages())[0]?.handled === true, 'done');
    await page.click(id('close-conversation'));
    await page.waitForSelector(id('ended'));
    assert.equal((await operator.conversation(annChat)).state, 'ended');
    await ann.post('/rating', { score: 5 });
    await page.waitForSelector(id('rating', '[data-score="5"]'));
  });

  test('never met an error of its own', () => assert.deepEqual(faults, []));
});
