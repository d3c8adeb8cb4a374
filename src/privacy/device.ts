import type { Storage } from '../core/storage.js';
import { createIdbStorage } from '../storage/idb-storage.js';
import type { StorageKind } from '../storage/keep.js';
import { createCookieStorage } from './cookie-storage.js';
import { createMemoryStorage } from './memory-storage.js';
import { createTabStorage } from './tab-storage.js';

/** The storage of one scope in the place that the page chose. */
export function createDevice(kind: StorageKind, scope: string): Storage {
  if (kind === 'session') return createTabStorage(scope);
  if (kind === 'cookie') return createCookieStorage(scope);
  return kind === 'none' ? createMemoryStorage() : createIdbStorage(scope);
}
