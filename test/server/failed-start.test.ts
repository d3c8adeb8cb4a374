import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startServer } from '../../server/start-server.js';
import { initChat } from './support/expertflow-customer.js';
import { startTestServer } from './support/test-server.js';

const folder = mkdtempSync(join(tmpdir(), 'chat-start-'));
after(() => rmSync(folder, { recursive: true }));

test('a server that cannot have its port leaves nothing behind that works on a closed database', async () => {
  const database = join(folder, 'chat.db');
  const earlier = await startServer({ port: 0, database });
  await initChat(earlier.url);
  await earlier.close();
  const { port } = await startTestServer();
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  await assert.rejects(startServer({ port, database, dialects: { expertflow: { joinTimeoutMs: 20_000 } } }), /already in use/);
  assert.equal(timers(), before, 'the conversation that waits to be joined waits in vain');
});
