import { warnOnce } from '../warn-once.js';
import type { Truth } from './truth.js';

/** The page's own functions for the condition `custom` and the action `run`, by name. */
export type TriggerFunctions = Readonly<Record<string, (about: { id?: string }) => unknown>>;

/** One of them; what a page did not put there itself is none. */
export function functionOf(host: Element, name: string): TriggerFunctions[string] | undefined {
  const { triggerFunctions } = host as { triggerFunctions?: TriggerFunctions };
  const found = triggerFunctions && Object.hasOwn(triggerFunctions, name) ? triggerFunctions[name] : undefined;
  return typeof found === 'function' ? found : undefined;
}

const toTruth = (value: unknown): Truth => (typeof value === 'boolean' ? value : undefined);

const isPromise = (said: unknown): said is PromiseLike<unknown> =>
  typeof (said as { then?: unknown } | null | undefined)?.then === 'function';

/** What the page's functions said last. One that answers later is not known until then. */
export class CustomFacts {
  readonly values = new Map<string, Truth>();
  #host: Element;
  #names: readonly string[];
  #tell: () => void;
  #round = 0;
  /** The question that each value answers. */
  #answered = new Map<string, number>();

  constructor(host: Element, names: readonly string[], tell: () => void) {
    this.#host = host;
    this.#names = names;
    this.#tell = tell;
  }

  /** Asks them all; called when something has happened, not for their own answers. What was said of another page is not known of this one. */
  ask(isPage = false): void {
    const round = ++this.#round;
    if (isPage) {
      this.values.clear();
      for (const name of this.#names) this.#answered.set(name, round - 1);
    }
    for (const name of this.#names) this.#askOne(name, round);
  }

  #askOne(name: string, round: number): void {
    try {
      const said = functionOf(this.#host, name)?.({});
      // Of another realm, or a library's: only what it can do counts.
      if (isPromise(said)) this.#await(name, said, round);
      else this.#note(name, said, round);
    } catch (error) {
      this.#fail(name, error);
    }
  }

  /** An older answer says nothing after a newer one. */
  #note(name: string, said: unknown, round: number): boolean {
    const before = this.values.get(name);
    if (round <= (this.#answered.get(name) ?? 0)) return false;
    this.#answered.set(name, round);
    this.values.set(name, toTruth(said));
    return before !== toTruth(said);
  }

  #await(name: string, said: PromiseLike<unknown>, round: number): void {
    Promise.resolve(said).then(
      (value) => this.#note(name, value, round) && this.#tell(),
      (error: unknown) => this.#fail(name, error),
    );
  }

  #fail(name: string, error: unknown): void {
    this.values.set(name, undefined);
    warnOnce(`triggers: the function "${name}" failed: ${String(error)}`);
  }
}
