import { resolveLocale, resolveOption } from './config.js';
import type { ServerConfig } from './core/config.js';

/**
 * Dresses the box that holds launcher and panel: corner, language, direction, colours.
 * @returns the launcher's name
 */
export function dress(dock: HTMLElement, element: Element, server: ServerConfig = {}): string {
  const locale = resolveLocale(element, server.locale);
  const isStart = resolveOption(element, 'position', server.position) === 'start';
  const brand = resolveOption(element, 'brand', server.title);
  dock.className = `root ${isStart ? 'start' : 'end'} ${resolveOption(element, 'placement')}`;
  dock.dir = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale) ? 'rtl' : 'ltr';
  dock.lang = locale;
  paint(dock, '--_accent', resolveOption(element, 'accent'));
  paint(dock, '--_server-accent', server.color);
  // As in `en-launcher.ts`, which stage 1 cannot share.
  return brand ? `Chat with ${brand}` : 'Chat';
}

/** Set through the CSSOM: a `style` attribute in markup is what a strict CSP blocks. */
function paint(dock: HTMLElement, token: string, color = ''): void {
  dock.style.setProperty(token, isColor(color) ? color : '');
}

/** A colour from an attribute or a backend: parsed by the browser, never interpolated. */
export const isColor = (value: string): boolean =>
  // Substitutions count as supported whatever they would bring in.
  !/(var|env|attr|if)\(/i.test(value) && CSS.supports('color', value);
