// Compares pictures of the main scenes with those in test/visual/baselines; `--update` writes them anew. The build comes first: npm run build-storybook.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import puppeteer, { type Page } from 'puppeteer-core';
// @ts-expect-error -- a plain script, shared with the command line
import { BROWSER_ARGS, findBrowser } from './browser.mjs';
import { ROOTS, serveStories, showStory } from './story-site.js';

type Scene = {
  story: string;
  globals?: string;
  /** Of the window; on a desktop only the side with the chat is kept. */
  size?: readonly [width: number, height: number];
  touch?: boolean;
  media?: Record<string, string>;
  /** Lines, letters and words as far apart as WCAG 1.4.12 has them. */
  spaced?: boolean;
  side?: 'left' | 'all';
};

const PHONE = { size: [390, 844], touch: true } as const;
const SCENES: Readonly<Record<string, Scene>> = {
  '01-closed': { story: 'launcher--badge' },
  '02-teaser': { story: 'teaser--beside-a-badge' },
  '03-home': { story: 'around-the-conversation--home' },
  '04-prechat': { story: 'panel--registration' },
  '05-prechat-errors': { story: 'forms--errors' },
  '06-offline': { story: 'panel--leave-message' },
  '07-conversation': { story: 'around-the-conversation--header-reply-time' },
  '08-conversation-dark': { story: 'around-the-conversation--header-reply-time', globals: 'scheme:dark' },
  '09-rtl-arabic': { story: 'panel--arabic', side: 'left' },
  '10-rich': { story: 'panel--rich-talk' },
  '11-queue': { story: 'around-the-conversation--queue-reconnecting' },
  '12-csat': { story: 'forms--rating-chosen' },
  '13-drop': { story: 'panel--drop-files' },
  '14-lightbox': { story: 'panel--lightbox', side: 'all' },
  '15-mobile-conversation': { story: 'panel--mobile', ...PHONE },
  '16-mobile-home': { story: 'around-the-conversation--home-mobile', ...PHONE },
  '17-mobile-keyboard': { story: 'composer--two-lines-mobile', size: [390, 553], touch: true },
  '18-mobile-prechat': { story: 'panel--mobile-registration', ...PHONE },
  '19-themes': { story: 'look--six-themes', size: [1290, 1270], side: 'all' },
  '20-accents': { story: 'look--twelve-brands', size: [880, 900], side: 'all' },
  '21-skeleton': { story: 'look--loading-shapes' },
  '22-reflow-320x256': { story: 'panel--conversation', size: [320, 256] },
  '23-reflow-320x568': { story: 'panel--registration', size: [320, 568] },
  '24-forced-colors': { story: 'panel--conversation', media: { 'forced-colors': 'active', 'prefers-color-scheme': 'dark' } },
  '25-text-spacing': { story: 'panel--conversation', spaced: true },
};
const BASELINES = join(import.meta.dirname, '../test/visual/baselines');
/** Of a channel, and of all pixels: text is drawn a little differently by another build of the browser. */
const THRESHOLD = 0.12;
const TOLERANCE = 0.0005;
/** No caret that blinks, no goods of the shop; a rule for every root, since styles stop at them. */
const STILL = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { caret-color: #0000 !important } .shelf { visibility: hidden }' + (SPACED ? '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }' : ''));
  for (const root of ${ROOTS}) if (root !== document || !SPACED) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
})()`;
/** Pictures are there, those out of sight apart, which are never asked for; two frames have been drawn with them. */
const READY = `Promise.race([
  new Promise((done) => setTimeout(done, 1500)),
  Promise.all(${ROOTS}.flatMap((root) => [...root.querySelectorAll('img')]).map((it) => it.decode().catch(() => {}))),
])
  .then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))`;

async function take(page: Page, url: string, { story, globals = 'scheme:light', size = [1280, 800], touch = false, media = {}, spaced = false, side }: Scene): Promise<PNG> {
  const [width, height] = size;
  await page.setViewport({ width, height, hasTouch: touch, isMobile: touch });
  const client = await page.createCDPSession();
  const features = Object.entries({ 'prefers-reduced-motion': 'reduce', ...media }).map(([name, value]) => ({ name, value }));
  await client.send('Emulation.setEmulatedMedia', { features });
  const problems = await showStory(page, url, story, globals);
  if (problems.length) throw new Error(problems.join('\n'));
  await page.evaluate(STILL.replaceAll('SPACED', String(spaced)));
  await page.evaluate(READY);
  const isDesktop = width === 1280 && side !== 'all';
  const clip = isDesktop ? { x: side === 'left' ? 0 : 820, y: 0, width: 460, height } : { x: 0, y: 0, width, height };
  // Beyond the viewport it would be laid out anew for the picture, and for a moment without fingers.
  const shot = await page.screenshot({ clip, captureBeyondViewport: false });
  await client.detach();
  return PNG.sync.read(Buffer.from(shot));
}

/** @returns what differs, in words; nothing where all is well */
function compare(name: string, now: PNG, folder: string): string | undefined {
  const path = join(BASELINES, `${name}.png`);
  if (!existsSync(path)) return 'there is no baseline: run with --update';
  const before = PNG.sync.read(readFileSync(path));
  const { width, height } = now;
  if (before.width !== width || before.height !== height) return `${before.width}×${before.height} is now ${width}×${height}`;
  const difference = new PNG({ width, height });
  const count = pixelmatch(before.data, now.data, difference.data, width, height, { threshold: THRESHOLD });
  if (count <= width * height * TOLERANCE) return undefined;
  writeFileSync(join(folder, `${name}.png`), PNG.sync.write(now));
  writeFileSync(join(folder, `${name}-difference.png`), PNG.sync.write(difference));
  return `${count} pixels (${((100 * count) / (width * height)).toFixed(1)} %)`;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { update: { type: 'boolean' } }, allowPositionals: true });
  const scenes = Object.entries(SCENES).filter(([name]) => !positionals.length || positionals.some((part) => name.includes(part)));
  const { url, close } = await serveStories();
  const folder = mkdtempSync(join(tmpdir(), 'chat-visual-'));
  const browser = await puppeteer.launch({
    executablePath: (await findBrowser()) as string,
    args: [...(BROWSER_ARGS as string[]), '--force-device-scale-factor=1', '--hide-scrollbars', '--lang=en-GB'],
    env: { ...process.env, TZ: 'UTC' },
  });
  mkdirSync(BASELINES, { recursive: true });
  let failed = 0;
  try {
    for (const [name, scene] of scenes) {
      // Each as a new visitor: drafts and open panels are kept on the device.
      const context = await browser.createBrowserContext();
      const result = await take(await context.newPage(), url, scene).catch((error: unknown) => String(error));
      await context.close();
      const problem = typeof result === 'string' ? result : values.update ? undefined : compare(name, result, folder);
      if (typeof result !== 'string' && values.update) writeFileSync(join(BASELINES, `${name}.png`), PNG.sync.write(result, { deflateLevel: 9, deflateStrategy: 0, filterType: -1, colorType: 2 }));
      if (problem) failed++;
      console.log(`${problem ? '✘' : '✔'} ${name}${problem ? `: ${problem}` : ''}`);
    }
  } finally {
    await browser.close();
    close();
  }
  console.log(failed ? `${failed} of ${scenes.length} differ; see ${folder}` : `${scenes.length} scenes ${values.update ? 'written' : 'as they were'}`);
  process.exitCode = failed ? 1 : 0;
}

await main();
