import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { ChatWidget } from '../../src/chat-widget.js';
import type { MockScript } from '../../src/transports/mock/mock-script.js';
import { setStage, type Stage } from './support/stage.js';
import { pageWith, startSite, type StaticSite } from './support/static-site.js';
import { find, sleep, until, visitor } from './support/visitor.js';

const TALK: MockScript = {
  config: { title: 'Juniper' },
  steps: Array.from({ length: 5 }, (_, index) => ({ do: 'say' as const, text: `${'A line. '.repeat(40)}${index}.` })),
};
const PHONE = { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const ANDROID = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari/537.36';

/** A long page with a meta viewport and a router that writes down what it hears. */
const LONG = `<meta name="viewport" content="width=device-width">
<a href="/before" id="link">Basket</a><input id="search" aria-label="Search"><div style="height:4000px"></div>
<script>var heard = []; addEventListener('popstate', (event) => heard.push(event.state)); if (!history.state) history.replaceState({ route: 'mugs' }, '');</script>`;


describe('the chat on a phone (CDN build)', () => {
  let stage: Stage;
  let site: StaticSite;
  let page: Page;

  before(async () => {
    stage = await setStage({ pages: false });
    const chat = `transport="mock" script='${JSON.stringify(TALK)}'`;
    site = await startSite({ '/before': { html: '<h1>Before</h1>' }, '/': { html: pageWith(chat, LONG) } });
    page = await stage.open(`${site.url}/before`);
    await page.setViewport(PHONE);
  });
  after(async () => {
    await site.close();
    await stage.close();
  });
  beforeEach(async () => {
    await page.goto(`${site.url}/before`);
    await page.goto(`${site.url}/`);
    await page.evaluate(() => scrollTo(0, 1500));
  });

  const dialog = 'chat-widget >>> dialog.panel';
  const isModal = (): Promise<boolean> => page.$eval(dialog, (it) => it.matches(':modal'));
  const isOpen = (): Promise<boolean> => page.$eval(dialog, (it) => (it as HTMLDialogElement).open);
  const focused = (): Promise<string | undefined> =>
    page.$eval('chat-widget', (it) => it.shadowRoot!.activeElement?.className);
  const place = (): Promise<number> => page.evaluate(() => scrollY);
  const inside = (): Promise<string> => page.evaluate(() => JSON.stringify(history.state));

  async function openByTap(): Promise<void> {
    await (await find(page, 'chat-widget >>> button.launcher')).tap();
    await until(async () => (await page.$(dialog)) && (await isModal()), 'modal');
    await still();
  }
  const still = (): Promise<unknown> =>
    page.$eval(dialog, (it) => Promise.all(it.getAnimations().map(({ finished }) => finished)));

  /** Fast enough to be a swipe, unless there are pauses. */
  async function drag(from: number, to: number, x = 120, pauseMs = 0): Promise<void> {
    await page.touchscreen.touchStart(x, from);
    for (let step = 1; step <= 6; step++) {
      await page.touchscreen.touchMove(x, from + ((to - from) * step) / 6);
      if (pauseMs) await sleep(pauseMs);
    }
    await page.touchscreen.touchEnd();
  }

  it('fills the screen, takes no field’s focus, and hides the page from everybody', async () => {
    await openByTap();
    const box = await page.$eval(dialog, (it) => it.getBoundingClientRect().toJSON() as { width: number; height: number });
    assert.deepEqual([box.width, box.height], [390, 844]);
    assert.equal(await focused(), 'panel');
    const names = JSON.stringify(await page.accessibility.snapshot({ interestingOnly: false }));
    assert.ok(names.includes('Write a message'), 'the chat is there');
    assert.ok(!names.includes('Basket') && !names.includes('Search'), 'the page is not');
    await page.$eval('#search', (it) => (it as HTMLInputElement).focus());
    assert.equal(await page.evaluate(() => document.activeElement!.localName), 'chat-widget');
  });

  it('leaves the page where it was, and its styles alone', async () => {
    await page.evaluate(() => (document.body.style.cssText = 'margin: 0px; overflow-x: clip'));
    const styles = (): Promise<(string | null)[]> =>
      page.evaluate(() => [document.documentElement.getAttribute('style'), document.body.getAttribute('style')]);
    const before = await styles();
    await openByTap();
    await drag(400, 700);
    await drag(700, 300);
    await drag(820, 500, 200);
    assert.equal(await place(), 1500, 'the page does not scroll behind the chat');
    assert.deepEqual(await styles(), before);
    await (await find(page, 'chat-widget >>> .header > button')).tap();
    await until(async () => !(await isOpen()), 'closed');
    assert.equal(await place(), 1500);
    assert.deepEqual(await styles(), before);
    assert.match((await focused())!, /launcher/);
    await drag(600, 300);
    await until(async () => (await place()) > 1500, 'it scrolls again');
  });

  it('keeps composer and newest message above a keyboard that takes room from the window', async () => {
    await openByTap();
    await page.$eval('chat-widget', (it) => (it as ChatWidget).send('Hello'));
    await visitor(page).sees('4.');
    await page.$eval('chat-widget >>> .log', (it) => it.scrollTo(0, it.scrollHeight));
    await (await find(page, 'chat-widget >>> textarea')).tap();
    assert.equal(await page.$eval('chat-widget >>> textarea', (it) => parseFloat(getComputedStyle(it).fontSize) >= 16), true);
    await page.setViewport({ ...PHONE, height: 480 });
    await until(async () => {
      const bottom = await page.$eval('chat-widget >>> .composer', (it) => it.getBoundingClientRect().bottom);
      const left = await page.$eval('chat-widget >>> .log', (it) => it.scrollHeight - it.scrollTop - it.clientHeight);
      return bottom <= 480 && left < 1;
    }, 'both in sight');
    assert.equal(await page.$eval('chat-widget', (it) => it.shadowRoot!.activeElement?.localName), 'textarea');
    await page.setViewport(PHONE);
  });

  it('Back closes it and stays on the page, whose router is where it was', async () => {
    await openByTap();
    assert.equal(await inside(), '{"route":"mugs","chatWidget":true}');
    await page.evaluate(() => history.back());
    await until(async () => !(await isOpen()), 'closed');
    assert.equal(await inside(), '{"route":"mugs"}');
    assert.equal(new URL(page.url()).pathname, '/');
    const heard = await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard);
    assert.deepEqual(heard, [{ route: 'mugs' }]);
    assert.equal(await place(), 1500);
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, '/before');
  });

  it('closed by its button it leaves no step behind', async () => {
    for (let round = 0; round < 2; round++) {
      await openByTap();
      await (await find(page, 'chat-widget >>> .header > button')).tap();
      await until(async () => (await inside()) === '{"route":"mugs"}', 'the entry is gone');
    }
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, '/before');
  });

  it('after a reload within it there is still one step only', async () => {
    await openByTap();
    await page.reload();
    await openByTap();
    await (await find(page, 'chat-widget >>> .header > button')).tap();
    await until(async () => (await inside()) === '{"route":"mugs"}', 'the entry is gone');
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, '/before');
  });

  it('on Android, which asks dialogs to close, there is no entry at all', async () => {
    const other = await stage.open(`${site.url}/`);
    await other.setUserAgent({ userAgent: ANDROID });
    await other.setViewport(PHONE);
    await other.reload();
    await (await find(other, 'chat-widget >>> button.launcher')).tap();
    await until(async () => (await other.$(dialog)) && (await other.$eval(dialog, (it) => it.matches(':modal'))), 'modal');
    assert.equal(await other.evaluate(() => JSON.stringify(history.state)), '{"route":"mugs"}');
    await other.close();
  });

  it('a swipe down from the header closes it; a short slow one springs back', async () => {
    await openByTap();
    await drag(30, 110, 120, 60);
    assert.equal(await isOpen(), true);
    await until(() => page.$eval(dialog, (it) => it.getBoundingClientRect().top === 0), 'back in its place');
    await drag(30, 300);
    await until(async () => !(await isOpen()), 'closed');
    assert.equal(await place(), 1500);
    // Not by a tap: Chrome takes one soon after a fast swipe for its stop.
    await page.$eval('chat-widget', (it) => (it as ChatWidget).open());
    await until(isModal, 'modal');
    await still();
    assert.equal(await page.$eval(dialog, (it) => it.getBoundingClientRect().top), 0, 'from the top again');
  });

  it('becomes a box beside the page when there is room', async () => {
    await openByTap();
    await page.setViewport({ ...PHONE, width: 1000 });
    await until(async () => !(await isModal()), 'a box');
    assert.equal(await isOpen(), true);
    await until(async () => (await inside()) === '{"route":"mugs"}', 'the entry is gone');
    await page.setViewport(PHONE);
    await until(isModal, 'modal again');
  });
});
