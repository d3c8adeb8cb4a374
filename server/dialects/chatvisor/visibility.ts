/** What the management API says about the widget's visibility, for all, for some pages or for one visitor. */
export type VisibilityOverride = {
  scope: 'site' | 'page' | 'visitor';
  /** A path prefix, or a visitor's id; empty for the site. */
  target: string;
  visible: boolean;
  /** Milliseconds since 1970; without it for ever. */
  until?: number;
};

/** Somebody who looks at a page. */
export type Onlooker = { visitorId?: string | undefined; path?: string | undefined };

/**
 * The override in force: visitor before page before site, the longest page before a shorter one.
 * @returns null when there is none
 */
export function visibleFor(
  overrides: readonly VisibilityOverride[],
  { visitorId, path }: Onlooker,
  now: number,
): boolean | null {
  const inForce = overrides.filter(({ until }) => until === undefined || until > now);
  const own = inForce.find(({ scope, target }) => scope === 'visitor' && target === visitorId);
  const pages = inForce.filter(({ scope, target }) => scope === 'page' && path?.startsWith(target));
  const page = pages.sort((a, b) => b.target.length - a.target.length)[0];
  const site = inForce.find(({ scope }) => scope === 'site');
  return (own ?? page ?? site)?.visible ?? null;
}

/** The path of a page's address, undefined when it has none. */
export function pathOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).pathname : undefined;
}

/** The earliest moment (ms since 1970) at which an override ends by itself. */
export function nextEnd(overrides: readonly VisibilityOverride[]): number | undefined {
  const ends = overrides.flatMap(({ until }) => until ?? []);
  return ends.length === 0 ? undefined : Math.min(...ends);
}
