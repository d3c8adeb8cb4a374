import { DEFAULTS, toAttribute, type OptionName, type Options } from './attributes.js';

export type TextOption = Exclude<OptionName, 'open'>;

/** What a page may have told of its visitor in `window.OCS`, for an option without an attribute. */
function fromPage(option: TextOption): unknown {
  const name = { externalId: 'externalId', name: 'nickname' }[option as string];
  // Own members alone: of an element or a frame with that name they are no texts.
  return name && { ...(globalThis as { OCS?: Record<string, unknown> }).OCS }[name];
}

/** One option: an explicit attribute beats what the page or the backend says beats the default. */
export function resolveOption<K extends TextOption>(
  element: Element,
  option: K,
  said: unknown = fromPage(option),
): Options[K] {
  for (const value of [element.getAttribute(toAttribute(option)), said]) {
    const text = typeof value === 'string' && value.trim();
    if (text) return text as Options[K];
  }
  return DEFAULTS[option];
}

/** The language: `locale`, else that of the page around the element, else the visitor's. */
export const resolveLocale = (element: Element, said?: string): string =>
  resolveOption(element, 'locale', said) ||
  element.closest<HTMLElement>('[lang]')?.lang ||
  navigator.language;

/** Names everything that is kept or shared between tabs: two backends, tenants or people never mix. */
export const toScope = (element: Element): string =>
  (['transport', 'endpoint', 'site', 'externalId', 'key', 'pageId'] as const)
    .map((option) => encodeURIComponent(resolveOption(element, option)))
    .join('|');
