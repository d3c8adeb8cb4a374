/** The sites of one dialect: visitors of different sites never meet, and no dialect opens those of another. */
export type Tenants = {
  /** The site of a visitor whose page names `asked` ('' for none). */
  siteOf(asked: string): string;
  /** Whether visitors of a site come through this dialect. */
  has(site: string): boolean;
};

/** Any number of them, under the dialect's own name: whatever a page asks for, it stays there. */
export function tenantsOf(dialect: string): Tenants {
  const prefix = `${dialect}:`;
  return {
    siteOf: (asked) => (asked === '' ? dialect : prefix + asked),
    has: (site) => site === dialect || site.startsWith(prefix),
  };
}

/** One for everybody, whatever their pages say. */
export function onlySite(only: string): Tenants {
  return { siteOf: () => only, has: (site) => site === only };
}
