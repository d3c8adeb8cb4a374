import { html, render } from 'lit';
import { launcherStyles } from '../../src/launcher/launcher-styles.js';
import { launcherViewStyles } from '../../src/launcher/launcher-view-styles.js';
import { bannerStyles } from '../../src/ui/styles/banner-styles.js';
import { panelStyles } from '../../src/ui/styles/panel-styles.js';

type Token = { name: string; default?: string; description?: string };
type Manifest = { modules: { declarations?: { tagName?: string; name: string; cssProperties?: Token[] }[] }[] };

const MANIFEST = new URL('../../custom-elements.json', import.meta.url).href;
/** What a token is called inside, where it has a colour. */
const toPrivate = (name: string): string => name.replace(/^--chat-/, '--_').replace('text-muted', 'muted');

const LAYOUT = `
  :host { display: block; }
  .root { position: static; display: block; inline-size: auto; block-size: auto; }
  .board { box-sizing: border-box; min-block-size: 100vh; padding: 32px clamp(16px, 5vw, 64px); background: var(--_surface); color: var(--_text); line-height: 1.5; }
  .board h1 { margin: 0 0 8px; font-size: 26px; letter-spacing: -0.02em; }
  .board p { max-inline-size: 60ch; margin: 0 0 24px; color: var(--_muted); }
  table { border-collapse: collapse; font-size: 14px; }
  :is(th, td) { padding: 8px 16px 8px 0; border-block-end: 1px solid var(--_border); text-align: start; vertical-align: top; overflow-wrap: anywhere; }
  th { color: var(--_muted); font-weight: 600; }
  code { font: 13px ui-monospace, monospace; }
  .swatch { display: block; inline-size: 40px; block-size: 20px; border-radius: 6px; box-shadow: inset 0 0 0 1px color-mix(in oklab, currentColor 25%, transparent); }
`;

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** A rule for each, since strict pages allow no `style` attributes, and neither does our lint. */
const swatches = (tokens: readonly Token[]): string =>
  tokens.map(({ name }) => `[data-token='${name}'] { background: var(${toPrivate(name)}) }`).join('');

/** One table of all custom properties that a page may set, with what they are here. */
export function tokenBoard(scheme: 'light' | 'dark'): HTMLElement {
  const host = document.createElement('main');
  host.style.setProperty('color-scheme', scheme);
  const shadow = host.attachShadow({ mode: 'open' });
  const base = [sheetOf(launcherStyles + launcherViewStyles), panelStyles.styleSheet!, bannerStyles.styleSheet!, sheetOf(LAYOUT)];
  shadow.adoptedStyleSheets = base;
  const root = document.createElement('div');
  root.className = 'root';
  shadow.append(root);
  const isColour = ({ name }: Token): boolean => CSS.supports('color', getComputedStyle(root).getPropertyValue(toPrivate(name)));
  const draw = (tokens: readonly Token[]): void => {
    const coloured = tokens.filter(isColour);
    shadow.adoptedStyleSheets = [...base, sheetOf(swatches(coloured))];
    const row = (token: Token) => html`<tr>
      <td>${coloured.includes(token) ? html`<i class="swatch" data-token=${token.name}></i>` : null}</td>
      <td><code>${token.name}</code></td>
      <td><code>${token.default ?? ''}</code></td>
      <td>${token.description?.replaceAll('`', '')}</td>
    </tr>`;
    const board = html`<div class="board">
      <h1>Custom properties</h1>
      <p>One colour is enough: all others are computed from it, so that text stays readable. Each may be set by a style sheet of the page on <code>chat-widget</code>.</p>
      <table>
        <thead><tr><td></td><th>Name</th><th>Default</th><th>Of what</th></tr></thead>
        <tbody>${tokens.map(row)}</tbody>
      </table>
    </div>`;
    render(board, root);
  };
  draw([]);
  fetch(MANIFEST)
    .then((response) => response.json() as Promise<Manifest>)
    .then(({ modules }) => {
      const all = modules.flatMap(({ declarations = [] }) => declarations.flatMap(({ cssProperties = [] }) => cssProperties));
      draw([...new Map(all.map((token) => [token.name, token])).values()]);
    }, () => {});
  return host;
}
