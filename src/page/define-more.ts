import type { ChatWidget } from '../chat-widget.js';
import { MORE, type MoreOption } from '../more-attributes.js';
import { defineFacts } from './facts.js';
import type { Page } from './page.js';

/** Objects or functions as well: an attribute of that name leads to a script of the page, or is a text. */
const PLAIN: readonly string[] = ['forms', 'identity-token', 'prompts'];
const WATCHED = ['triggers', 'hours', 'triggerFunctions'] as const;
/** Methods for which stage 1 has no room. */
const LATE_METHODS = ['removeLabels', 'explainTriggers', 'exportTriggers', 'hideTeaser'] as const;
export type LateMethod = (typeof LATE_METHODS)[number];

const toProperty = (attribute: string): string => attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const done = new WeakSet<object>();

/**
 * Gives the element's class, once, the properties of the options in `more-attributes.ts` and what else
 * stage 1 has no room for; then takes in what the page has set on the element before that.
 */
export function defineMore(host: ChatWidget, pageOf: (element: ChatWidget) => Page | undefined): void {
  const prototype = Object.getPrototypeOf(host) as object;
  if (!done.has(prototype)) {
    done.add(prototype);
    for (const attribute of Object.keys(MORE) as MoreOption[]) {
      const property = toProperty(attribute);
      if (!PLAIN.includes(attribute) && !WATCHED.includes(property as 'hours')) defineText(prototype, property, attribute);
    }
    for (const property of WATCHED) defineWatched(prototype, property, (element) => pageOf(element)?.update());
    for (const name of LATE_METHODS) defineMethod(prototype, name, pageOf);
    defineFacts(prototype);
  }
  const own = host as unknown as Record<string, unknown>;
  for (const property of [...Object.keys(MORE).map(toProperty), 'triggerFunctions']) {
    if (!Object.hasOwn(own, property) || PLAIN.includes(property)) continue;
    const value = own[property];
    delete own[property];
    own[property] = value;
  }
}

function defineText(prototype: object, property: string, attribute: MoreOption): void {
  Object.defineProperty(prototype, property, {
    configurable: true,
    get(this: Element) {
      const value = this.getAttribute(attribute)?.trim();
      return typeof MORE[attribute] === 'boolean' ? value !== undefined : value || MORE[attribute];
    },
    set(this: Element, value: unknown) {
      if (value === null || value === undefined || value === false) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value === true ? '' : String(value));
    },
  });
}

function defineWatched(prototype: object, property: string, onChange: (element: ChatWidget) => void): void {
  const values = new WeakMap<ChatWidget, unknown>();
  Object.defineProperty(prototype, property, {
    configurable: true,
    get(this: ChatWidget) {
      return values.get(this);
    },
    set(this: ChatWidget, value: unknown) {
      values.set(this, value);
      onChange(this);
    },
  });
}

function defineMethod(prototype: object, name: LateMethod, pageOf: (element: ChatWidget) => Page | undefined): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    async value(this: ChatWidget, ...args: never[]) {
      const { externalId } = this;
      await this.ready;
      return pageOf(this)!.call(name, args, externalId);
    },
  });
}
