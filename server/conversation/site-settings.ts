import { createHmac, timingSafeEqual } from 'node:crypto';
import { everybody } from '../store/event-store.js';
import type { SettingStore } from '../store/setting-store.js';
import type { EventLog } from './event-log.js';
import type { LoggedEvent } from './model.js';
import { ServiceError } from './service-error.js';
import type { Site } from './site.js';
import {
  defaultSiteConfig,
  mergeSiteConfig,
  type SiteConfig,
  type SiteConfigPatch,
  type SiteOptions,
} from './site-config.js';
import type { UnitOfWork } from './unit-of-work.js';

const stored = 'site.config';

/** The site's config and its identity rules. One site today; a lookup by name has its place here. */
export class SiteSettings implements Site {
  readonly #settings: SettingStore;
  readonly #log: EventLog;
  readonly #work: UnitOfWork;
  readonly #options: SiteOptions;
  #config: SiteConfig;

  constructor(settings: SettingStore, log: EventLog, work: UnitOfWork, options: SiteOptions) {
    this.#settings = settings;
    this.#log = log;
    this.#work = work;
    this.#options = options;
    const base = mergeSiteConfig(defaultSiteConfig, options.config ?? {});
    this.#config = mergeSiteConfig(base, this.#storedPatch());
  }

  get config(): SiteConfig {
    return this.#config;
  }

  /** The same for everybody. */
  configFor(): SiteConfig {
    return this.#config;
  }

  /** As it is. */
  shown(_visitorId: string, event: LoggedEvent): LoggedEvent {
    return event;
  }

  /** Changes the config for good and tells every connected visitor the changed part. */
  change(patch: SiteConfigPatch): SiteConfig {
    this.#work.run(() => {
      this.#config = mergeSiteConfig(this.#config, patch);
      this.#settings.set(stored, JSON.stringify({ ...this.#storedPatch(), ...this.#changed(patch) }));
      this.#log.append(everybody, 'config', this.#changed(patch));
    });
    return this.#config;
  }

  /**
   * Whether an external id is proved to belong to whoever names it.
   * @throws ServiceError `bad_signature` when this site demands a signature and it does not fit
   */
  proves(externalId: string, signature: string | undefined): boolean {
    const { secret, trustExternalId } = this.#options;
    if (secret === undefined) return trustExternalId === true;
    const expected = createHmac('sha256', secret).update(externalId).digest();
    const given = Buffer.from(/^[0-9a-f]{64}$/.test(signature ?? '') ? (signature ?? '') : '', 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new ServiceError('bad_signature', 'the signature does not fit this external id');
    }
    return true;
  }

  #storedPatch(): SiteConfigPatch {
    return JSON.parse(this.#settings.get(stored) ?? '{}') as SiteConfigPatch;
  }

  /** The patched members in full, since the wire knows no deeper merge. */
  #changed(patch: SiteConfigPatch): Partial<SiteConfig> {
    return Object.fromEntries(Object.entries(this.#config).filter(([name]) => name in patch));
  }
}
