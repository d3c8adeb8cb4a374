// Runs axe over every story of the static Storybook: light, dark, right to left, 320 pixels; the build comes first: npm run build-storybook.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { AxeResults } from 'axe-core';
import puppeteer, { type Browser, type ConsoleMessage, type Page } from 'puppeteer-core';
// @ts-expect-error -- a plain script, shared with the command line
import { BROWSER_ARGS, findBrowser } from './browser.mjs';
import { readManifest } from './manifest.js';
import { ROOTS, serveStories, SETTLE, showStory } from './story-site.js';

type Visit = { story: string; variant: keyof typeof VARIANTS };
type Finding = Visit & { problems: string[]; parts: string[] };

const DESKTOP = { width: 1280, height: 800 };
/** What the toolbar calls mobile1. */
const MOBILE = { width: 320, height: 568 };
const COLOURS = ['color-contrast', 'link-in-text-block'];
/** Arabic says one and two by words: the digit of the badge is not in the launcher's name. */
const SPELT = 'label-content-name-mismatch';
/** What differs is judged: of the dark its colours, of the other direction all but those. */
const VARIANTS = {
  light: { globals: 'scheme:light', rules: {} },
  dark: { globals: 'scheme:dark', rules: { runOnly: COLOURS } },
  rtl: { globals: 'scheme:light;dir:rtl;locale:ar', rules: { rules: Object.fromEntries([...COLOURS, SPELT].map((rule) => [rule, { enabled: false }])) } },
  /** The light one, in a window that becomes small. */
  narrow: { globals: '', rules: {} },
};
const PAGES = Math.max(2, Math.min(4, availableParallelism()));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FIND_PARTS = `[...new Set(${ROOTS}.flatMap((root) => [...root.querySelectorAll('[part]')].flatMap((it) => [...it.part])))]`;
const runAxe = (rules: object): string => `axe.run(document, ${JSON.stringify({ runOnly: TAGS, resultTypes: ['violations'], ...rules })})`;
const isMobile = (story: string): boolean => story.includes('mobile');

async function look(page: Page, url: string, visit: Visit): Promise<Finding> {
  const { story, variant } = visit;
  const { globals, rules } = VARIANTS[variant];
  const problems: string[] = [];
  const onError = (error: unknown): void => void problems.push(`page error: ${error instanceof Error ? error.message : String(error)}`);
  // Storybook catches what a story throws, and says so here; a picture that is not there is a story's own affair.
  const onConsole = (said: ConsoleMessage): void => {
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) problems.push(`console: ${said.text()}`);
  };
  page.on('pageerror', onError);
  page.on('console', onConsole);
  try {
    await page.setViewport(isMobile(story) || variant === 'narrow' ? MOBILE : DESKTOP);
    if (variant === 'narrow') await page.evaluate(SETTLE);
    else {
      problems.push(...(await showStory(page, url, story, globals)));
      await page.evaluate(AXE);
    }
    const { violations } = (await page.evaluate(runAxe(rules))) as AxeResults;
    for (const { id, help, nodes } of violations) {
      for (const { html, failureSummary } of nodes) problems.push(`${id}: ${help}\n    ${html}\n    ${failureSummary?.replaceAll('\n', '\n    ')}`);
    }
    return { ...visit, problems, parts: (await page.evaluate(FIND_PARTS)) as string[] };
  } catch (error) {
    return { ...visit, problems: [...problems, `not rendered: ${String(error)}`], parts: [] };
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
  for (let next = visits.shift(); next; next = visits.shift()) {
    findings.push(await look(page, url, next));
    if (next.variant === 'light' && !isMobile(next.story)) findings.push(await look(page, url, { ...next, variant: 'narrow' }));
  }
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
  const started = Date.now();
  const { url, stories, close } = await serveStories();
  const variants = Object.keys(VARIANTS) as Visit['variant'][];
  const visits = stories.flatMap((story) => variants.filter((it) => it !== 'narrow').map((variant) => ({ story, variant })));
  const executablePath = (await findBrowser()) as string;
  // A browser for each page: one in the background gets no frames.
  const browsers = await Promise.all(Array.from({ length: PAGES }, () => puppeteer.launch({ executablePath, args: BROWSER_ARGS as string[] })));
  try {
    const findings = (await Promise.all(browsers.map((browser) => work(browser, url, visits)))).flat();
    const failed = findings.filter(({ problems }) => problems.length);
    for (const { story, variant, problems } of failed) console.log(`✘ ${story} (${variant})\n  ${problems.join('\n  ')}`);
    const undocumented = await findUndocumented(findings.flatMap(({ parts }) => parts));
    if (undocumented.length) console.log(`✘ parts that no table names: ${undocumented.join(', ')}`);
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(`${stories.length} stories: ${variants.join(', ')}; ${seconds} s on ${PAGES} pages`);
    console.log(`${findings.length - failed.length} passed, ${failed.length} failed`);
    process.exitCode = failed.length || undocumented.length ? 1 : 0;
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    close();
  }
}

await main();
