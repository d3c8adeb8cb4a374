import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
// @ts-expect-error -- a plain script, shared with the command line
import { BROWSER_ARGS, findBrowser } from '../../../scripts/browser.mjs';
import { startServer, type RunningServer, type ServerOptions } from '../../../server/start-server.js';
import { createOperatorClient, type OperatorClient } from '../../server/support/operator-client.js';

/** A real browser and a real server with its database in a file, for one test file. */
export type Stage = {
  server: RunningServer;
  operator: OperatorClient;
  /** Pages of one context share storage and tabs; without one the page is another person's. */
  open(address: string, context?: BrowserContext): Promise<Page>;
  person(): Promise<BrowserContext>;
  close(): Promise<void>;
};

export async function setStage(options: Partial<ServerOptions> = {}, args: string[] = []): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'chat-e2e-'));
  const server = await startServer({
    port: 0,
    database: join(folder, 'chat.db'),
    faults: true,
    pages: true,
    ...options,
  });
  const browsers: Browser[] = [];
  // A browser for each person: a window in the background would get no frames.
  const person = async (): Promise<BrowserContext> => {
    const executablePath: string = await findBrowser();
    const browser = await puppeteer.launch({ executablePath, args: [...BROWSER_ARGS, ...args] });
    browsers.push(browser);
    return browser.defaultBrowserContext();
  };
  return {
    server,
    operator: createOperatorClient({ url: server.url, key: server.operatorKey }),
    person,
    async open(address, context) {
      const page = await (context ?? (await person())).newPage();
      await page.setViewport({ width: 1280, height: 800 });
      page.setDefaultTimeout(20_000);
      await page.goto(new URL(address, server.url).href);
      return page;
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()));
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A small picture that is a real PNG: an orange square. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mM4kWxFEmIY1TCqYfhqAABZHWUQlyo1GQAAAABJRU5ErkJggg==',
  'base64',
);
