import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import { places } from '../storage/keep.js';

const IDENTITY = 3; // transport|endpoint|site|externalId|key|pageId

/** The same chat under another visitor's id; `''`: nobody in particular. */
export function scopeAs(scope: string, externalId: string): string {
  return scope.split('|').with(IDENTITY, encodeURIComponent(externalId)).join('|');
}

export const externalIdOf = (scope: string): string => decodeURIComponent(scope.split('|')[IDENTITY] ?? '');

/** The one database of all chats, as `storage/idb-storage.ts` names it. */
export const openDevice = (): UseStore => createStore('chat-widget', 'keyval');

/** Whether there is a database already: opening one would make it. */
export async function hasDevice(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === 'chat-widget');
  } catch {
    return typeof indexedDB === 'object'; // old Firefox cannot list them
  }
}

export const rangeOf = (scope: string): IDBKeyRange => IDBKeyRange.bound(`${scope}|`, `${scope}|\uffff`);

/** All of a scope; the names are without it. */
export async function readAll(store: IDBObjectStore, scope: string): Promise<Map<string, unknown>> {
  const range = rangeOf(scope);
  const [keys, values] = await Promise.all([promisifyRequest(store.getAllKeys(range)), promisifyRequest(store.getAll(range))]);
  return new Map(keys.map((key, index) => [String(key).slice(scope.length + 1), values[index] as unknown]));
}

/** What IndexedDB holds of a scope. */
export async function readDevice(scope: string): Promise<Map<string, unknown>> {
  return (await hasDevice()) ? openDevice()('readonly', (store) => readAll(store, scope)) : new Map<string, unknown>();
}

/** The scopes of other visitors of the same chat on this device. */
export async function otherVisitors(scope: string): Promise<string[]> {
  const keys = (await hasDevice()) ? await openDevice()('readonly', (store) => promisifyRequest(store.getAllKeys())) : [];
  const scopes = keys.map((key) => String(key).split('|').slice(0, 6).join('|'));
  // Who only typed has no conversation.
  for (const key of places().flatMap((place) => Object.keys(place))) {
    const [, found] = /^chat-widget:([^:]*):/.exec(key) ?? [];
    if (found?.split('|').length === 6) scopes.push(found);
  }
  const isOther = (it: string): boolean => it !== scope && externalIdOf(it) !== '' && scopeAs(it, '') === scopeAs(scope, '');
  return [...new Set(scopes)].filter(isOther);
}
