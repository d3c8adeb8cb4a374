import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { build, preview, type PreviewServer } from 'vite';
// @ts-expect-error -- a plain script, shared with the command line
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { find, visitor } from './support/visitor.js';

const ROOT = resolve(import.meta.dirname, '../..');

/** A site of somebody's own: the package from node_modules, a bundler, two imports. */
function writeSite(root: string): void {
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(ROOT, join(root, 'node_modules/chat-widget-element'), 'junction');
  writeFileSync(join(root, 'app.js'), "import 'chat-widget-element';\nimport 'chat-widget-element/themes/ink.css';\n");
  writeFileSync(
    join(root, 'index.html'),
    `<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><body><chat-widget transport="mock"></chat-widget>
    <script type="module" src="/app.js"></script></body></html>`,
  );
}

describe('a page that bundles the package (npm build)', () => {
  let root: string;
  let site: PreviewServer;
  let browser: Browser;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'chat-bundled-'));
    writeSite(root);
    await build({ root, configFile: false, logLevel: 'warn' });
    site = await preview({ root, configFile: false, logLevel: 'silent', preview: { port: 0, host: '127.0.0.1' } });
    const executablePath: string = await findBrowser();
    browser = await puppeteer.launch({ executablePath, args: BROWSER_ARGS });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    rmSync(root, { recursive: true });
  });

  it('has a chat whose parts come as chunks of its own, and the theme that it imports', async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(site.resolvedUrls!.local[0]!);
    await visitor(page).openChat();
    await visitor(page).say('Is anybody there?');
    await visitor(page).allSent(1);
    await find(page, 'chat-widget >>> chat-widget-menu');
    const radius = await page.$eval('chat-widget', (it) => getComputedStyle(it).getPropertyValue('--chat-radius'));
    assert.equal(radius, '8px');
    assert.deepEqual(errors, []);
  });
});
