import type { Context } from '../../conversation/context.js';
import type { LoggedEvent, Visitor } from '../../conversation/model.js';
import type { Presence } from '../../conversation/presence.js';
import { mergeSiteConfig, type SiteConfig, type SiteConfigPatch } from '../../conversation/site-config.js';
import type { Site } from '../../conversation/site.js';
import type { DocumentStore } from './chatvisor-documents.js';
import { toConfigPatch } from './chatvisor-settings.js';
import { pathOf, visibleFor } from './visibility.js';

/** All of Chatvisor's customers carry it. */
export const chatvisorSite = 'chatvisor';

/** The server's site with Chatvisor's settings, rules, hours and visibility laid over it. */
export class ChatvisorSite implements Site {
  readonly #base: Site;
  readonly #context: Context;
  readonly #documents: DocumentStore;
  readonly #presence: Presence;

  /** @param presence who is there for this site's visitors */
  constructor(context: Context, documents: DocumentStore, presence: Presence) {
    this.#presence = presence;
    this.#base = context.site;
    this.#context = context;
    this.#documents = documents;
  }

  get config(): SiteConfig {
    return mergeSiteConfig(this.#base.config, this.#patch());
  }

  /** Who is there, as the event `availability` says it. */
  get staff() {
    const { availability: state, agents } = this.#presence;
    return { state, agents };
  }

  /** Changes what all sites share. */
  change(patch: SiteConfigPatch): SiteConfig {
    this.#base.change(patch);
    return this.config;
  }

  proves(externalId: string, signature: string | undefined): boolean {
    return this.#base.proves(externalId, signature);
  }

  configFor(visitor: Visitor | undefined, path?: string): SiteConfig {
    return { ...this.config, visible: this.#visibleFor(visitor, path) };
  }

  /** Members of a change that are this site's own are told as they stand here. */
  shown(visitorId: string, event: LoggedEvent): LoggedEvent {
    if (event.type === 'availability') return { ...event, data: this.staff };
    if (event.type !== 'config') return event;
    const current: Record<string, unknown> = this.configFor(this.#context.visitors.find(visitorId));
    const own = new Set(['visible', ...Object.keys(this.#patch())]);
    const members = Object.entries(event.data as Record<string, unknown>);
    return { ...event, data: Object.fromEntries(members.map(([name, value]) => [name, own.has(name) ? current[name] : value])) };
  }

  #patch(): SiteConfigPatch {
    const hours = this.#documents.get('hours');
    return {
      ...toConfigPatch(this.#documents.get('settings')),
      triggers: this.#documents.get('rules'),
      ...(hours && { hours }),
    };
  }

  #visibleFor(visitor: Visitor | undefined, path: string | undefined): boolean | null {
    const onlooker = { visitorId: visitor?.id, path: visitor ? pathOf(visitor.page?.url) : path };
    const override = visibleFor(this.#documents.get('visibility'), onlooker, this.#context.now());
    return override ?? this.#base.config.visible ?? null;
  }
}
