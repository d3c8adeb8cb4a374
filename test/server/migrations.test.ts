import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { migrations } from '../../server/store/migrations.js';
import { openDatabase } from '../../server/store/open-database.js';
import { Sqlite } from '../../server/store/sqlite.js';

const folder = mkdtempSync(join(tmpdir(), 'chat-migrations-'));
after(() => rmSync(folder, { recursive: true }));

test('visitors of the open contract come under its name, those of other systems stay', () => {
  const file = join(folder, 'sites.db');
  const earlier = new Sqlite(file);
  earlier.exec(`${migrations.slice(0, 3).join(';')}; PRAGMA user_version = 3;`);
  const sites = ['', 'shop', 'rocketchat', 'expertflow', 'chatvisor', 'pancake:web_demo', 'chatgonow:demo'];
  for (const site of sites) {
    earlier.run("INSERT INTO visitors (id, site, created_at, seen_at) VALUES (?, ?, '', '')", `v_${site}`, site);
  }
  earlier.close();
  const database = openDatabase(file);
  const rows = database.all('SELECT id, site FROM visitors ORDER BY rowid');
  database.close();
  assert.deepEqual(
    rows.map(({ site }) => site),
    ['rest', 'rest:shop', 'rocketchat', 'expertflow', 'chatvisor', 'pancake:web_demo', 'chatgonow:demo'],
  );
});

test('a closed database is whole in its one file', () => {
  const file = join(folder, 'whole.db');
  const database = openDatabase(file);
  database.run("INSERT INTO settings (name, value) VALUES ('said', 'before the end')");
  database.close();
  assert.ok(readFileSync(file).includes('before the end'));
  assert.ok(!existsSync(`${file}-wal`) || statSync(`${file}-wal`).size === 0);
});

test('a value that the database cannot bind is an error, not the end of the process', () => {
  const database = new Sqlite(':memory:');
  for (const value of [true, undefined, {}, () => 1, Symbol('x'), 1n]) {
    assert.throws(() => database.get('SELECT ?', value as never), TypeError);
  }
  const { a, b, c } = database.get('SELECT ? AS a, ? AS b, ? AS c', 'x', 1.5, null) ?? {};
  assert.deepEqual([a, b, c], ['x', 1.5, null]);
  database.close();
});
