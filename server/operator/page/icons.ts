import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** The few signs of the console, 24 units square, drawn with the text's colour. */
const icon = (path: SVGTemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`;

export const sendIcon = icon(svg`<path d="M4 12 20 4l-5 16-3.5-6.5z" />`);
export const imageIcon = icon(
  svg`<rect x="3.5" y="5" width="17" height="14" rx="2.5" /><circle cx="9" cy="10" r="1.6" /><path d="m4 17 5-4 3.5 3 3-2.5 5 4" />`,
);
export const backIcon = icon(svg`<path d="M15 5 8 12l7 7" />`);
export const infoIcon = icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 11v5M12 8h.01" />`);
export const soundIcon = icon(
  svg`<path d="M5 9.500v5h3.500L13 18V6L8.5 9.500z" /><path d="M16.5 9a4.5 4.5 0 0 1 0 6" />`,
);
export const muteIcon = icon(svg`<path d="M5 9.500v5h3.500L13 18V6L8.5 9.500zM17 10l4 4M21 10l-4 4" />`);
export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6 6 18" />`);
export const tickIcon = icon(svg`<path d="m5 12.5 4.5 4.500L19 7.5" />`);
export const ticksIcon = icon(svg`<path d="m2.5 12.5 4.5 4.500L16 8M11.5 16l1 1L22 7.5" />`);
export const speechIcon = icon(svg`<path d="M4 6.500h16v10H11l-4 3.500v-3.500H4z" />`);
