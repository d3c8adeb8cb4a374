import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { startTestServer } from './support/test-server.js';

const folder = mkdtempSync(join(tmpdir(), 'chatgonow-'));
after(() => rmSync(folder, { recursive: true }));
// Tells what it was given, as the real one could only show in a browser.
writeFileSync(join(folder, 'drop-in.js'), 'tell(chatWidgetSettings)');
writeFileSync(join(folder, 'chat-widget.js'), 'export {}');

const keys = [{ site: 'demo', key: '</script>"key', apiKey: 'secret' }];
const server = await startTestServer({ dialects: { chatgonow: { keys, scripts: folder } } });

async function get(url: string, file: string) {
  const response = await fetch(`${url}/chatgonow/api/${file}`);
  return { status: response.status, type: response.headers.get('Content-Type'), headers: response.headers, code: await response.text() };
}

/** Runs a classic script; answers what it told and what it warned of. */
function run(code: string) {
  const seen = { told: [] as unknown[], warnings: [] as string[] };
  const scope = { tell: (value: unknown) => seen.told.push(JSON.parse(JSON.stringify(value))), console: { warn: (text: string) => seen.warnings.push(text) } };
  runInNewContext(code, scope);
  assert.deepEqual(Object.keys(scope), ['tell', 'console'], 'no globals are left behind');
  return seen;
}

test('widget.js is a script with the key in it', async () => {
  const { status, type, headers, code } = await get(server.url, `widget.js?key=${encodeURIComponent('</script>"key')}`);
  assert.equal(status, 200);
  assert.equal(type, 'text/javascript; charset=utf-8');
  assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
  assert.ok(!code.includes('</script>'), 'stays inside a script element');
  assert.ok(!code.includes('secret'));
  assert.deepEqual(run(code).told, [
    {
      transport: 'chatgonow',
      endpoint: `${server.url}/chatgonow`,
      key: '</script>"key',
      module: `${server.url}/chatgonow/api/chat-widget.js`,
    },
  ]);
});

test('behind a proxy it names the address that the page used', async () => {
  const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'chat.example' };
  const response = await fetch(`${server.url}/chatgonow/api/widget.js?key=${encodeURIComponent('</script>"key')}`, { headers });
  const [settings] = run(await response.text()).told as Record<string, string>[];
  assert.equal(settings?.['endpoint'], 'https://chat.example/chatgonow');
  assert.equal(settings?.['module'], 'https://chat.example/chatgonow/api/chat-widget.js');
});

test('a wrong key gets a script that says so and does nothing else', async () => {
  for (const [query, words] of [['?key=nope', 'invalid key'], ['?key=secret', 'invalid key'], ['', 'missing key']] as const) {
    const { status, type, code } = await get(server.url, `widget.js${query}`);
    assert.deepEqual([status, type], [200, 'text/javascript; charset=utf-8']);
    assert.deepEqual(run(code), { told: [], warnings: [`ChatGoNow: ${words}`] });
  }
});

test('the built module lies beside it, for pages of any origin, and nothing else does', async () => {
  const { status, headers } = await get(server.url, 'chat-widget.js');
  assert.equal(status, 200);
  assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
  writeFileSync(join(folder, '..', 'outside.js'), 'no');
  after(() => rmSync(join(folder, '..', 'outside.js')));
  for (const name of ['missing.js', '..%2foutside.js', '%2e%2e%2foutside.js', '.vite%2fmanifest.json']) {
    assert.equal((await get(server.url, name)).status, 404, name);
  }
});

test('an unbuilt widget is told in the console', async () => {
  const { url } = await startTestServer({ dialects: { chatgonow: { scripts: join(folder, 'nowhere') } } });
  const { code } = await get(url, 'widget.js?key=demo-key');
  assert.match(run(code).warnings[0] ?? '', /not built/);
});

test('with the pages it comes from the sources, and so does the module', async () => {
  const { url } = await startTestServer({ pages: true });
  const { code } = await get(url, 'widget.js?key=demo-key');
  assert.ok(code.includes(`"module":"${url}/src/define.ts"`));
  assert.doesNotMatch(code, /^(import|export)\b/m, 'stays a classic script');
  assert.doesNotThrow(() => runInNewContext(`() => { ${code} }`));
  assert.equal((await fetch(`${url}/src/define.ts`)).status, 200);
});

test('another module may be named', async () => {
  const { url } = await startTestServer({ dialects: { chatgonow: { scripts: folder, module: 'https://cdn.example/chat-widget.js' } } });
  const [settings] = run((await get(url, 'widget.js?key=demo-key')).code).told as Record<string, string>[];
  assert.equal(settings?.['module'], 'https://cdn.example/chat-widget.js');
});
