import type { LoggedEvent, Visitor } from './model.js';
import type { SiteConfig, SiteConfigPatch } from './site-config.js';

/** One site, as the service and the dialects over it see it. */
export type Site = {
  /** What holds for everybody. */
  readonly config: SiteConfig;
  /** Changes the config for good and tells every connected visitor the changed part. */
  change(patch: SiteConfigPatch): SiteConfig;
  /**
   * Whether an external id is proved to belong to whoever names it.
   * @throws ServiceError `bad_signature` when this site demands a signature and it does not fit
   */
  proves(externalId: string, signature: string | undefined): boolean;
  /** The config as one visitor gets it; without a visitor, somebody on the page at `path`. */
  configFor(visitor: Visitor | undefined, path?: string): SiteConfig;
  /** An event of the log as this site shows it to a visitor of its own. */
  shown(visitorId: string, event: LoggedEvent): LoggedEvent;
};
