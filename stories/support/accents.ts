import type { Options } from '../../src/attributes.js';
import { createWidget } from './render-widget.js';

/** Colours that brands have and that plain white text cannot stand on, and the ends of the scale. */
const AWKWARD = ['#000', '#fff', '#ffe14d', '#00e5ff', '#ff6f4d', '#767676', '#b3ff00', 'oklch(0.85 0.2 330)', 'rebeccapurple'];

/** A box of its own for each: a transform makes it what a fixed launcher is fixed to. */
function cell(accent: string, options: Partial<Options>): HTMLElement {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.textContent = accent;
  Object.assign(figure.style, { inlineSize: '140px', blockSize: '110px', margin: '0', transform: 'translateZ(0)' });
  const brand = `Juniper & Co., ${accent}`;
  figure.append(caption, createWidget({ ...options, accent, brand, placement: 'fixed' }));
  return figure;
}

export function accentBoard(options: Partial<Options>): HTMLElement {
  const board = document.createElement('div');
  Object.assign(board.style, { display: 'flex', flexWrap: 'wrap', gap: '16px', marginBlockStart: '24px' });
  board.append(...AWKWARD.map((accent) => cell(accent, options)));
  return board;
}
