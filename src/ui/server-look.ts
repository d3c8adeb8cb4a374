import type { ServerConfig } from '../core/config.js';
import { adopt } from './adopt.js';
import type { ChatWidgetPanel } from './panel.js';
import { lookStyles } from './styles/look-styles.js';

/** WCAG's luminance of a colour, painted by the browser; undefined for what is none, or a substitution. */
function luminanceOf(colour: string | undefined): number | undefined {
  if (!colour || /(var|env|attr|if)\(/i.test(colour) || !CSS.supports('color', colour)) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The backend's text where it can be read on its ground, else black or white, whichever can. */
function textOn(ground: number, text: string | undefined): string {
  const front = luminanceOf(text);
  const isReadable = front !== undefined && (Math.max(front, ground) + 0.05) / (Math.min(front, ground) + 0.05) >= 4.5;
  return isReadable ? text! : ground > 0.179 ? '#000' : '#fff';
}

/** Draws the panel as the backend's settings want it; the page's own `header` attribute goes before its colours. */
export function dressByServer(panel: ChatWidgetPanel, { look, headerColor, color, textColor }: ServerConfig): void {
  adopt(panel, lookStyles);
  const { style, dataset } = panel.parentElement!;
  dataset['look'] = look ?? '';
  const header = headerColor ?? (look === 'minimal' || !textColor ? undefined : color);
  const ground = panel.scope.host.hasAttribute('header') ? undefined : luminanceOf(header);
  if (ground === undefined) {
    delete dataset['header'];
    return;
  }
  dataset['header'] = '';
  style.setProperty('--_server-header', header!);
  style.setProperty('--_server-text', textOn(ground, textColor));
}
