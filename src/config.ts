import { DEFAULTS, SERVER_NAMES, toAttribute, WORDS, type OptionName, type Options } from './attributes.js';
import type { ChatConfig, ServerConfig } from './core/config.js';

const warned = new Set<string>();

/** Says something about the page's own mistakes, once each. Never throws. */
export function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`<chat-widget>: ${message}`);
}

/**
 * `window.ChatWidgetConfig`, for pages that cannot write attributes. Only a plain object's own
 * values count: an element with that id would otherwise configure the widget (DOM clobbering).
 */
function pageValue(option: string): unknown {
  const config: unknown = (globalThis as { ChatWidgetConfig?: unknown }).ChatWidgetConfig;
  if (!config || typeof config !== 'object') return undefined;
  const prototype: unknown = Object.getPrototypeOf(config);
  const isPlain = prototype === Object.prototype || prototype === null;
  return isPlain && Object.hasOwn(config, option)
    ? (config as Record<string, unknown>)[option]
    : undefined;
}

function isAllowed(option: OptionName, value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const words = WORDS[option];
  if (!words || words.includes(value)) return true;
  warnOnce(`${toAttribute(option)}="${value}" is none of ${words.join(', ')}`);
  return false;
}

/** One option: the attribute beats `window.ChatWidgetConfig` beats the backend beats the default. */
export function resolveOption<K extends Exclude<OptionName, 'open'>>(
  element: Element,
  option: K,
  server: ServerConfig = {},
): Options[K] {
  const attribute = element.getAttribute(toAttribute(option))?.trim();
  const name = (SERVER_NAMES as Partial<Record<OptionName, keyof ServerConfig>>)[option];
  const candidates = [attribute, pageValue(option), name && server[name]];
  const found = candidates.find((value) => value !== '' && isAllowed(option, value));
  return (found ?? DEFAULTS[option]) as Options[K];
}

/** The language: `locale`, else that of the page around the element, else the visitor's. */
export function resolveLocale(element: Element, server?: ServerConfig): string {
  return (
    resolveOption(element, 'locale', server) ||
    element.closest('[lang]')?.getAttribute('lang') ||
    navigator.language ||
    'en'
  );
}

export const isRtl = (locale: string): boolean => /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale);

/** Everything the chat needs to know of the element, before any answer of the backend. */
export function toChatConfig(element: Element): ChatConfig {
  const text = (option: Exclude<OptionName, 'open'>): string => resolveOption(element, option);
  const optional = (['externalId', 'name', 'email'] as const).flatMap((option) => {
    const value = text(option);
    return value ? [[option, value]] : [];
  });
  const known = new Set(Object.keys(DEFAULTS).map(toAttribute));
  const others = [...element.attributes].filter(({ name }) => !known.has(name));
  return {
    transport: text('transport'),
    endpoint: text('endpoint'),
    site: text('site'),
    locale: resolveLocale(element),
    ...Object.fromEntries(optional),
    options: Object.fromEntries(others.map(({ name, value }) => [name, value])),
  };
}

/** Names everything that is kept or shared between tabs: two backends, sites or people never mix. */
export const toScope = ({ transport, endpoint, site, externalId }: ChatConfig): string =>
  [transport, endpoint, site, externalId].map((part) => encodeURIComponent(part ?? '')).join('|');

/** A colour from an attribute or a backend: parsed by the browser, never interpolated. */
export const isColor = (value: string): boolean =>
  value.length < 64 && !/url|var|env|attr|[;{}\\]/i.test(value) && CSS.supports('color', value);
