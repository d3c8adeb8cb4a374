// Runs axe over every story of the static Storybook, in light and dark; the build comes first: npm run build-storybook.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { AxeResults } from 'axe-core';
import puppeteer, { type Browser, type ConsoleMessage, type Page } from 'puppeteer-core';
// @ts-expect-error -- a plain script, shared with the command line
import { BROWSER_ARGS, findBrowser } from './browser.mjs';
import { readManifest } from './manifest.js';

type Story = { id: string; type: string };
type Visit = { story: string; scheme: string };
type Finding = Visit & { problems: string[]; parts: string[] };

const FOLDER = join(import.meta.dirname, '../storybook-static');
const SCHEMES = ['light', 'dark'];
const PAGES = 2;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESKTOP = { width: 1280, height: 800 };
/** What the toolbar calls mobile1. */
const MOBILE = { width: 320, height: 568 };
const TYPES: Record<string, string> = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.webp': 'image/webp', '.woff2': 'font/woff2',
};
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const file = join(FOLDER, path);
    if (!file.startsWith(FOLDER) || !extname(file) || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** How far Storybook is with its story, `play` included; in `completing` it waits for animations, some of which never end. */
const PHASE = `globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase`;
const RENDERED = `['completing', 'completed', 'afterEach', 'finished', 'errored', 'aborted'].includes(${PHASE})`;
/** The document and all shadow roots. */
const ROOTS = `(() => {
  const roots = [document];
  for (const root of roots) for (const it of root.querySelectorAll('*')) if (it.shadowRoot) roots.push(it.shadowRoot);
  return roots;
})()`;
/** Moving things are half transparent on their way; what never ends stays. A second frame, since styles start them. */
const SETTLE = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const moving = ${ROOTS}.flatMap((root) => root.getAnimations());
  for (const it of moving) if (it.effect?.getComputedTiming().endTime !== Infinity) it.finish();
  resolve();
})))`;
const FIND_PARTS = `[...new Set(${ROOTS}.flatMap((root) => [...root.querySelectorAll('[part]')].flatMap((it) => [...it.part])))]`;
const RUN_AXE = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] })`;

async function look(page: Page, url: string, { story, scheme }: Visit): Promise<Finding> {
  const problems: string[] = [];
  const onError = (error: unknown): void => void problems.push(`page error: ${error instanceof Error ? error.message : String(error)}`);
  // Storybook catches what a story throws, and says so here; a picture that is not there is a story's own affair.
  const onConsole = (said: ConsoleMessage): void => {
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) problems.push(`console: ${said.text()}`);
  };
  page.on('pageerror', onError);
  page.on('console', onConsole);
  try {
    await page.setViewport(story.includes('mobile') ? MOBILE : DESKTOP);
    const address = `${url}/iframe.html?viewMode=story&id=${story}&globals=scheme:${scheme}`;
    // A full-screen chat that leaves takes its entry out of the history, which may abort what comes next.
    await page.goto(address).catch(() => page.goto(address));
    await page.waitForFunction(RENDERED, { polling: 20, timeout: 15_000 });
    if ((await page.evaluate(PHASE)) === 'errored') {
      problems.push(`Storybook: ${await page.evaluate(`document.querySelector('#error-message')?.textContent`)}`);
    }
    await page.evaluate(SETTLE);
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate(RUN_AXE)) as AxeResults;
    for (const { id, help, nodes } of violations) {
      for (const { html, failureSummary } of nodes) problems.push(`${id}: ${help}\n    ${html}\n    ${failureSummary?.replaceAll('\n', '\n    ')}`);
    }
    return { story, scheme, problems, parts: (await page.evaluate(FIND_PARTS)) as string[] };
  } catch (error) {
    return { story, scheme, problems: [...problems, `not rendered: ${String(error)}`], parts: [] };
  } finally {
    page.off('pageerror', onError);
    page.off('console', onConsole);
  }
}

/** A context of its own, so that two pages do not lead one another's chats. */
async function work(browser: Browser, url: string, visits: Visit[]): Promise<Finding[]> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const findings: Finding[] = [];
  for (let next = visits.shift(); next; next = visits.shift()) findings.push(await look(page, url, next));
  await context.close();
  return findings;
}

/** What no table names cannot be styled on purpose, nor kept stable. */
async function findUndocumented(parts: readonly string[]): Promise<string[]> {
  const { cssParts } = await readManifest();
  const named = cssParts.flatMap(({ name, description = '' }) => [name, ...description.matchAll(/`([\w-]+)`/g)].map(String));
  const known = new Set(named.map((it) => it.split(',').at(-1)!));
  return [...new Set(parts)].filter((part) => !known.has(part));
}

async function main(): Promise<void> {
  if (!existsSync(join(FOLDER, 'index.json'))) throw new Error('There is no storybook-static: run `npm run build-storybook` first.');
  const started = Date.now();
  const index = JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8')) as { entries: Record<string, Story> };
  const stories = Object.values(index.entries).filter(({ type }) => type === 'story');
  const visits = stories.flatMap(({ id }) => SCHEMES.map((scheme) => ({ story: id, scheme })));
  const server = await serve();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = (await findBrowser()) as string;
  // A browser for each page: one in the background gets no frames.
  const browsers = await Promise.all(Array.from({ length: PAGES }, () => puppeteer.launch({ executablePath, args: BROWSER_ARGS as string[] })));
  try {
    const findings = (await Promise.all(browsers.map((browser) => work(browser, url, visits)))).flat();
    const failed = findings.filter(({ problems }) => problems.length);
    for (const { story, scheme, problems } of failed) console.log(`✘ ${story} (${scheme})\n  ${problems.join('\n  ')}`);
    const undocumented = await findUndocumented(findings.flatMap(({ parts }) => parts));
    if (undocumented.length) console.log(`✘ parts that no table names: ${undocumented.join(', ')}`);
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(`${stories.length} stories in ${SCHEMES.join(' and ')}, ${seconds} s`);
    console.log(`${findings.length - failed.length} passed, ${failed.length} failed`);
    process.exitCode = failed.length || undocumented.length ? 1 : 0;
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    server.close();
  }
}

await main();
