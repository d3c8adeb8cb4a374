import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { selectCan } from '../core/selectors.js';
import { toFields } from '../forms/fields.js';
import type { FormValues } from '../forms/validate.js';
import { enForms } from '../i18n/en-forms.js';
import { addEnglish } from '../i18n/localize.js';
import { adopt } from './adopt.js';
import { define } from './define.js';
import { download } from './download.js';
import { ChatWidgetForm } from './form-view.js';
import { knownValues } from './known-values.js';
import { PanelPart } from './panel-part.js';
import { formStyles } from './styles/form-styles.js';

addEnglish(enForms);
define('chat-widget-form', ChatWidgetForm);

const FACES = ['😣', '🙁', '😐', '🙂', '😍'];
type Score = 1 | 2 | 3 | 4 | 5;

/** After a conversation: a rating, once, and the transcript by mail or as a file. */
export class ChatWidgetFarewell extends PanelPart {
  static override properties: PropertyDeclarations = {
    score: { state: true },
    rated: { state: true },
    asking: { state: true },
    note: { state: true },
  };
  declare score: Score | undefined;
  /** Id of the conversation that was rated. */
  declare rated: string | undefined;
  /** The visitor is asked where to send the transcript. */
  declare asking: boolean;
  /** What became of the last wish. */
  declare note: string;

  constructor() {
    super();
    this.asking = false;
    this.note = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, formStyles);
  }

  protected override render(): TemplateResult {
    const { t } = this.scope.localize;
    const { conversation, config } = this.state;
    const isRated = this.rated === (conversation.id ?? '');
    const canMail = selectCan(this.state, 'transcript');
    return html`${selectCan(this.state, 'rating') ? (isRated ? html`<p>${t('end.rated')}</p>` : this.#rating()) : nothing}
      ${this.note ? html`<p role="status">${this.note}</p>` : nothing}
      ${canMail && config.messages?.transcript ? html`<p dir="auto">${config.messages.transcript}</p>` : nothing}
      ${this.asking ? this.#address() : nothing}
      ${canMail && !this.asking
        ? html`<button type="button" class="button" @click=${this.#handleMail}>${t('end.mail')}</button>`
        : nothing}
      <button type="button" class="button" @click=${this.#handleDownload}>${t('end.download')}</button>`;
  }

  #rating(): TemplateResult {
    const { t } = this.scope.localize;
    const face = (symbol: string, index: number): TemplateResult => {
      const score = (index + 1) as Score;
      return html`<label class="face" part="rating">
        <input
          type="radio"
          name="score"
          class="vh"
          .checked=${this.score === score}
          aria-label=${t(`end.rate${score}`)}
          @change=${() => (this.score = score)}
        /><span aria-hidden="true">${symbol}</span></label
      >`;
    };
    return html`<form class="csat" part="csat" @submit=${this.#handleRate}>
      <fieldset>
        <legend>${t('end.rate')}</legend>
        <div class="faces">${FACES.map(face)}</div>
        <div class="ends" aria-hidden="true"><span>${t('end.rate1')}</span><span>${t('end.rate5')}</span></div>
      </fieldset>
      ${this.score
        ? html`<textarea part="input" rows="2" dir="auto" aria-label=${t('end.comment')} placeholder=${t('end.comment')}></textarea>
            <button class="button main" part="submit">${t('end.sendRating')}</button>`
        : nothing}
    </form>`;
  }

  #address(): TemplateResult {
    const { t } = this.scope.localize;
    const fields = toFields([{ name: 'email', type: 'email', label: t('end.address'), required: true }]);
    return html`<chat-widget-form
      .state=${this.state}
      .fields=${fields}
      .known=${knownValues(this)}
      .label=${t('end.mail')}
      .submit=${this.#mail}
    ></chat-widget-form>`;
  }

  #handleRate = (event: Event): void => {
    event.preventDefault();
    const comment = this.querySelector('textarea')?.value.trim();
    const { score, scope, state } = this;
    if (!score) return;
    const { t } = scope.localize;
    scope.chat.rate({ score, ...(comment && { comment }) }).then(
      () => (this.rated = state.conversation.id ?? ''),
      () => (this.note = t('error.generic')),
    );
  };

  #handleMail = (): void => {
    this.note = '';
    if (knownValues(this)['email']) void this.#mail(knownValues(this)).catch(() => (this.asking = true));
    else this.asking = true;
  };

  #mail = async (values: FormValues): Promise<void> => {
    const { chat, localize } = this.scope;
    await chat.requestTranscript('email', values);
    this.asking = false;
    this.note = localize.t('end.mailed');
  };

  #handleDownload = (): Promise<void> => download(this.scope, this.state);
}

define('chat-widget-farewell', ChatWidgetFarewell);
