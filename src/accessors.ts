import { DEFAULTS, toAttribute } from './attributes.js';
import { resolveOption, type TextOption } from './config.js';

/** Gives a class one reflecting property for each option of the table. */
export function defineAccessors(prototype: object): void {
  for (const option of Object.keys(DEFAULTS) as TextOption[]) {
    if (option in prototype) continue; // `open` is a method too
    const attribute = toAttribute(option);
    Object.defineProperty(prototype, option, {
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
export function absorb(own: Record<string, unknown>): void {
  for (const name of Object.keys(own)) {
    const value = own[name];
    delete own[name];
    // A function under a method's name was a stand-in that wrote to `calls`.
    const isStandIn = typeof value === 'function' && typeof own[name] === 'function';
    if (!isStandIn) own[name] = value;
  }
}
