import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Localize } from '../../i18n/localize.js';

const EYES = 'M8.4 9.6v.8M15.6 9.6v.8';
/** Drawn, since not every system has a font with all of these faces. */
const FACES = [
  'M6.9 8.4l3 1.6M17.1 8.4l-3 1.6M8 17.2q4-4.4 8 0',
  `${EYES}M8.4 16.7q3.6-2.6 7.2 0`,
  `${EYES}M8.4 15.7h7.2`,
  `${EYES}M7.8 14.7q4.2 3.7 8.4 0`,
  'M7 10.5q1.5-2.3 3 0M14 10.5q1.5-2.3 3 0M6.9 13.7h10.2q-.6 4.9-5.1 4.9t-5.1-4.9z',
];
export type Score = 1 | 2 | 3 | 4 | 5;

/** Five faces to choose from: radios, so that the arrows go from one to the next. */
export function scale({ t }: Localize, name: string | undefined, chosen: Score | undefined, onChoose: (score: Score) => void): TemplateResult {
  const face = (path: string, index: number): TemplateResult => {
    const score = (index + 1) as Score;
    return html`<label class="face" part="rating">
      <input
        type="radio"
        name="score"
        class="vh"
        .checked=${chosen === score}
        aria-label=${t(`end.rate${score}`)}
        @change=${() => onChoose(score)}
      /><svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11"></circle><path d=${path}></path></svg>
    </label>`;
  };
  return html`<fieldset>
    <legend>${name ? t('end.rateWith', { name }) : t('end.rate')}</legend>
    <div class="faces">${FACES.map(face)}</div>
    <div class="ends" aria-hidden="true"><span>${t('end.rate1')}</span><span>${t('end.rate5')}</span></div>
  </fieldset>`;
}
