import { isColor, isRtl, resolveLocale, resolveOption, warnOnce } from './config.js';
import type { ServerConfig } from './core/config.js';
import { launcherStrings } from './i18n/launcher-strings.js';
import type { PanelOptions } from './ui/panel-options.js';

/** What the panel must know of the element and of the backend's config. */
export function toPanelOptions(element: Element, server?: ServerConfig): PanelOptions {
  const locale = resolveLocale(element, server);
  return {
    locale,
    dir: isRtl(locale) ? 'rtl' : 'ltr',
    brand: resolveOption(element, 'brand', server),
    placement: resolveOption(element, 'placement') as PanelOptions['placement'],
  };
}

export function launcherName(element: Element, server?: ServerConfig): string {
  const brand = resolveOption(element, 'brand', server);
  const { label, labelGeneric } = launcherStrings;
  return brand ? label.replace('{brand}', () => brand) : labelGeneric;
}

/** Dresses the box that holds launcher and panel: corner, direction, colours. */
export function dress(dock: HTMLElement, element: Element, server?: ServerConfig): void {
  const { locale, dir, placement } = toPanelOptions(element, server);
  const closed = server?.visible === false ? 'closed' : '';
  dock.className = `root ${resolveOption(element, 'position', server)} ${placement} ${closed}`;
  dock.dir = dir;
  dock.lang = locale;
  paint(dock, '--_accent', resolveOption(element, 'accent'));
  paint(dock, '--_server-accent', server?.color);
}

/** Set through the CSSOM: a `style` attribute in markup is what a strict CSP blocks. */
function paint(dock: HTMLElement, token: string, color = ''): void {
  const isGood = !color || isColor(color);
  if (!isGood) warnOnce(`"${color}" is no colour`);
  dock.style.setProperty(token, isGood ? color : '');
}

/** Puts the box above everything; leaving the page has taken it out of the top layer. */
export function rise(dock: HTMLElement, isPopover: boolean): void {
  if (!dock.isConnected) return;
  dock.popover = isPopover ? 'manual' : null;
  // `popover` is missing in old browsers: the box is a fixed one then.
  if (isPopover && !dock.matches(':popover-open')) dock.showPopover?.();
}
