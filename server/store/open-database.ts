import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartupError } from '../startup-error.js';
import { migrations } from './migrations.js';
import { Sqlite } from './sqlite.js';

/**
 * Opens (or creates) the database and brings its schema up to date.
 * @param path a file, or ':memory:'
 * @throws StartupError when the file cannot be opened, is not a database, or is from a newer server
 */
export function openDatabase(path: string): Sqlite {
  try {
    if (path !== ':memory:') prepareFile(path);
    const database = new Sqlite(path);
    // WAL keeps readers off the writer's toes; NORMAL loses nothing on a crash of the process.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;');
    migrate(database, path);
    return database;
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`The database ${path} cannot be opened: ${reasonOf(error)}.`);
  }
}

/** Its folder, and a new file for its owner's eyes only, as what beside it the database makes then is too. */
function prepareFile(path: string): void {
  mkdirSync(dirname(resolve(path)), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
}

function migrate(database: Sqlite, path: string): void {
  const check = database.get('PRAGMA quick_check(1)');
  if (check?.['quick_check'] !== 'ok') throw new Error('the file is damaged');
  const version = Number(database.get('PRAGMA user_version')?.['user_version'] ?? 0);
  if (version > migrations.length) {
    throw new StartupError(`The database ${path} was written by a newer version of this server.`);
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => database.exec(`${sql}; PRAGMA user_version = ${index + 1};`));
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // libsql wraps SQLite's own number for "cannot open" in its internals.
  if (message.includes('ConnectionFailed')) return 'no such folder, or no permission to read and write it';
  return message.replace(/\.$/, '');
}
