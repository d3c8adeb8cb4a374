import type { Storage } from '../core/storage.js';
import { createMemoryStorage } from './memory-storage.js';
import { scopeAs } from './scopes.js';

/** Half a year: what data protection offices accept for a cookie of this kind. */
const LIFE_S = 180 * 24 * 3_600;
/** Browsers drop what is larger than 4 096 bytes, name and attributes included. */
const MOST = 3_500;

type Kept = { schema?: number; visitorId?: string | null; conversation?: { id?: string; state?: string }; resume?: unknown };

/**
 * Who the visitor is, and nothing they said: one first-party cookie with the session's id and token.
 * Cookies travel with every request of the page, so words, names and files stay in memory.
 */
export function createCookieStorage(scope: string): Storage {
  const memory = createMemoryStorage();
  const name = cookieName(scope);
  return {
    ...memory,
    get: async <T>(key: string) => (await memory.get<T>(key)) ?? (key === 'session' ? (readCookie(name) as T | undefined) : undefined),
    async set(key, value) {
      await memory.set(key, value);
      if (key === 'session') writeCookie(name, toCookieValue(value as Kept));
    },
    async delete(key) {
      await memory.delete(key);
      if (key === 'session') dropCookie(name);
    },
    async clear() {
      await memory.clear();
      dropCookie(name);
    },
  };
}

/** Short, and the same in every tab: the chat, then the visitor. */
export const cookieName = (scope: string): string => prefixOf(scope) + hash(scope);

const prefixOf = (scope: string): string => `chat-widget-${hash(scopeAs(scope, ''))}-`;

/** FNV-1a. */
function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (const char of text) sum = Math.imul(sum ^ char.codePointAt(0)!, 0x01000193);
  return (sum >>> 0).toString(36);
}

/** What other visitors of the same chat have left. */
export function dropOtherCookies(scope: string): void {
  for (const pair of document.cookie.split('; ')) {
    const [name = ''] = pair.split('=');
    if (name.startsWith(prefixOf(scope)) && name !== cookieName(scope)) dropCookie(name);
  }
}

export function dropCookie(name: string): void {
  if (readText(name) !== undefined) put(name, '', 0);
}

function toCookieValue({ schema, visitorId, conversation, resume }: Kept): string {
  const { id, state } = conversation ?? {};
  return encodeURIComponent(
    JSON.stringify({
      schema, visitorId, resume,
      conversation: { id, state: state ?? 'none' },
      readUpTo: null, readAt: null, rateLimitedUntil: null, hasOlder: true, messages: [],
    }),
  );
}

function readCookie(name: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(readText(name) ?? 'null')) ?? undefined;
  } catch {
    return undefined; // somebody else's text under our name
  }
}

const readText = (name: string): string | undefined =>
  document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

function writeCookie(name: string, value: string): void {
  if (value.length < MOST) put(name, value, LIFE_S);
}

/** Without a domain: for this host alone. */
function put(name: string, value: string, maxAge: number): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${name}=${value}; Path=/; Max-Age=${maxAge}; SameSite=Lax${secure}`;
}
