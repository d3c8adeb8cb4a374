import { launcherStyles } from '../../../src/launcher/launcher-styles.js';
import { bannerStyles } from '../../../src/ui/styles/banner-styles.js';
import { panelStyles } from '../../../src/ui/styles/panel-styles.js';

export type Setting = { name: string; scheme: 'light' | 'dark'; set: readonly (readonly [property: string, value: string])[] };

/**
 * What the private tokens are under each of these settings: all in one document, so that the browser
 * computes them in one go. A custom property computes to its words, so each is made a colour of something.
 */
export function palettesOf(settings: readonly Setting[], tokens: readonly string[]): string[][] {
  const host = document.createElement('div');
  const shadow = host.attachShadow({ mode: 'open' });
  const launcher = new CSSStyleSheet();
  launcher.replaceSync(launcherStyles);
  shadow.adoptedStyleSheets = [launcher, panelStyles.styleSheet!, bannerStyles.styleSheet!];
  const rows = settings.map(({ scheme, set }) => {
    const outer = document.createElement('div');
    const root = document.createElement('div');
    root.className = 'root';
    outer.style.setProperty('color-scheme', scheme);
    for (const [property, value] of set) outer.style.setProperty(property, value);
    const probes = tokens.map((token) => {
      const probe = document.createElement('i');
      probe.style.setProperty('color', `var(${token})`);
      return probe;
    });
    root.append(...probes);
    outer.append(root);
    shadow.append(outer);
    return probes;
  });
  document.body.append(host);
  const found = rows.map((probes) => probes.map((probe) => getComputedStyle(probe).color));
  host.remove();
  return found;
}
