import { html, render } from 'lit';
import { launcherStyles } from '../../src/launcher/launcher-styles.js';
import { launcherViewStyles } from '../../src/launcher/launcher-view-styles.js';
import { icons } from '../../src/ui/icons.js';
import { bannerStyles } from '../../src/ui/styles/banner-styles.js';
import { panelStyles } from '../../src/ui/styles/panel-styles.js';
import { richStyles } from '../../src/ui/styles/rich-styles.js';

/** Colours of brands, among them those that neither black nor white text suits at first sight, and the ends of the scale. */
export const BRANDS = [
  '#2f54eb', '#e11d48', '#ff6f4d', '#ffb300', '#ffe14d', '#9acd32', '#12b886', '#00a3c4', '#1d9bf0', '#7c3aed', '#f0f0f0', '#111111',
];

const LAYOUT = `
  :host { display: block; }
  .root { position: static; inline-size: auto; block-size: auto; display: block; }
  .root .panel { position: static; flex-flow: row wrap; align-items: center; gap: 12px; inline-size: auto; block-size: auto;
    padding: 14px 16px; border-radius: 0; box-shadow: none; border-block-end: 1px solid #8886; animation: none; }
`;

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** What is filled with the accent, what is written on it and in it. */
function row(accent: string, scheme: string): HTMLElement {
  const host = document.createElement('div');
  host.style.setProperty('--chat-accent', accent);
  host.style.setProperty('color-scheme', scheme);
  const shadow = host.attachShadow({ mode: 'open' });
  const sheets = [panelStyles, bannerStyles, richStyles].map(({ styleSheet }) => styleSheet!);
  shadow.adoptedStyleSheets = [sheetOf(launcherStyles + launcherViewStyles), ...sheets, sheetOf(LAYOUT)];
  const words = html`<div class="root"><div class="panel" ?open=${true}>
    <button class="send" aria-label="Send, ${accent}, ${scheme}">${icons.send}</button>
    <div class="bubble visitor first">Brand ${accent}</div>
    <div class="bubble agent first"><a class="link" href="#brands">Link text</a></div>
    <button class="chip">Chip</button>
  </div></div>`;
  render(words, shadow);
  return host;
}

/** Twelve awkward brands, light and dark side by side. */
export function brandBoard(): HTMLElement {
  const board = document.createElement('main');
  const title = document.createElement('h1');
  title.textContent = 'Twelve brands';
  Object.assign(title.style, { gridColumn: '1 / -1', margin: '0', padding: '16px', font: '600 22px system-ui' });
  Object.assign(board.style, { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))', background: '#fff', color: '#222' });
  board.append(title, ...BRANDS.flatMap((accent) => ['light', 'dark'].map((scheme) => row(accent, scheme))));
  return board;
}
