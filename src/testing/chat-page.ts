import { chatActions } from './chat-actions.js';
import type { ChatDriver } from './chat-driver.js';

/** A page or a frame of Playwright, Puppeteer, or whatever else runs an expression in a page. */
export type DrivenPage = { evaluate(expression: string): Promise<unknown> };

export type ChatPageOptions = {
  /** Which widget of the page. */
  selector?: string;
  /** Milliseconds to wait for anything. */
  timeout?: number;
};

/** The methods as source text: what an object literal is made of. */
const source = Object.entries(chatActions)
  .map(([name, run]) => [name, String(run)] as const)
  .map(([name, text]) => (new RegExp(`^(async )?${name}\\(`).test(text) ? text : `${name}: ${text}`))
  .join(',\n');

/** Drives a widget in the page of an end-to-end test. */
export function chatPage(page: DrivenPage, { selector = 'chat-widget', timeout = 10_000 }: ChatPageOptions = {}): ChatDriver {
  const run = (name: string, args: readonly unknown[]): Promise<unknown> =>
    // Some loaders of TypeScript leave calls of a helper `__name` in the source.
    page.evaluate(`((__name) => {
      const element = document.querySelector(${JSON.stringify(selector)});
      if (!element) throw new Error('<chat-widget>: nothing matches ' + ${JSON.stringify(selector)});
      const driver = { element, timeout: ${timeout}, ${source} };
      return driver[${JSON.stringify(name)}](...${JSON.stringify(args)});
    })((value) => value)`);
  const driver: Partial<Record<string, unknown>> = {};
  for (const name of Object.keys(chatActions)) driver[name] = (...args: unknown[]) => run(name, args);
  return driver as unknown as ChatDriver;
}
