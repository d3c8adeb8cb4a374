import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ElementHandle, Page } from 'puppeteer-core';
import { PNG, setStage, type Stage } from './support/stage.js';
import { find, until, visitor } from './support/visitor.js';

const picture = join(tmpdir(), `backend-picture-${process.pid}.png`);
const byId = (name: string): string => `>>> [data-testid="${name}"]`;

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

  const deskSees = (text: string): Promise<void> =>
    until(async () => {
      const texts = await desk.$$eval(byId('message-text'), (all) => all.map((it) => it.textContent!.trim()));
      return texts.includes(text);
    }, `the operator sees "${text}"`);
  const deskSays = async (text: string): Promise<void> => {
    await (await find(desk, byId('reply-input'))).type(text);
    await desk.keyboard.press('Enter');
  };
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

  for (const { name, typing } of BACKENDS) {
    describe(name, () => {
      let shop: Page;

      it('text both ways', async () => {
        shop = await stage.open(`/demo/?backend=${name}&home=0&rules=0`);
        await visitor(shop).openChat();
        await visitor(shop).say(`Hello from ${name}`);
        await pick(`Hello from ${name}`);
        await deskSees(`Hello from ${name}`);
        await deskSays(`Hello ${name}, how can I help?`);
        await visitor(shop).sees(`Hello ${name}, how can I help?`);
      });

      it('pictures both ways', async () => {
        await visitor(shop).attach(picture);
        await until(async () => (await desk.$$(byId('message-image'))).length === 1, 'the operator sees the picture');
        const input = await desk.$(byId('reply-file'));
        await (input as ElementHandle<HTMLInputElement>).uploadFile(picture);
        await find(desk, byId('reply-preview'));
        await (await find(desk, byId('reply-send'))).click();
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
          await deskSees('I am writing');
        });
      }

      it('nothing is lost or doubled over a reload', async () => {
        const before = await visitor(shop).bubbles();
        await shop.reload();
        await visitor(shop).openChat();
        await visitor(shop).sees(`Hello ${name}, how can I help?`);
        assert.deepEqual(await visitor(shop).bubbles(), before);
        await visitor(shop).say('Still me');
        await deskSees('Still me');
        await deskSays('Still here');
        await visitor(shop).sees('Still here');
        await shop.close();
      });
    });
  }
});
