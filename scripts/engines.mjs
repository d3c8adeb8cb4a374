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
  const env = { ENGINE: 'firefox', FIREFOX_PATH: path, TEST_PORT: String(await freePort()) };
  return withSecondTry('browser tests in Firefox', browserRun, { env });
}

const inside = (folder, pattern) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)).map((name) => join(folder, name)) : [];

/** WebKitGTK's own small browser; its folders carry the kind of machine and the version of the library. */
function miniBrowser() {
  const folders = inside('/usr/lib', /-linux-gnu$/).flatMap((folder) => inside(folder, /^webkit2gtk-4/));
  return firstOf(process.env.WEBKIT_PATH, ...folders.map((folder) => join(folder, 'MiniBrowser')));
}

export async function webkit() {
  const driver = '/usr/bin/WebKitWebDriver';
  const browser = miniBrowser();
  if (!existsSync(driver) || !browser) return missing('WebKitGTK', 'webkit2gtk-driver xvfb xauth');
  const port = await freePort();
  const command = process.env.DISPLAY ? [driver] : ['xvfb-run', '-a', driver];
  const [file, ...args] = [...command, `--port=${port}`, '--host=127.0.0.1'];
  // Its threads that draw crash in Mesa's software drawing (WebKitGTK 2.50, swrast); without them its main thread draws.
  const drawing = { WEBKIT_SKIA_GPU_PAINTING_THREADS: '0' };
  const child = spawn(file, args, { stdio: 'ignore', detached: true, env: { ...process.env, ...drawing } });
  try {
    const env = { ENGINE: 'webkit', WEBKIT_PORT: String(port), WEBKIT_PATH: browser, TEST_PORT: String(await freePort()) };
    return await withSecondTry('browser tests in WebKitGTK', browserRun, { env });
  } finally {
    try {
      process.kill(-child.pid); // xvfb-run and what it started
    } catch {
      // It has ended by itself.
    }
  }
}
