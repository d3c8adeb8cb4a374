import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import type { ChatWidget } from '../../../src/chat-widget.js';
import { until } from '../../support/until.js';

export { sleep, until } from '../../support/until.js';

/** Waits for an element, in shadow roots too, whose changes puppeteer's own waiting does not see. */
export const find = async (page: Page | Frame, selector: string): Promise<ElementHandle> =>
  until(async () => {
    const found = await page.$(selector);
    return (await found?.isVisible().catch(() => false)) ? found : null;
  }, selector);

/** What a visitor does and sees, by the names on the screen. */
export const visitor = (page: Page | Frame) => ({
  async openChat(): Promise<void> {
    await (await find(page, 'chat-widget >>> button.launcher')).click();
    await find(page, 'chat-widget >>> dialog[open] textarea');
  },
  async type(text: string): Promise<void> {
    await (await find(page, 'chat-widget >>> textarea')).type(text);
  },
  async say(text: string): Promise<void> {
    await this.type(text);
    await (await find(page, 'chat-widget >>> textarea')).press('Enter');
  },
  async attach(path: string): Promise<void> {
    const input = await page.waitForSelector('chat-widget >>> input[type=file]');
    await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
    await find(page, 'chat-widget >>> [part~=thumb]');
    await (await find(page, 'chat-widget >>> [part~=send]')).click();
  },
  /** The words in the bubbles, from top to bottom. */
  bubbles: (): Promise<string[]> =>
    page.$$eval('chat-widget >>> [part~=bubble]:not([part~=typing])', (all) =>
      all.map((bubble) => bubble.querySelector('[dir=auto]')?.textContent?.trim() || bubble.textContent!.trim()),
    ),
  async sees(text: string, times = 1): Promise<void> {
    await page.waitForFunction(
      (wanted, count) => {
        const root = document.querySelector('chat-widget')!.shadowRoot!;
        const found = [...root.querySelectorAll('[part~=bubble]')].filter((it) => it.textContent!.includes(wanted));
        return found.length === count;
      },
      { polling: 50 },
      text,
      times,
    );
  },
  async seesTyping(): Promise<void> {
    await find(page, 'chat-widget >>> [part~=typing]');
  },
  /** Status of own messages, oldest first. */
  statuses: (): Promise<(string | undefined)[]> =>
    page.$eval('chat-widget', (it) =>
      ((it as ChatWidget).chat?.state.messages ?? [])
        .filter(({ author }) => author.role === 'visitor')
        .map(({ status }) => status),
    ),
  async allSent(count: number): Promise<void> {
    await page.waitForFunction(
      (wanted) => {
        const { chat } = document.querySelector('chat-widget') as ChatWidget;
        const own = chat?.state.messages.filter(({ author }) => author.role === 'visitor') ?? [];
        return own.length === wanted && own.every(({ status }) => /^(sent|delivered|read)$/.test(status ?? ''));
      },
      { polling: 50 },
      count,
    );
  },
  connection: (): Promise<string | undefined> =>
    page.$eval('chat-widget', (it) => (it as ChatWidget).chat?.state.connection.status),
  visitorId: (): Promise<string> =>
    page
      .waitForFunction(() => (document.querySelector('chat-widget') as ChatWidget).chat?.state.visitorId)
      .then((handle) => handle.jsonValue() as Promise<string>),
});
