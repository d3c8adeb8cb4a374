import type { CDPSession, Page } from 'puppeteer-core';
import type { TestRunnerPlugin } from '@web/test-runner-core';

export type CdpCall = { method: string; params?: Record<string, unknown> };

type Tab = { session: { id: string; browser: { getPage?(id: string): Page } } };

/**
 * Answers the command `cdp`: what only the developer tools of Chromium can do, such as an input method. What is set
 * stays until the page goes.
 * @returns what they answer, or false where this browser has none
 */
export function cdpPlugin(): TestRunnerPlugin<CdpCall> {
  const clients = new WeakMap<Page, CDPSession>();
  return {
    name: 'cdp',
    async executeCommand({ command, payload, session }) {
      if (command !== 'cdp') return undefined;
      const page = (session as unknown as Tab['session']).browser.getPage?.(session.id);
      if (!page || /firefox/i.test(await page.browser().version())) return false;
      const client = clients.get(page) ?? (await page.createCDPSession());
      clients.set(page, client);
      return (await client.send(payload!.method as Parameters<CDPSession['send']>[0], payload!.params as never)) ?? {};
    },
  };
}
