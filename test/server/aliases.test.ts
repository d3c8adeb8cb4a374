import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AliasStore } from '../../server/store/alias-store.js';
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
  aliases.moveToVisitor('v_1', 'v_9');
  aliases.removeOf('v_1');
  assert.equal(aliases.idOf('chat.room', 'r1'), 'c_1');
  aliases.removeOf('v_9');
  assert.equal(aliases.idOf('chat.room', 'r1'), undefined);
  assert.ok(aliases.add('chat.room', 'r3', 'c_3', 'v_3') > second, 'numbers are not given again');
  database.close();
});
