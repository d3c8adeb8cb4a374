import type { ElementHandle, Page } from 'puppeteer-core';
import { find, until } from './visitor.js';

export const byId = (name: string): string => `>>> [data-testid="${name}"]`;

/** What an operator does and sees in the console. */
export const operator = (desk: Page) => ({
  sees: (text: string): Promise<unknown> =>
    until(async () => {
      const texts = await desk.$$eval(byId('message-text'), (all) => all.map((it) => it.textContent!.trim()));
      return texts.includes(text);
    }, `the operator sees "${text}"`),
  async says(text: string): Promise<void> {
    await (await find(desk, byId('reply-input'))).type(text);
    await desk.keyboard.press('Enter');
  },
  async sends(picture: string): Promise<void> {
    const input = await desk.$(byId('reply-file'));
    await (input as ElementHandle<HTMLInputElement>).uploadFile(picture);
    await find(desk, byId('reply-preview'));
    await (await find(desk, byId('reply-send'))).click();
  },
});
