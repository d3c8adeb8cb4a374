import { DEFAULTS, toAttribute, type OptionName } from './attributes.js';
import { resolveOption, warnOnce } from './config.js';

/** A call made before the upgrade: `(element.calls ??= []).push(['send', ['Hi'], resolve, reject])`. */
export type EarlyCall = [
  method: string,
  args?: unknown[],
  resolve?: (value: unknown) => void,
  reject?: (error: unknown) => void,
];

type TextOption = Exclude<OptionName, 'open'>;
/** `open` is a method too, so the class itself defines it. */
const TEXT_OPTIONS = Object.keys(DEFAULTS).filter((option) => option !== 'open') as TextOption[];

/** Gives a class one reflecting property for each option of the table. */
export function defineAccessors(prototype: object): void {
  for (const option of TEXT_OPTIONS) {
    const attribute = toAttribute(option);
    Object.defineProperty(prototype, option, {
      configurable: true,
      enumerable: true,
      get(this: Element) {
        return resolveOption(this, option);
      },
      set(this: Element, value: unknown) {
        if (value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, String(value));
      },
    });
  }
}

/**
 * Takes in what a page put on the element before its class was there: own properties would hide
 * the accessors for good, and calls wait for their answer.
 */
export function absorb(element: HTMLElement, methods: readonly string[]): void {
  const own = element as unknown as Record<string, unknown>;
  for (const name of [...TEXT_OPTIONS, ...methods]) {
    if (!Object.hasOwn(own, name)) continue;
    const value = own[name];
    delete own[name];
    // A function under a method's name was a stand-in that wrote to `calls`.
    if (typeof value !== 'function') own[name] = value;
  }
  const { calls } = own;
  delete own['calls'];
  if (!Array.isArray(calls)) return;
  for (const [method, args = [], resolve, reject = () => {}] of calls as EarlyCall[]) {
    if (!methods.includes(method)) warnOnce(`there is no method "${method}"`);
    else (own[method] as (...args: unknown[]) => Promise<unknown>)(...args).then(resolve, reject);
  }
}
