import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Libsql from 'libsql';
import { parseFlags } from '../../server/cli/parse-flags.js';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'chat-cli-'));
after(() => rmSync(folder, { recursive: true }));

type Run = { stop(): void; output: Promise<string>; done: Promise<{ code: number | null; out: string; err: string }> };

/** Runs the command; `output` resolves with what it printed once it has started. */
function run(...flags: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...flags]);
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const output = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.endsWith('\n\n')) resolve(out);
    });
  });
  const done = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { stop: () => void child.kill('SIGTERM'), output, done };
}

const keyIn = (output: string): string => /key: ([\w-]+)/.exec(output)?.[1] ?? '';
const urlIn = (output: string): string => /(http:\S+)\/rest/.exec(output)?.[1] ?? '';

describe('the command', { concurrency: true }, () => {
  test('starts, prints its addresses, keeps its key, closes on SIGTERM', async () => {
    const file = join(folder, 'new/folder/chat.db');
    const flags = ['--port', '0', '--no-pages', '--data', file];
    const first = run(...flags);
    const output = await first.output;
    const answer = await fetch(`${urlIn(output)}/operator/api/state`, { headers: { Authorization: `Bearer ${keyIn(output)}` } });
    assert.equal(answer.status, 200);
    first.stop();
    const { code, err } = await first.done;
    assert.deepEqual([code, err], [0, '']);
    assert.ok(existsSync(file));
    const second = run(...flags);
    assert.equal(keyIn(await second.output), keyIn(output), 'the key stays good over restarts');
    assert.ok(keyIn(output).length >= 22);
    second.stop();
    await second.done;
  });

  test('a busy port is one sentence and exit code 1', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, out, err } = await run('--port', String(port), '--memory', '--no-pages').done;
    blocker.close();
    assert.deepEqual([code, out], [1, '']);
    assert.equal(err, `Port ${port} is already in use: stop the other program, or choose another port with --port.\n`);
  });

  test('a file that is no database is one sentence and exit code 1', async () => {
    const file = join(folder, 'garbage.db');
    writeFileSync(file, 'this is not a database, only words '.repeat(200));
    const { code, err } = await run('--port', '0', '--no-pages', '--data', file).done;
    assert.equal(code, 1);
    assert.equal(err, `The database ${file} cannot be opened: file is not a database.\n`);
  });

  test('a folder instead of a file, a newer database: one sentence each', async () => {
    const folderRun = run('--port', '0', '--no-pages', '--data', folder);
    const file = join(folder, 'newer.db');
    const newer = new Libsql(file, {});
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    const newerRun = run('--port', '0', '--no-pages', '--data', file);
    const [first, second] = [await folderRun.done, await newerRun.done];
    assert.deepEqual([first.code, second.code], [1, 1]);
    assert.match(first.err, /^The database \S+ cannot be opened: [^\n]+\.\n$/);
    assert.equal(second.err, `The database ${file} was written by a newer version of this server.\n`);
  });

  test('a bad flag is one sentence and exit code 1', async () => {
    const { code, err } = await run('--prot', '1').done;
    assert.equal(code, 1);
    assert.match(err, /^Unknown option '--prot'; --help lists the options\.\n$/);
  });
});

test('flags become options', () => {
  const given = (flags: string[]) => Object.fromEntries(Object.entries(parseFlags(flags)).filter(([, value]) => value !== undefined));
  assert.deepEqual(given([]), {
    port: 8787, host: '127.0.0.1', database: 'data/chat.db', faults: false, pages: true,
  });
  const site = join(folder, 'site.json');
  writeFileSync(site, '{"config":{"title":"Mine"},"secret":"s"}');
  const all = ['--port', '0', '--host', '::1', '--memory', '--key', '12345678', '--new-visitors', '9', '--uploads', '5', '--faults', '--no-pages', '--site', site];
  assert.deepEqual(given(all), {
    port: 0, host: '::1', database: ':memory:', faults: true, pages: false, operatorKey: '12345678', newVisitorsPerMinute: 9,
    maxUploadBytes: 5_000_000,
    site: { config: { title: 'Mine' }, secret: 's' },
  });
  assert.equal(parseFlags(['-h']), 'help');
});

test('values that make no sense are refused in one sentence', () => {
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{');
  const cases = [
    [['--port', 'x'], /The port "x" is not a number/], [['--port', '65536'], /from 0 to 65535/], [['--port', '-1'], /--help/],
    [['--key', 'short'], /at least 8/], [['--key', 'with a blank'], /no blanks/], [['--new-visitors', '0'], /whole number above 0/], [['--uploads', '1.5'], /megabytes of uploads "1.5" is not a whole number/], [['--site', broken], /cannot be used/], [['--site', '/nope'], /cannot be used/],
    [['stray'], /--help/], [['--memory=yes'], /--help/],
  ] as const;
  for (const [flags, message] of cases) {
    assert.throws(() => parseFlags(flags), (error: Error) => {
      assert.match(error.message, message);
      assert.match(error.message, /^[^\n]+\.$/);
      return error.name === 'StartupError';
    });
  }
});
