// The browser tests in Firefox and in WebKitGTK.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { withSecondTry } from './second-try.mjs';

/** @param {string[]} [files] instead of all */
export const browserRun = (files = []) =>
  [process.execPath, '--import', 'tsx', 'node_modules/@web/test-runner/dist/bin.js', ...files.flatMap((file) => ['--files', file])];

function missing(what, debian) {
  console.log(`✘ ${what} was not found (Debian: apt-get install ${debian})\n`);
  return false;
}

const firstOf = (...paths) => paths.find((path) => path && existsSync(path));

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export async function firefox() {
  const path = firstOf(process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox');
  if (!path) return missing('Firefox', 'firefox-esr');
  const env = { ENGINES: 'firefox', FIREFOX_PATH: path, TEST_PORT: String(await freePort()) };
  return withSecondTry('browser tests in Firefox', browserRun, { env });
}

/** WebKitGTK's own small browser; its folder carries the version of the library. */
function miniBrowser() {
  const libraries = '/usr/lib/x86_64-linux-gnu';
  if (!existsSync(libraries)) return undefined;
  const folders = readdirSync(libraries).filter((name) => name.startsWith('webkit2gtk-4'));
  return firstOf(process.env.WEBKIT_PATH, ...folders.map((name) => join(libraries, name, 'MiniBrowser')));
}

export async function webkit() {
  const driver = firstOf('/usr/bin/WebKitWebDriver');
  const browser = miniBrowser();
  if (!driver || !browser) return missing('WebKitGTK', 'webkit2gtk-driver xvfb xauth');
  const port = await freePort();
  const command = process.env.DISPLAY ? [driver] : ['xvfb-run', '-a', driver];
  const [file, ...args] = [...command, `--port=${port}`, '--host=127.0.0.1'];
  const child = spawn(file, args, { stdio: 'ignore', detached: true });
  try {
    const env = { ENGINES: 'webkit', WEBKIT_PORT: String(port), WEBKIT_PATH: browser, TEST_PORT: String(await freePort()) };
    return await withSecondTry('browser tests in WebKitGTK', browserRun, { env });
  } finally {
    try {
      process.kill(-child.pid); // xvfb-run and what it started
    } catch {
      // It has ended by itself.
    }
  }
}
