import type { Chat } from '../core/chat.js';
import type { ChatState } from '../core/state.js';
import { keptTexts, scopeOf } from '../storage/keep.js';
import { cookieName } from './cookie-storage.js';
import { readDevice } from './scopes.js';

type Host = HTMLElement & { readonly chat?: Chat | undefined; externalId?: string; visitor?: object | undefined };

/** Everything that is kept of this visitor, and where. */
export type Kept = {
  exportedAt: string;
  indexedDB: Record<string, unknown>;
  /** localStorage, sessionStorage, and what waits in memory. */
  texts: Record<string, string>;
  cookies: Record<string, string>;
  /** What the page and the backend have told this tab. */
  known: { visitor: Record<string, unknown>; state: ChatState | undefined };
};

/** Every byte that the widget keeps of this visitor, as plain data: files as data addresses. */
export async function exportData(host: Host): Promise<Kept> {
  const scope = scopeOf(host);
  const names = [cookieName(scope), ...(scope.startsWith('chatgonow|') ? [OCS] : [])];
  const device = await readDevice(scope).catch(() => new Map<string, unknown>());
  const pairs = [...device].map(async ([key, value]) => [`${scope}|${key}`, await toPlain(value)] as const);
  const { externalId, visitor } = host;
  return {
    exportedAt: new Date().toISOString(),
    indexedDB: Object.fromEntries(await Promise.all(pairs)),
    texts: { ...keptTexts(scope), ...ocsText(names) },
    cookies: Object.fromEntries(readCookies().filter(([name]) => names.includes(name))),
    known: { visitor: { ...(externalId && { externalId }), ...visitor }, state: host.chat?.state },
  };
}

/** Under the name that ChatGoNow's own widget gave it. */
const OCS = 'ocs_external_id';

function ocsText(names: string[]): Record<string, string> {
  try {
    const text = names.includes(OCS) && localStorage.getItem(OCS);
    return text ? { [OCS]: text } : {};
  } catch {
    return {};
  }
}

function readCookies(): [string, string][] {
  try {
    return document.cookie.split('; ').map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]);
  } catch {
    return []; // a sandboxed frame
  }
}

function toPlain(value: unknown): unknown {
  if (!(value instanceof Blob)) return value;
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error!);
    reader.readAsDataURL(value);
  });
}
