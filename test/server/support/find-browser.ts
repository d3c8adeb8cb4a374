import { existsSync } from 'node:fs';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** A Chromium on this machine: `$CHROME_PATH`, or where distributions put it; undefined when there is none. */
export function findBrowser(): string | undefined {
  return [process.env['CHROME_PATH'] ?? '', ...usual].find((path) => path !== '' && existsSync(path));
}

/** Quiet, and able to run as root. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
