import type { Clock } from '../../core/clock.js';

/**
 * A transport stores nothing, but this key is part of the system itself: pages that had its own
 * widget before know their visitors by it, so the same key is read and written here.
 */
const KEY = 'ocs_external_id';
const VALID = /^[\w.:@-]{1,128}$/;
const HALF_YEAR_S = 180 * 86_400;

/**
 * The id of this device's visitor: localStorage first, then the cookie, else a new random one, kept in
 * both. Where nothing can or may be kept it lasts as long as the connection's resume token.
 */
export function ocsExternalId(clock: Clock, { storage = 'local', consent }: Readonly<Record<string, string>> = {}): string {
  const may = (kind: string): boolean => consent !== 'denied' && (storage === 'local' || storage === kind);
  const stored = may('local') ? read(() => localStorage.getItem(KEY)) : null;
  const mirrored = may('cookie') ? read(() => fromCookie(document.cookie)) : null;
  const id = [stored, mirrored].find((value) => VALID.test(value ?? '')) ?? clock.randomId();
  if (stored !== id && may('local')) read(() => localStorage.setItem(KEY, id));
  if (mirrored !== id && may('cookie')) read(() => void (document.cookie = toCookie(id)));
  return id;
}

function fromCookie(cookies: string): string | undefined {
  return new RegExp(`(?:^|; *)${KEY}=([^;]*)`).exec(cookies)?.[1];
}

function toCookie(id: string): string {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  return `${KEY}=${id}; Path=/; Max-Age=${HALF_YEAR_S}; SameSite=Lax${secure}`;
}

/** Storage may be missing, full or forbidden: each access is tried alone. */
function read<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
