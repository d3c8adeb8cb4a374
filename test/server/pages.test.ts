import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { restartServer, startTestServer } from './support/test-server.js';

const [server, second] = await Promise.all([startTestServer({ pages: true }), startTestServer({ pages: true })]);
const { url, port } = server;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A request whose path is sent exactly as written. */
function rawStatus(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('the console is served with headers that keep the key and the page to itself', async () => {
  for (const path of ['/operator', '/operator/', '/operator?key=abc']) {
    const answer = await fetch(url + path);
    assert.equal(answer.status, 200);
    const html = await answer.text();
    assert.match(html, /operator\/page\/console-main\.ts/);
    assert.ok(!html.includes('@vite/client'), 'no live reload, no second socket');
    assert.equal(answer.headers.get('Referrer-Policy'), 'no-referrer');
    assert.match(answer.headers.get('Content-Security-Policy') ?? '', /script-src 'self';.*frame-ancestors 'none'/);
  }
});

test('its code is compiled and its imports resolve', async () => {
  const code = await (await fetch(`${url}/server/operator/page/operator-console.ts`)).text();
  assert.ok(!code.includes('declare operatorKey'), 'types are gone');
  const imports = [...code.matchAll(/from "(\/[^"]+)"/g)].map(([, path]) => path ?? '');
  assert.ok(imports.some((path) => path.includes('/lit/')));
  for (const path of imports) assert.equal((await fetch(url + path)).status, 200, path);
});

test('two servers serve pages at the same time', async () => {
  assert.equal((await fetch(`${second.url}/operator`)).status, 200);
});

test('the start page is the demo', async () => {
  const answer = await fetch(`${url}/?x=1`, { redirect: 'manual' });
  assert.deepEqual([answer.status, answer.headers.get('Location')], [302, '/demo/?x=1']);
  assert.equal((await fetch(`${url}/demo/`)).status, 200);
});

test('no module of the demo or the console needs a path that is not handed out', async () => {
  const seen = new Set<string>();
  const walk = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const answer = await fetch(url + path);
    assert.equal(answer.status, 200, path);
    if (!(answer.headers.get('Content-Type') ?? '').includes('javascript')) return;
    const imports = [...(await answer.text()).matchAll(/(?:from|import) ?\(?"(\/[^"]+)"/g)].map(([, found]) => found ?? '');
    await Promise.all(imports.map(walk));
  };
  const pages = ['/src/define.ts', '/server/operator/page/console-main.ts', '/server/operator/page/agent/agent-main.ts'];
  await Promise.all(pages.map(walk));
  assert.ok(seen.size > 100, `${seen.size} modules`);
});

test('nothing else of the repository is handed out', async () => {
  const hidden = [
    '/package.json', '/data/chat.db', '/server/main.ts', '/server/store/sqlite.ts', '/.git/config', '/test/server/pages.test.ts',
    '/demo/../package.json', '/demo/..%2fpackage.json', '/demo/%2e%2e/package.json', '/src/../server/main.ts',
    '/server/operator/page/../../main.ts', '/server/operator/page/%2e%2e/%2e%2e/main.ts', '/@fs/etc/passwd', '/@fs/', '//etc/passwd',
    'http://[', 'http://127.0.0.1/package.json', '//[', '/\\[', '/demo/..%5cpackage.json', '/demo/..%2Fpackage.json', '/demo/%2E%2E%2Fpackage.json?raw', '/demo/..%5Cpackage.json', '/demo/..;/package.json',
    // Vite takes anything behind this for a module, and `?raw` makes a module of any file.
    ...['', '?raw', '?import', '?import&raw', '?url'].map((query) => `/@id/${root}package.json${query}`),
    `/@id//@fs${root}LICENSE?raw`, '/@id/chat-widget-element/../package.json?import&raw',
  ];
  for (const path of hidden) {
    const status = await rawStatus(path);
    assert.ok([400, 403, 404].includes(status), `${path}: ${status}`);
  }
  assert.equal(await rawStatus('/node_modules/.vite/../../package.json'), 404, 'not left to Vite, although URL leaves these dots');
});

test('the APIs are there beside the pages, over restarts', async () => {
  assert.equal((await fetch(`${url}/rest/config`)).status, 200);
  assert.equal((await fetch(`${url}/operator/api/state`)).status, 401);
  await restartServer(server);
  assert.equal((await fetch(`${url}/operator`)).status, 200);
});
