import type { CDPSession, Page } from 'puppeteer-core';
import type { TestRunnerPlugin } from '@web/test-runner-core';

export type CdpCall = { method: string; params?: Record<string, unknown> };

type Tab = { session: { id: string; browser: { getPage?(id: string): Page } } };

/**
 * Answers the command `cdp`: what only the developer tools of Chromium can do, such as an input method.
 * @returns what they answer, or false where this browser has none
 */
export function cdpPlugin(): TestRunnerPlugin<CdpCall> {
  return {
    name: 'cdp',
    async executeCommand({ command, payload, session }) {
      if (command !== 'cdp') return undefined;
      const page = (session as unknown as Tab['session']).browser.getPage?.(session.id);
      if (!page || /firefox/i.test(await page.browser().version())) return false;
      const client = await page.createCDPSession();
      const answer: unknown = await client.send(payload!.method as Parameters<CDPSession['send']>[0], payload!.params as never);
      await client.detach();
      return answer ?? {};
    },
  };
}
