import type { Context } from '../../conversation/context.js';
import type { ChatvisorSite } from './chatvisor-site.js';
import { tellVisitors } from './tell-visitors.js';

/** Tells open widgets what changed about the site. */
export class Announcer {
  readonly #context: Context;
  readonly #site: ChatvisorSite;
  #staffTold: string;

  constructor(context: Context, site: ChatvisorSite) {
    this.#context = context;
    this.#site = site;
    this.#staffTold = JSON.stringify(site.staff);
  }

  /** How these members of the config stand now, for each visitor. */
  config(members: readonly string[]): void {
    tellVisitors(this.#context, 'config', (visitor) => {
      const config: Record<string, unknown> = this.#site.configFor(visitor);
      return Object.fromEntries(members.map((name) => [name, config[name] ?? null]));
    });
  }

  /** Who is there, if that changed. */
  staff(): void {
    const { staff } = this.#site;
    const told = JSON.stringify(staff);
    if (told === this.#staffTold) return;
    this.#staffTold = told;
    tellVisitors(this.#context, 'availability', () => staff);
  }
}
