import { resolveLocale, resolveOption, warnOnce } from './config.js';
import type { ServerConfig } from './core/config.js';
import { launcherStrings } from './i18n/launcher-strings.js';

/**
 * Dresses the box that holds launcher and panel: corner, language, direction, colours.
 * @returns the launcher's name
 */
export function dress(dock: HTMLElement, element: Element, server: ServerConfig = {}): string {
  const locale = resolveLocale(element, server.locale);
  const position = resolveOption(element, 'position', server.position);
  const brand = resolveOption(element, 'brand', server.title);
  dock.className = `root ${position} ${resolveOption(element, 'placement')}`;
  dock.dir = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale) ? 'rtl' : 'ltr';
  dock.lang = locale;
  paint(dock, '--_accent', resolveOption(element, 'accent'));
  paint(dock, '--_server-accent', server.color);
  const { label, labelGeneric } = launcherStrings;
  return brand ? label.replace('{brand}', () => brand) : labelGeneric;
}

/** Set through the CSSOM: a `style` attribute in markup is what a strict CSP blocks. */
function paint(dock: HTMLElement, token: string, color = ''): void {
  const isBad = color && !isColor(color);
  if (isBad) warnOnce(`"${color}" is no colour`);
  dock.style.setProperty(token, isBad ? '' : color);
}

/** A colour from an attribute or a backend: parsed by the browser, never interpolated. */
export const isColor = (value: string): boolean =>
  // Substitutions count as supported whatever they would bring in.
  !/(var|env|attr|if)\(/i.test(value) && CSS.supports('color', value);
