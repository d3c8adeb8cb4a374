import { ServiceError } from '../../conversation/service-error.js';
import { isSameSecret } from '../../http/is-same-secret.js';
import { isObject } from '../../http/json-body.js';

/** One site of the dashboard. */
export type ChatgonowSite = {
  /** Keeps its visitors apart from those of every other site. */
  site: string;
  /** What the page's script carries: public. */
  key: string;
  /** What the open API asks for: secret. */
  apiKey: string;
  /** Hosts whose pages may chat; `*.shop.example` takes every subdomain. Absent: all. */
  domains?: string[];
};

export type ChatgonowTheme = {
  theme?: 'classic' | 'minimal' | 'bubble';
  colors?: { primary?: string; text?: string; header?: string };
  position?: 'bottom-left' | 'bottom-right';
  welcomeText?: string;
};

/** Options of the dialect, beside the config that all dialects share. */
export type ChatgonowOptions = {
  /** Default: one site `demo` with the keys `demo-key` and `demo-api-key`. */
  keys?: ChatgonowSite[];
  theme?: ChatgonowTheme;
  /** "Max messages per minute" of a visitor, and the threshold of each action of the open API. */
  maxPerMinute?: number;
  imageMaxBytes?: number;
  /** Address of the element's module for pages with `widget.js`. Default: the one this server has. */
  module?: string;
  /** Folder of the built scripts. Default `dist/cdn`. */
  scripts?: string;
};

const demoSites: readonly ChatgonowSite[] = [{ site: 'demo', key: 'demo-key', apiKey: 'demo-api-key' }];

/** Which of two keys a call brings. */
export type KeyKind = 'key' | 'apiKey';

/** The site that a key opens, undefined for an unknown one. */
export function findSite(options: ChatgonowOptions, kind: KeyKind, key: string): ChatgonowSite | undefined {
  const sites = Array.isArray(options.keys) ? options.keys : demoSites;
  return sites.find((each) => isObject(each) && typeof each[kind] === 'string' && isSameSecret(key, each[kind]));
}

/** The same for a call that cannot do without. @throws ServiceError `invalid_token`, `forbidden` with the wire's words */
export function siteOf(options: ChatgonowOptions, kind: KeyKind, key: string | undefined): ChatgonowSite {
  if (!key) throw new ServiceError('invalid_token', 'missing key');
  const site = findSite(options, kind, key);
  if (!site) throw new ServiceError('forbidden', 'invalid key');
  return site;
}

/** The `site` of its visitors. */
export function tenantOf({ site }: ChatgonowSite): string {
  return `chatgonow:${site}`;
}

/** A call without an Origin comes from no foreign page. @throws ServiceError `forbidden` */
export function checkDomain({ domains }: ChatgonowSite, origin: string | undefined): void {
  if (domains === undefined || origin === undefined) return;
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  const fits = (domain: string): boolean => domain === host || (domain.startsWith('*.') && host.endsWith(domain.slice(1)));
  if (!domains.some(fits)) throw new ServiceError('forbidden', 'domain not allowed');
}
