import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomSecret } from '../conversation/random-id.js';
import { isObject } from '../http/json-body.js';
import { StartupError } from '../startup-error.js';
import type { SettingStore } from './setting-store.js';

/**
 * Keys that the server made for itself, beside the database and for its owner's eyes only: whoever gets hold of a
 * copy of the conversations opens nothing with it.
 */
export class SecretFile {
  readonly #path: string | undefined;
  readonly #secrets: Record<string, string> = {};

  /**
   * @param path undefined: kept in memory
   * @throws StartupError when the file is there and cannot be read
   */
  constructor(path: string | undefined) {
    this.#path = path;
    if (path !== undefined) Object.assign(this.#secrets, read(path));
  }

  /** The secret of that name: kept, or made now. @throws StartupError when it cannot be written */
  keep(name: string, settings: SettingStore): string {
    const known = this.#secrets[name];
    if (known !== undefined) return known;
    // Databases used to hold them.
    const secret = settings.get(name) ?? randomSecret();
    this.#secrets[name] = secret;
    this.#write();
    settings.remove(name);
    return secret;
  }

  /** The same if it was ever made. */
  find(name: string): string | undefined {
    return this.#secrets[name];
  }

  #write(): void {
    if (this.#path === undefined) return;
    try {
      // Renamed into place: a crash leaves the old file or the new one.
      writeFileSync(`${this.#path}.new`, `${JSON.stringify(this.#secrets, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${this.#path}.new`, this.#path);
    } catch (error) {
      throw cannot('written', this.#path, error);
    }
  }
}

function read(path: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isObject(value)) throw new Error('it is not a JSON object');
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw cannot('read', path, error);
  }
}

function cannot(done: string, path: string, error: unknown): StartupError {
  return new StartupError(`The key file ${path} cannot be ${done}: ${error instanceof Error ? error.message : String(error)}.`);
}
