// The static Storybook as a site, and pages of it as somebody would see them.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'puppeteer-core';

export const FOLDER = process.env['STORYBOOK_FOLDER'] ?? join(import.meta.dirname, '../storybook-static');
const TYPES: Record<string, string> = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.webp': 'image/webp', '.woff2': 'font/woff2',
};

export type StorySite = { url: string; stories: string[]; close(): void };

export async function serveStories(): Promise<StorySite> {
  if (!existsSync(join(FOLDER, 'index.json'))) throw new Error('There is no storybook-static: run `npm run build-storybook` first.');
  const { entries } = JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8')) as { entries: Record<string, { id: string; type: string }> };
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const file = join(FOLDER, path);
    if (!file.startsWith(FOLDER) || !extname(file) || !existsSync(file)) return void response.writeHead(404).end();
    // Asked for hundreds of times, and the same each time.
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=3600' });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stories: Object.values(entries).filter(({ type }) => type === 'story').map(({ id }) => id),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** How far Storybook is with its story, `play` included; in `completing` it waits for animations, some of which never end. */
const PHASE = `globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase`;
const RENDERED = `['completing', 'completed', 'afterEach', 'finished', 'errored', 'aborted'].includes(${PHASE})`;
/** The document and all shadow roots. */
export const ROOTS = `(() => {
  const roots = [document];
  for (const root of roots) for (const it of root.querySelectorAll('*')) if (it.shadowRoot) roots.push(it.shadowRoot);
  return roots;
})()`;
/** Moving things are half transparent on their way; what never ends stays. A second frame, since styles start them. */
export const SETTLE = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const moving = ${ROOTS}.flatMap((root) => root.getAnimations());
  for (const it of moving) if (it.effect?.getComputedTiming().endTime !== Infinity) it.finish();
  resolve();
})))`;

/** Shows a story until nothing moves any more. @returns what went wrong in it */
export async function showStory(page: Page, url: string, story: string, globals: string): Promise<string[]> {
  const address = `${url}/iframe.html?viewMode=story&id=${story}&globals=${globals}`;
  // A full-screen chat that leaves takes its entry out of the history, which may abort what comes next.
  const go = (): Promise<unknown> => page.goto(address);
  await go().catch(go).catch(go);
  await page.waitForFunction(RENDERED, { polling: 20, timeout: 15_000 });
  const isBroken = (await page.evaluate(PHASE)) === 'errored';
  await page.evaluate(SETTLE);
  return isBroken ? [`Storybook: ${await page.evaluate(`document.querySelector('#error-message')?.textContent`)}`] : [];
}
