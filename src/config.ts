import { DEFAULTS, SERVER_NAMES, toAttribute, WORDS, type OptionName, type Options } from './attributes.js';
import type { ServerConfig } from './core/config.js';

export type TextOption = Exclude<OptionName, 'open'>;

const warned = new Set<string>();

/** Says something about the page's own mistakes, once each. Never throws. */
export function warnOnce(message: string): void {
  if (!warned.has(message)) console.warn(`<chat-widget>: ${message}`);
  warned.add(message);
}

/** One option: an explicit attribute beats the backend's config beats the default. */
export function resolveOption<K extends TextOption>(
  element: Element,
  option: K,
  server: ServerConfig = {},
): Options[K] {
  const attribute = toAttribute(option);
  const words = (WORDS as Partial<Record<TextOption, string>>)[option];
  const serverName = (SERVER_NAMES as Partial<Record<TextOption, keyof ServerConfig>>)[option];
  const found = [element.getAttribute(attribute)?.trim(), serverName && server[serverName]].find(
    (value) => {
      if (typeof value !== 'string' || !value) return false;
      const isKnown = !words || words.split(' ').includes(value);
      if (!isKnown) warnOnce(`${attribute}="${value}" is none of: ${words}`);
      return isKnown;
    },
  );
  return (found ?? DEFAULTS[option]) as Options[K];
}

/** The language: `locale`, else that of the page around the element, else the visitor's. */
export const resolveLocale = (element: Element, server?: ServerConfig): string =>
  resolveOption(element, 'locale', server) ||
  element.closest('[lang]')?.getAttribute('lang') ||
  navigator.language;

export const isRtl = (locale: string): boolean => /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale);

/** Names everything that is kept or shared between tabs: two backends, sites or people never mix. */
export const toScope = (element: Element): string =>
  (['transport', 'endpoint', 'site', 'externalId'] as const)
    .map((option) => encodeURIComponent(resolveOption(element, option)))
    .join('|');

/** A colour from an attribute or a backend: parsed by the browser, never interpolated. */
export const isColor = (value: string): boolean =>
  // Substitutions count as supported whatever they would bring in.
  !/(var|env|attr|if)\(/i.test(value) && CSS.supports('color', value);
