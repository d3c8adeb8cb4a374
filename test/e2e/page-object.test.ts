import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { chatPage, type ChatDriver } from '../../src/testing/index.js';
// @ts-expect-error -- a plain script, shared with the command line
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { setStage, type Stage } from './support/stage.js';
import { startSite, type StaticSite } from './support/static-site.js';

const SCRIPT = { steps: [{ do: 'expect' }, { do: 'say', text: 'It is. We fire everything twice.' }] };
/** A page of its own making: the chat is opened by its link, and asks by itself. */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'">
<script type="module" src="/cdn/chat-widget.js"></script>
<a href="/contact" data-chat-open>Contact</a>
<chat-widget transport="mock" launcher="none" teaser="Is it dishwasher safe? Ask us." script='${JSON.stringify(SCRIPT)}'></chat-widget></html>`;

const PILL = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
<h1>Shop</h1><p>Mugs and bowls.</p><script>document.addEventListener('chat-teaser', () => (document.title = performance.now()));</script>
<script type="module" src="/cdn/chat-widget.js"></script>
<chat-widget transport="mock" brand="Juniper" launcher="pill" launcher-label="Ask us" teaser="Can we help?"></chat-widget></html>`;

/** What the README shows to somebody who tests a shop. */
async function talk(chat: ChatDriver): Promise<void> {
  assert.match(await chat.teaser(), /Is it dishwasher safe\? Ask us\./);
  await chat.press('Dismiss message');
  await chat.open();
  await chat.send('Is the Ember mug dishwasher safe?');
  assert.deepEqual(await chat.waitForMessage('twice'), { from: 'agent', text: 'It is. We fire everything twice.' });
  assert.equal((await chat.messages()).filter(({ from }) => from === 'visitor').length, 1);
  await chat.close();
  assert.equal(await chat.isOpen(), false);
}

describe('the page object, against a strict page (CDN build)', () => {
  let stage: Stage;
  let site: StaticSite;
  let browser: Browser | undefined;

  before(async () => {
    stage = await setStage({ pages: false });
    site = await startSite({ '/shop': { html: PAGE }, '/pill': { html: PILL } });
  });
  after(async () => {
    await browser?.close();
    await site.close();
    await stage.close();
  });

  it('in Puppeteer', async () => {
    await talk(chatPage(await stage.open(`${site.url}/shop`)));
  });

  it('in Playwright, beside the page\'s own link', async () => {
    browser = await chromium.launch({ executablePath: (await findBrowser()) as string, args: BROWSER_ARGS as string[] });
    const page = await browser.newPage();
    await page.goto(`${site.url}/shop`);
    await talk(chatPage(page));
    await page.getByRole('link', { name: 'Contact' }).press('Enter');
    await page.getByRole('link', { name: 'Contact', expanded: true }).waitFor();
    assert.equal(await chatPage(page).isOpen(), true);
    assert.equal(new URL(page.url()).pathname, '/shop');
    await assert.rejects(chatPage(page, { selector: '#none' }).open(), /nothing matches #none/);
    await assert.rejects(chatPage(page, { timeout: 50 }).choose('Refund'), /the choice "Refund"/);
  });

  it('the launcher and the teaser, as the browser itself tells of them: names, edges in forced colours, no layout shift', async () => {
    const page = await stage.open(`${site.url}/pill`);
    await chatPage(page).teaser();
    const loadedAt = await page.evaluate(() => (performance.getEntriesByType('navigation') as PerformanceNavigationTiming[])[0]!.loadEventEnd);
    assert.ok(Number(await page.title()) >= loadedAt + 1_000, 'a page that has just come is left alone for a second');
    const cdp = await page.createCDPSession();
    const { nodes } = await cdp.send('Accessibility.getFullAXTree');
    const named = nodes.filter(({ role, ignored }) => !ignored && /^(button|group)$/.test(String(role?.value)));
    const names = named.map(({ role, name }) => `${String(role?.value)} ${String(name?.value)}`);
    const wanted = ['group Juniper', 'button Juniper Can we help?', 'button Dismiss message', 'button Ask us Chat with Juniper'];
    assert.deepEqual(wanted.filter((it) => !names.includes(it)), []);
    assert.equal(names.filter((it) => it.startsWith('button')).length, 3);
    const shifts = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          new PerformanceObserver((list) => done(list.getEntries().length)).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(0), 300);
        }),
    );
    assert.equal(shifts, 0);
    await cdp.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    const edge = await page.evaluate(() => {
      const bubble = document.querySelector('chat-widget')!.shadowRoot!.querySelector('[part~=teaser-text]')!;
      return getComputedStyle(bubble).borderTopColor;
    });
    assert.notEqual(edge, 'rgba(0, 0, 0, 0)');
  });
});
