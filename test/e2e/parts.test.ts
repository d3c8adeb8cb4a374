import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { MockScript } from '../../src/transports/mock/mock-script.js';
import { setStage, type Stage } from './support/stage.js';
import { pageWith, startSite, type StaticSite } from './support/static-site.js';
import { find, until, visitor } from './support/visitor.js';

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

const LINE: MockScript = { steps: [{ do: 'expect' }, { do: 'queue', position: 2, etaSeconds: 170 }] };

const mock = (script: MockScript): string => `transport="mock" script='${JSON.stringify(script)}'`;

/** A bundler may drop what a module only does by being there: this is what a page really gets. */
describe('every part that is loaded on need (CDN build)', () => {
  let stage: Stage;
  let site: StaticSite;
  let page: Page;
  const shows = (selector: string): Promise<unknown> => find(page, `chat-widget >>> ${selector}`);

  before(async () => {
    stage = await setStage({ pages: false });
    site = await startSite({
      '/talk': { html: pageWith(mock(TALK)) },
      '/form': { html: pageWith(mock(FORM)) },
      '/line': { html: pageWith(`${mock(LINE)} home resizable prompts='["Where is it?"]'`) },
    });
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
    // A stranger's picture: the button that asks for it comes first.
    await (await find(page, 'chat-widget >>> [part~=load-image]')).click();
    await shows('chat-widget-media img');
    await shows('chat-widget-menu button');
    const chips = await page.$$('chat-widget >>> [part~=chip]');
    await (chips[1] ?? (await find(page, 'chat-widget >>> [part~=chip]:nth-of-type(2)'))).click();
    await shows('chat-widget-farewell button');
  });

  it('the home view, the place in line, and the size', async () => {
    page = await stage.open(`${site.url}/line`);
    await (await find(page, 'chat-widget >>> button.launcher')).click();
    await (await find(page, 'chat-widget >>> dialog[open] [part=prompt]')).click();
    await shows('[part=queue-bar]');
    await shows('[part=resize]');
  });

  it('a home view that does not come leaves the conversation, and comes at a press on Back', async () => {
    page = await stage.open('about:blank');
    let isBlocked = true;
    await page.setRequestInterception(true);
    page.on('request', (request) => void (isBlocked && /\/home-[^/]*\.js/.test(request.url()) ? request.abort() : request.continue()));
    await page.goto(`${site.url}/line`);
    await visitor(page).openChat();
    const back = await find(page, 'chat-widget >>> chat-widget-back button');
    await back.click();
    await until(() => page.$eval('chat-widget >>> [role=alert]', (it) => it.textContent), 'it is said');
    await shows('textarea');
    isBlocked = false;
    await back.click();
    await shows('[part=prompt]');
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
