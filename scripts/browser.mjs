// Finds a Chromium for the tests, and fetches one from npm where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const CACHE = join(import.meta.dirname, '../.cache/browser');
const SPARTICUZ = '147.0.2';
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

const runs = (path) => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;

/** The npm tarball ships the binary itself, so no other host is asked. */
async function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const module = join(CACHE, 'node_modules/@sparticuz/chromium/build/esm/index.mjs');
  if (!existsSync(module)) {
    console.log('No browser found: fetching Chromium from npm (once, 70 MB) …');
    mkdirSync(CACHE, { recursive: true });
    const args = ['i', '--prefix', CACHE, '--no-save', '--no-audit', '--no-fund', `@sparticuz/chromium@${SPARTICUZ}`];
    if (spawnSync('npm', args, { stdio: 'inherit' }).status !== 0) return undefined;
  }
  process.env.TMPDIR = CACHE; // where the package unpacks the binary
  const { default: chromium } = await import(pathToFileURL(module).href);
  const path = await chromium.executablePath();
  return runs(path) ? path : undefined;
}

function fromPuppeteer() {
  const shell = process.platform === 'win32';
  const args = ['--yes', '@puppeteer/browsers@2', 'install', 'chrome-headless-shell@stable', '--path', CACHE];
  const { status, stdout } = spawnSync('npx', args, { encoding: 'utf8', shell });
  const path = status === 0 ? stdout.trim().split('\n').at(-1)?.replace(/^\S+ /, '') : undefined;
  return path && existsSync(path) ? path : undefined;
}

/** Path of a Chromium that starts. */
export async function findBrowser() {
  const given = process.env.CHROME_PATH;
  if (given && existsSync(given)) return given;
  const found = PLACES.find((path) => existsSync(path));
  const path = found ?? (await fromNpm().catch(() => undefined)) ?? fromPuppeteer();
  if (path) return path;
  throw new Error('No Chromium was found. Install one (Debian: apt-get install chromium) or set CHROME_PATH.');
}

/** Root may not use the sandbox; the rest keeps the browser from calling home. */
export const BROWSER_ARGS = [
  ...(process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

if (process.argv[1] === import.meta.filename) console.log(await findBrowser());
