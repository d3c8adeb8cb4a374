import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'puppeteer-core';
import type { ChatWidget } from '../../src/chat-widget.js';
import { setStage, type Stage } from './support/stage.js';
import { pageWith, startSite, type StaticSite } from './support/static-site.js';
import { find, sleep, until, visitor } from './support/visitor.js';

/** Counts what the page plays. */
const COUNT = `<script>var notes = 0; const { start } = OscillatorNode.prototype;
OscillatorNode.prototype.start = function (...args) { notes++; return start.apply(this, args); };</script>`;

describe('a message for a closed chat (CDN build)', () => {
  let stage: Stage;
  let site: StaticSite;
  let person: BrowserContext;
  let first: Page;
  let second: Page;
  let conversation: string;

  before(async () => {
    stage = await setStage({ pages: false }, ['--autoplay-policy=document-user-activation-required']);
    site = await startSite({ '/': { html: pageWith(`endpoint="${stage.server.url}/rest"`, COUNT) } });
    person = await stage.person();
    first = await stage.open(site.url, person);
    await first.bringToFront();
    await first.$eval('chat-widget', (it) => (it as ChatWidget).send('hello'));
    await visitor(first).allSent(1);
    conversation = (await stage.operator.waitForConversation(await visitor(first).visitorId())).id;
    second = await stage.open(site.url, person);
    await until(async () => (await visitor(second).connection()) === 'online', 'the second tab follows');
  });
  after(async () => {
    await site.close();
    await stage.close();
  });

  const notes = (): Promise<number[]> =>
    Promise.all([first, second].map((page) => page.evaluate(() => (globalThis as unknown as { notes: number }).notes)));
  const unread = async (count: number): Promise<void> => {
    for (const page of [first, second]) {
      await until(async () => (await page.$eval('chat-widget >>> .launcher', (it) => it.textContent!.trim())) === String(count), 'the badge');
    }
  };

  it('asks for no code of the sound before there is a message', () => {
    assert.deepEqual(site.requests.filter((path) => /attend/.test(path)), []);
  });

  it('shows in the title of a hidden page', async () => {
    await second.bringToFront();
    await stage.operator.say(conversation, 'are you there?');
    await unread(1);
    await until(async () => (await first.title()) === '(1) Shop', 'the count');
    await until(async () => (await first.title()) === 'Shop', 'by turns');
    assert.equal(await second.title(), 'Shop');
    await first.bringToFront();
    await until(async () => (await first.title()) === 'Shop', 'restored');
    await sleep(1_500);
    assert.equal(await first.title(), 'Shop', 'for good');
  });

  it('rings once, in one tab of two that may', async () => {
    for (const page of [first, second]) {
      await page.bringToFront();
      await page.click('h1');
    }
    await sleep(4_000); // the burst before is over
    const before = await notes();
    await stage.operator.say(conversation, 'one');
    await stage.operator.say(conversation, 'two');
    await unread(3);
    const rung = async (): Promise<number[]> => (await notes()).map((count, tab) => count - before[tab]!).sort();
    await until(async () => (await rung())[1], 'it rings');
    await sleep(1_000);
    assert.deepEqual(await rung(), [0, 2]);
  });

  it('is silent in every tab while it is read in one', async () => {
    const before = await notes();
    await second.bringToFront();
    await visitor(second).openChat();
    await sleep(4_500);
    await stage.operator.say(conversation, 'three');
    await visitor(second).sees('three');
    await sleep(1_500);
    assert.deepEqual(await notes(), before);
    assert.equal(await first.title(), 'Shop');
  });

  it('is silent once the visitor has switched it off, after a reload, too', async () => {
    await (await find(second, 'chat-widget >>> chat-widget-menu button')).click();
    await (await find(second, 'chat-widget >>> [role=menuitemcheckbox]')).click();
    await second.reload();
    await until(async () => (await visitor(second).connection()) === 'online', 'it is back');
    await second.click('h1');
    const before = await notes();
    await stage.operator.say(conversation, 'four');
    await unread(1);
    await sleep(1_500);
    assert.deepEqual(await notes(), before);
  });
});
