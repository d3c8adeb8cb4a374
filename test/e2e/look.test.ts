import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { setStage, type Stage } from './support/stage.js';
import { startSite, type StaticSite } from './support/static-site.js';
import { until, visitor } from './support/visitor.js';

/** Computed styles of the first element with this part, or of the box around all. */
const style = (page: Page, selector: string, ...properties: string[]): Promise<string[]> =>
  page.$eval(`chat-widget >>> ${selector}`, (it, names) => names.map((name) => getComputedStyle(it).getPropertyValue(name)), properties);

/** Somebody's page, whose root has text of another size than its reader's. */
function openShop({ server }: Stage): Promise<StaticSite> {
  const script = `<script async src="${server.url}/chatgonow/api/widget.js?key=demo-key"></script>`;
  return startSite({ '/': { html: `<!doctype html><html lang="en" style="font-size: 62.5%"><title>Shop</title>${script}<h1>Shop</h1></html>` } });
}

describe('the settings "theme" and "style" of ChatGoNow', () => {
  let stage: Stage;
  let shop: StaticSite;
  let page: Page | undefined;
  /** It is the same visitor each time. */
  let said = 0;
  before(async () => {
    stage = await setStage({ pages: false });
    shop = await openShop(stage);
  });
  after(async () => {
    await shop.close();
    await stage.close();
  });

  const choose = async (theme: object): Promise<void> => {
    const response = await fetch(`${stage.server.url}/faults/dialects/chatgonow`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ theme }),
    });
    assert.ok(response.ok, await response.text());
  };

  const openChat = async (): Promise<void> => {
    page ??= await stage.open('/favicon.ico');
    await page.goto(shop.url);
    const somebody = visitor(page);
    await somebody.openChat();
    await somebody.say('Hello');
    await somebody.allSent(++said);
  };

  const looks = {
    classic: { colors: { primary: '#aa0000', header: '#003366', text: '#ffffff' }, header: ['rgb(0, 51, 102)', 'rgb(255, 255, 255)'], radius: '10px' },
    minimal: { colors: { primary: '#00aa00' }, header: ['rgba(0, 0, 0, 0)', undefined], radius: '8px' },
    // Yellow on white can not be read: the text is black.
    bubble: { colors: { primary: '#0000aa', header: '#ffff00', text: '#ffffff' }, header: ['rgb(255, 255, 0)', 'rgb(0, 0, 0)'], radius: '22px' },
  };
  for (const [theme, { colors, header, radius }] of Object.entries(looks)) {
    it(`show in the panel: ${theme}`, async () => {
      await choose({ theme, colors });
      await openChat();
      await until(async () => (await style(page!, '[part~=bubble].visitor', 'border-start-start-radius'))[0] === radius, `corners of ${radius}`);
      const [background, text] = await style(page!, '[part~=header]', 'background-color', 'color');
      assert.equal(background, header[0]);
      if (header[1]) assert.equal(text, header[1]);
    });
  }
});

describe('a visitor whose browser has text at 200 %', () => {
  const sizes: Record<string, number[]> = {};
  before(async () => {
    for (const size of [16, 32]) {
      const stage = await setStage({ pages: false }, [`--blink-settings=defaultFontSize=${size}`]);
      const shop = await openShop(stage);
      try {
        const page = await stage.open(shop.url);
        await visitor(page).openChat();
        await visitor(page).say('Hello');
        const parts = ['[part~=title]', '[part~=bubble]', '[part~=textarea]'];
        sizes[size] = await Promise.all(parts.map(async (part) => parseFloat((await style(page, part, 'font-size'))[0]!)));
        const cut = await page.$eval('chat-widget >>> dialog.panel', (it) => it.scrollWidth > it.clientWidth);
        assert.equal(cut, false, `${size}: cut off at the side`);
      } finally {
        await shop.close();
        await stage.close();
      }
    }
  });

  it('has it in the widget, too, whatever the page sets at its root', () => {
    assert.deepEqual(sizes[32], sizes[16]!.map((size) => size * 2));
    assert.ok(sizes[16]!.every((size) => size >= 14), String(sizes[16]));
  });
});
