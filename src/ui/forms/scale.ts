import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Localize } from '../../i18n/localize.js';

const FACES = ['😣', '🙁', '😐', '🙂', '😍'];
export type Score = 1 | 2 | 3 | 4 | 5;

/** Five faces to choose from: radios, so that the arrows go from one to the next. */
export function scale({ t }: Localize, name: string | undefined, chosen: Score | undefined, onChoose: (score: Score) => void): TemplateResult {
  const face = (symbol: string, index: number): TemplateResult => {
    const score = (index + 1) as Score;
    return html`<label class="face" part="rating">
      <input
        type="radio"
        name="score"
        class="vh"
        .checked=${chosen === score}
        aria-label=${t(`end.rate${score}`)}
        @change=${() => onChoose(score)}
      /><span aria-hidden="true">${symbol}</span></label
    >`;
  };
  return html`<fieldset>
    <legend>${name ? t('end.rateWith', { name }) : t('end.rate')}</legend>
    <div class="faces">${FACES.map(face)}</div>
    <div class="ends" aria-hidden="true"><span>${t('end.rate1')}</span><span>${t('end.rate5')}</span></div>
  </fieldset>`;
}
