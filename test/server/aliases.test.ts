import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AliasStore } from '../../server/store/alias-store.js';
import { Belongings } from '../../server/store/belongings.js';
import { openDatabase } from '../../server/store/open-database.js';

it('a name is given once, found both ways, and goes with its visitor', () => {
  const database = openDatabase(':memory:');
  const aliases = new AliasStore(database);
  const first = aliases.add('chat.room', 'r1', 'c_1', 'v_1');
  assert.equal(aliases.add('chat.room', 'r1', 'c_2', 'v_2'), first, 'the first one stays');
  const second = aliases.add('chat.room', 'r2', 'c_1', 'v_1');
  assert.notEqual(second, first);
  assert.equal(aliases.idOf('chat.room', 'r1'), 'c_1');
  assert.equal(aliases.idOf('other.room', 'r1'), undefined);
  assert.equal(aliases.idOfNumber('chat.room', first), 'c_1');
  assert.equal(aliases.aliasOf('chat.room', 'c_1'), 'r2', 'the newest');
  const belongings = new Belongings(database);
  belongings.move('v_1', 'v_9');
  belongings.removeOf('v_1');
  assert.equal(aliases.idOf('chat.room', 'r1'), 'c_1');
  belongings.removeOf('v_9');
  assert.equal(aliases.idOf('chat.room', 'r1'), undefined);
  assert.ok(aliases.add('chat.room', 'r3', 'c_3', 'v_3') > second, 'numbers are not given again');
  database.close();
});

it('whatever names a visitor moves and goes with them, in every table that there is', () => {
  const database = openDatabase(':memory:');
  const belongings = new Belongings(database);
  const owned = database
    .all("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'events' AND sql LIKE '%visitor_id%'")
    .map(({ name }) => String(name));
  assert.ok(owned.length >= 10, String(owned));
  const owners = (table: string) => database.all(`SELECT visitor_id AS id FROM ${table}`).map(({ id }) => id);
  for (const table of owned) {
    const needed = database.all(`SELECT name FROM pragma_table_info('${table}') WHERE "notnull" = 1 AND name NOT IN ('seq', 'number')`);
    database.insert(table, { visitor_id: 'a', ...Object.fromEntries(needed.map(({ name }) => [String(name), 'a'])) });
  }
  belongings.move('a', 'b');
  for (const table of owned) assert.deepEqual(owners(table), ['b'], table);
  belongings.removeOf('b');
  for (const table of owned) assert.deepEqual(owners(table), [], table);
  database.close();
});
