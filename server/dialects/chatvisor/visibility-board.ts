import type { Context } from '../../conversation/context.js';
import type { Visitor } from '../../conversation/model.js';
import type { Site } from '../../conversation/site.js';
import type { DocumentStore } from './chatvisor-documents.js';
import { tellVisitors } from './tell-visitors.js';
import { nextEnd, pathOf, visibleFor, type Onlooker, type VisibilityOverride } from './visibility.js';

/** Timers take no more than about 24 days. */
const longestSleepMs = 60 * 60_000;

/** Keeps the overrides, and tells every open widget whose visibility they change: now, or when one ends. */
export class VisibilityBoard {
  readonly #context: Context;
  readonly #documents: DocumentStore;
  readonly #site: Site;
  /** What the visitors were told last, to find those for whom something changed. */
  #told: readonly VisibilityOverride[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Context, documents: DocumentStore, site: Site) {
    this.#context = context;
    this.#documents = documents;
    this.#site = site;
    this.#told = this.#inForce();
    this.#sleep();
  }

  get overrides(): VisibilityOverride[] {
    return this.#inForce();
  }

  /** Sets an override, or takes it away (`visible` null). */
  set(scope: VisibilityOverride['scope'], target: string, visible: boolean | null, until?: number): void {
    const all = this.#documents.get('visibility');
    const others = this.#inForce().filter((each) => each.scope !== scope || each.target !== target);
    if (visible === null && others.length === all.length) return;
    const changed = visible === null ? [] : [{ scope, target, visible, until }];
    this.#documents.set('visibility', [...others, ...changed]);
    this.#announce();
  }

  /** A visitor may see another page now. */
  moved(before: Visitor, after: Visitor): void {
    const [from, to] = [before, after].map(({ id, page }) => ({ visitorId: id, path: pathOf(page?.url) }));
    if (from?.path === to?.path || this.#at(this.#told, from) === this.#at(this.#told, to)) return;
    this.#context.log.append(after.id, 'config', { visible: this.#site.configFor(after).visible });
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #inForce(): VisibilityOverride[] {
    const now = this.#context.now();
    return this.#documents.get('visibility').filter(({ until }) => until === undefined || until > now);
  }

  #announce(): void {
    const before = this.#told;
    this.#told = this.#inForce();
    this.#sleep();
    tellVisitors(this.#context, 'config', (visitor) => {
      const onlooker = { visitorId: visitor.id, path: pathOf(visitor.page?.url) };
      if (this.#at(before, onlooker) === this.#at(this.#told, onlooker)) return undefined;
      return { visible: this.#site.configFor(visitor).visible };
    });
  }

  /** Both lists were in force when they were taken; whether they still are does not matter here. */
  #at(overrides: readonly VisibilityOverride[], onlooker: Onlooker | undefined): boolean | null {
    return visibleFor(overrides, onlooker ?? {}, -Infinity);
  }

  #sleep(): void {
    clearTimeout(this.#timer);
    const end = nextEnd(this.#told);
    if (end === undefined) return;
    // One millisecond more: at `end` itself the clock may still read just before it.
    const ms = Math.max(0, end - this.#context.now()) + 1;
    this.#timer = setTimeout(() => this.#announce(), Math.min(ms, longestSleepMs));
    this.#timer.unref();
  }
}
