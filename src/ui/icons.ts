import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** Outlines on a 24 px grid; the stroke comes from the style sheet. */
export const icon = (path: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

export const CIRCLE = 'M12 3.3a8.7 8.7 0 1 0 0 17.4a8.7 8.7 0 1 0 0-17.4';

export const icons = {
  minimise: icon('M6 9.5l6 6 6-6'),
  file: icon('M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5zM13.5 3.5v5h5'),
  attach: icon(
    'M19.5 11.2l-7.7 7.7a4.8 4.8 0 0 1-6.8-6.8l8-8a3.2 3.2 0 0 1 4.5 4.5l-7.9 7.9a1.6 1.6 0 0 1-2.3-2.3l7.3-7.2',
  ),
  send: icon('M12 19V5.4M6 11.2l6-6 6 6'),
  down: icon('M12 5v13.6M6 12.8l6 6 6-6'),
  clock: icon(`${CIRCLE}M12 7.5V12l3 2`),
  check: icon('M5 12.8l4.4 4 9-9.6'),
  checks: icon('M2.5 12.8l4 4 8-9M11.8 16l.9.8 8.8-9.4'),
  cross: icon('M6.5 6.5l11 11M17.5 6.5l-11 11'),
  alert: icon(`${CIRCLE}M12 7.8v5M12 16v.1`),
};
