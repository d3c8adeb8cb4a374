import type { Storage } from '../core/storage.js';
import { createIdbStorage } from '../storage/idb-storage.js';
import { createCookieStorage } from './cookie-storage.js';
import { createMemoryStorage } from './memory-storage.js';
import { createTabStorage } from './tab-storage.js';

/** Where a conversation may be kept: attribute `storage`. */
export type StorageKind = 'local' | 'session' | 'cookie' | 'none';

/** The storage of one scope in the place that the page chose. */
export function createDevice(kind: string | null, scope: string): Storage {
  if (kind === 'session') return createTabStorage(scope);
  if (kind === 'cookie') return createCookieStorage(scope);
  return kind === 'none' ? createMemoryStorage() : createIdbStorage(scope);
}
