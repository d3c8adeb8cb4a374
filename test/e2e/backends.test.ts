import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { byId, operator } from './support/desk.js';
import { PNG, setStage, type Stage } from './support/stage.js';
import { find, until, visitor } from './support/visitor.js';

const picture = join(tmpdir(), `backend-picture-${process.pid}.png`);

/** The documents of Pancake know no typing; everything else goes both ways everywhere. */
const BACKENDS = [
  { name: 'rocketchat', typing: true },
  { name: 'expertflow', typing: true },
  { name: 'pancake', typing: false },
  { name: 'chatgonow', typing: true },
  { name: 'chatvisor', typing: true },
];

/** One operator in one console, and a visitor of the demo page on each backend. */
describe('the demo, backend by backend, with one operator console', () => {
  let stage: Stage;
  let desk: Page;

  before(async () => {
    writeFileSync(picture, PNG);
    stage = await setStage();
    desk = await stage.open(`/operator?key=${stage.server.operatorKey}`);
  });
  after(() => stage.close());

  /** Opens the conversation whose newest words these are. */
  const pick = async (text: string): Promise<void> => {
    await until(async () => {
      for (const item of await desk.$$(byId('conversation-item'))) {
        if ((await item.evaluate((it) => it.textContent)).includes(text)) return item.click().then(() => true);
      }
      return false;
    }, `a conversation with "${text}"`);
  };
  const images = (shop: Page): Promise<number> =>
    shop.evaluate(() => {
      const root = document.querySelector('chat-widget')!.shadowRoot!;
      const all = [...root.querySelectorAll<HTMLImageElement>('[part~=message] img')];
      return all.filter((it) => it.complete && it.naturalWidth === 16).length;
    });

  it('is no wider than a phone', async () => {
    const shop = await stage.open('/demo/');
    await shop.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
    await find(shop, '.switcher select');
    assert.equal(await shop.evaluate(() => document.documentElement.scrollWidth), 390);
    await shop.close();
  });

  for (const { name, typing } of BACKENDS) {
    describe(name, () => {
      let shop: Page;

      it('text both ways', async () => {
        shop = await stage.open(`/demo/?backend=${name}&home=0&rules=0`);
        await visitor(shop).openChat();
        await visitor(shop).say(`Hello from ${name}`);
        await pick(`Hello from ${name}`);
        await operator(desk).sees(`Hello from ${name}`);
        await operator(desk).says(`Hello ${name}, how can I help?`);
        await visitor(shop).sees(`Hello ${name}, how can I help?`);
      });

      it('pictures both ways', async () => {
        await visitor(shop).attach(picture);
        await until(async () => (await desk.$$(byId('message-image'))).length === 1, 'the operator sees the picture');
        await operator(desk).sends(picture);
        await until(async () => (await images(shop)) === 2, 'the visitor sees both pictures');
      });

      if (typing) {
        it('typing both ways', async () => {
          await visitor(shop).type('I am writ');
          await find(desk, byId('visitor-typing'));
          await (await find(desk, byId('reply-input'))).type('So am I');
          await visitor(shop).seesTyping();
          await desk.keyboard.press('Enter');
          await visitor(shop).say('ing');
          await operator(desk).sees('I am writing');
        });
      }

      it('nothing is lost or doubled over a reload', async () => {
        const before = await visitor(shop).bubbles();
        await shop.reload();
        await visitor(shop).openChat();
        await visitor(shop).sees(`Hello ${name}, how can I help?`);
        assert.deepEqual(await visitor(shop).bubbles(), before);
        await visitor(shop).say('Still me');
        await operator(desk).sees('Still me');
        await operator(desk).says('Still here');
        await visitor(shop).sees('Still here');
        await shop.close();
      });
    });
  }
});
