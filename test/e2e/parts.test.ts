import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { MockScript } from '../../src/transports/mock/mock-script.js';
import { setStage, type Stage } from './support/stage.js';
import { pageWith, startSite, type StaticSite } from './support/static-site.js';
import { find, visitor } from './support/visitor.js';

const TALK: MockScript = {
  steps: [
    { do: 'expect' },
    { do: 'say', text: '# Yes\n\n**free** `returns`', markdown: true },
    { do: 'image', url: 'https://shop.example/mug.png' },
    { do: 'quick-replies', choices: ['Swap', 'Refund'], text: 'Which one?' },
    { do: 'expect', text: 'Refund' },
    { do: 'end', by: 'Mia' },
  ],
};
const FORM: MockScript = {
  config: { forms: { registration: [{ name: 'name', type: 'text', label: 'Name', required: true }] } },
};

const mock = (script: MockScript): string => `transport="mock" script='${JSON.stringify(script)}'`;

/** A bundler may drop what a module only does by being there: this is what a page really gets. */
describe('every part that is loaded on need (CDN build)', () => {
  let stage: Stage;
  let site: StaticSite;
  let page: Page;
  const shows = (selector: string): Promise<unknown> => find(page, `chat-widget >>> ${selector}`);

  before(async () => {
    stage = await setStage({ pages: false });
    site = await startSite({ '/talk': { html: pageWith(mock(TALK)) }, '/form': { html: pageWith(mock(FORM)) } });
  });
  after(async () => {
    await site.close();
    await stage.close();
  });

  it('markdown, picture, quick replies, menu, and the end', async () => {
    page = await stage.open(`${site.url}/talk`);
    await visitor(page).openChat();
    await visitor(page).say('Can I send it back?');
    await shows('.markdown b');
    await shows('chat-widget-media img');
    await shows('chat-widget-menu button');
    const chips = await page.$$('chat-widget >>> [part~=chip]');
    await (chips[1] ?? (await find(page, 'chat-widget >>> [part~=chip]:nth-of-type(2)'))).click();
    await shows('chat-widget-farewell button');
  });

  it('the registration', async () => {
    page = await stage.open(`${site.url}/form`);
    await (await find(page, 'chat-widget >>> button.launcher')).click();
    const input = await find(page, 'chat-widget >>> chat-widget-intake input');
    await input.type('Ana');
    await input.press('Enter');
    await shows('textarea');
  });
});
