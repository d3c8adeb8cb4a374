import type { Page } from '../page/page.js';
import type { Rule } from './rule.js';
import type { Action } from './words.js';

type Asked = Extract<Action, { do: 'externalService' }>;

const PATIENCE_MS = 10_000;
const MOST_PATIENCE_MS = 60_000;

/** What the service of a trigger says, asked by way of its server; its own words for when nobody answers. */
export async function askService({ fallback, timeoutMs = PATIENCE_MS }: Asked, { id }: Rule, page: Page, signal: AbortSignal): Promise<string[]> {
  const { chat } = await page.begin();
  const extraData = Object.entries(page.host.visitor?.fields ?? {}).map(([key, value]) => ({ key, value }));
  const said = await new Promise<unknown>((resolve) => {
    const giveUp = (): void => resolve(undefined);
    const timer = setTimeout(giveUp, Math.min(timeoutMs, MOST_PATIENCE_MS));
    const cancel = (): void => clearTimeout(timer);
    signal.addEventListener('abort', () => (cancel(), giveUp()));
    chat.extension('external-service', { rule: id, extraData }).then(resolve, giveUp).finally(cancel);
  });
  const texts = Array.isArray(said) ? said.map(String) : [];
  return texts.length ? texts : fallback ? [fallback] : [];
}
