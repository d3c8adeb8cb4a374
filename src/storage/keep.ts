/** Small things about one chat that outlive a page: a draft, a choice, what was dismissed. */
export type Keep = {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  remove(name: string): void;
};

/** Options that name a chat, in the order of the scope that storage and tabs use. */
const NAMING = ['transport', 'endpoint', 'site', 'externalId', 'key', 'pageId'] as const;

/** What is not to be kept, or cannot be. Shared by all keeps of the page. */
const memory = new Map<string, string>();
/** Of those: never longer than the tab lives, wherever they go later. */
const forTab = new Set<string>();

/** The scope of an element, as stage 1 names it. */
export const scopeOf = (host: Element): string =>
  NAMING.map((name) => encodeURIComponent((host as unknown as Partial<Record<string, string>>)[name] ?? '')).join('|');

/**
 * Keeps texts for the chat of an element, where its `storage` and `consent` let it: on the device, for
 * this tab, or for as long as the page lives. Never throws; what the device refuses stays in memory.
 * @param isForTab never longer than this tab lives
 * @param scope whose it stays, although the element may be another visitor's by then
 */
export function createKeep(host: Element, isForTab = false, scope?: string): Keep {
  const key = (name: string): string => `${prefixOf(scope ?? scopeOf(host))}${name}`;
  const place = (): Storage | undefined => placeOf(host, isForTab);
  return {
    get(name) {
      const full = key(name);
      return memory.get(full) ?? attempt(() => place()?.getItem(full)) ?? undefined;
    },
    set(name, value) {
      const full = key(name);
      const isKept = attempt(() => {
        const found = place();
        found?.setItem(full, value);
        return found;
      });
      if (isForTab) forTab.add(full);
      if (isKept) memory.delete(full);
      else memory.set(full, value);
    },
    remove(name) {
      memory.delete(key(name));
      attempt(() => place()?.removeItem(key(name)));
    },
  };
}

/** Every key of a chat in localStorage and sessionStorage begins so. */
export const prefixOf = (scope: string): string => `chat-widget:${scope}:`;

const KINDS = ['local', 'session', 'cookie', 'none'] as const;
export type StorageKind = (typeof KINDS)[number];

/** Attribute `storage`. Who writes a word that is not known wants less kept than the default does. */
export function storageOf(host: Element): StorageKind {
  const said = host.getAttribute('storage')?.trim() || 'local';
  return KINDS.find((kind) => kind === said) ?? 'none';
}

/** Where texts may lie; undefined: in memory alone. Cookies travel with every request of the page: no place for words. */
export function placeOf(host: Element, isForTab?: boolean): Storage | undefined {
  const consent = host.getAttribute('consent');
  const kind = storageOf(host);
  if ((consent && consent !== 'granted') || kind === 'none' || kind === 'cookie') return undefined;
  return isForTab || kind === 'session' ? sessionStorage : localStorage;
}

/** What is kept of a chat, wherever it lies: for an export. */
export function keptTexts(scope: string): Record<string, string> {
  const found: Record<string, string> = {};
  const mine = prefixOf(scope);
  for (const place of places()) {
    for (let index = 0; index < place.length; index++) {
      const key = place.key(index)!;
      if (key.startsWith(mine)) found[key] = place.getItem(key)!;
    }
  }
  for (const [key, value] of memory) if (key.startsWith(mine)) found[key] = value;
  return found;
}

/** Whether somebody else has chatted on this site, as far as the page of `host` may look. */
export function hasOthers(host: Element, scope: string): boolean {
  const isOthers = (key: string): boolean => /^chat-widget:.*:chatted$/.test(key) && !key.startsWith(prefixOf(scope));
  return attempt(() => Object.keys(placeOf(host) ?? {}).some(isOthers)) ?? false;
}

/** Takes away every text of a chat. */
export function dropTexts(scope: string): void {
  for (const key of Object.keys(keptTexts(scope))) {
    memory.delete(key);
    for (const place of places()) attempt(() => place.removeItem(key));
  }
}

/** What waited in memory for the visitor's consent goes to its place. */
export function settleTexts(host: Element): void {
  for (const [key, value] of [...memory]) {
    const isMine = key.startsWith(prefixOf(scopeOf(host)));
    const place = isMine && attempt(() => placeOf(host, forTab.has(key)));
    if (place && attempt(() => (place.setItem(key, value), true))) memory.delete(key);
  }
}

/** Those that the browser does not block: cookies refused, sandboxes. */
export const places = (): Storage[] =>
  [() => localStorage, () => sessionStorage].flatMap((place) => attempt(place) ?? []);

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
