import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { selectCan } from '../core/selectors.js';
import { toFields } from '../forms/fields.js';
import { toComment } from '../forms/lines.js';
import type { FormValues } from '../forms/validate.js';
import { enForms } from '../i18n/en-forms.js';
import { addEnglish } from '../i18n/localize.js';
import { createKeep, scopeOf } from '../storage/keep.js';
import { adopt } from './adopt.js';
import { define } from './define.js';
import { labelOf } from './field-view.js';
import { ChatWidgetForm } from './form-view.js';
import { formsOf } from './forms/forms-of.js';
import { mailIcon } from './forms/mail-icon.js';
import { scale } from './forms/scale.js';
import type { Score } from './forms/scale.js';
import { knownValues } from './known-values.js';
import { PanelPart } from './panel-part.js';
import { farewellStyles } from './styles/farewell-styles.js';
import { formStyles } from './styles/form-styles.js';

addEnglish(enForms);
define('chat-widget-form', ChatWidgetForm);

const importDownload = () => import('./download.js');

/** Kept: which conversation was rated last, so that it is asked once. */
const RATED = 'rated';

/** After a conversation: a rating, once, and the transcript by mail or as a file. */
export class ChatWidgetFarewell extends PanelPart {
  static override properties: PropertyDeclarations = {
    score: { state: true },
    rated: { state: true },
    asking: { state: true },
    note: { state: true },
  };
  declare score: Score | undefined;
  /** Id of the conversation that was rated here just now. */
  declare rated: string | undefined;
  /** The visitor is asked where to send the transcript. */
  declare asking: boolean;
  /** What became of the last wish. */
  declare note: string;
  /** A second press asks for no second mail. */
  #isMailing = false;

  constructor() {
    super();
    this.asking = false;
    this.note = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, formStyles);
    adopt(this, farewellStyles);
  }

  protected override render(): TemplateResult {
    const { t } = this.scope.localize;
    const canMail = selectCan(this.state, 'transcript');
    const { transcript } = this.state.config.messages ?? {};
    return html`${selectCan(this.state, 'rating') ? this.#rating() : nothing}
      ${this.note ? html`<p class="note" role="status" tabindex="-1">${this.note}</p>` : nothing}
      ${canMail && transcript ? html`<p dir="auto">${transcript}</p>` : nothing}
      ${this.asking ? this.#address() : nothing}
      ${canMail && !this.asking
        ? html`<button type="button" class="button" @click=${this.#handleMail}>${mailIcon}${t('end.mail')}</button>`
        : nothing}
      <div class="files">
        <button type="button" class="quiet" @click=${() => this.#download('html')}>${t('end.download')}</button>
        <button type="button" class="quiet" @click=${() => this.#download('text')}>${t('end.text')}</button>
      </div>`;
  }

  /** Asked once for a conversation, on this device; one without an id is remembered as long as it is on screen. */
  get #isRated(): boolean {
    const { id } = this.state.conversation;
    return this.rated === (id ?? '') || (!!id && createKeep(this.scope.host).get(RATED) === id);
  }

  #rating(): TemplateResult {
    const { localize, host } = this.scope;
    if (this.#isRated) return html`<p class="rated" role="status" tabindex="-1">${localize.t('end.rated')}</p>`;
    const fields = formsOf(host, this.state).rating ?? toFields([{ name: 'comment', type: 'textarea', label: localize.t('end.comment') }]);
    return html`<div class="csat" part="csat">
      ${scale(localize, this.state.agents[0]?.name, this.score, (score) => (this.score = score))}
      ${this.score
        ? html`<chat-widget-form
            .state=${this.state}
            .kind=${'rating'}
            .fields=${fields}
            .label=${localize.t('end.sendRating')}
            .submit=${(values: FormValues) => this.#rate(fields, values)}
          ></chat-widget-form>`
        : nothing}
    </div>`;
  }

  #address(): TemplateResult {
    const { t } = this.scope.localize;
    const fields = toFields([{ name: 'email', type: 'email', label: t('end.address'), required: true }]);
    return html`<chat-widget-form
      class="address"
      .state=${this.state}
      .kind=${'transcript'}
      .fields=${fields}
      .known=${knownValues(this)}
      .label=${t('end.mail')}
      .submit=${this.#mail}
    ></chat-widget-form>`;
  }

  async #rate(fields: ReturnType<typeof toFields>, values: FormValues): Promise<void> {
    const { host, chat, localize } = this.scope;
    // In another tab, meanwhile.
    if (this.#isRated) return this.requestUpdate();
    const keep = createKeep(host, false, scopeOf(host));
    const score = this.score!;
    const { id } = this.state.conversation;
    const comment = toComment(fields, values, (field) => labelOf(field, localize));
    await chat.rate({ score, ...(comment && { comment }) });
    this.rated = id ?? '';
    if (id) keep.set(RATED, id);
    host.dispatchEvent(new CustomEvent('chat-rating', { detail: { score }, bubbles: true, composed: true }));
    await this.#focus('.rated');
  }

  #handleMail = async (): Promise<void> => {
    if (this.#isMailing) return;
    this.note = '';
    const known = knownValues(this);
    this.#isMailing = true;
    try {
      if (known['email']) await this.#mail(known);
      else await this.#ask();
    } catch {
      // Perhaps it is the address; at any rate nothing has come of it.
      this.note = this.scope.localize.t('error.generic');
      await this.#ask();
    } finally {
      this.#isMailing = false;
    }
  };

  /** The button that was pressed makes way for the field. */
  async #ask(): Promise<void> {
    this.asking = true;
    await this.#focus('input[type=email]');
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    await this.querySelector<ChatWidgetForm>('.address')?.updateComplete;
    this.querySelector<HTMLElement>(selector)?.focus();
  }

  #mail = async ({ email = '' }: FormValues): Promise<void> => {
    const { chat, localize } = this.scope;
    this.note = '';
    await chat.requestTranscript('email', { email });
    this.note = localize.t('end.mailed');
    if (!this.asking) return;
    this.asking = false;
    await this.#focus('.note');
  };

  async #download(kind: 'html' | 'text'): Promise<void> {
    this.note = '';
    try {
      const { download } = await importDownload().catch(importDownload);
      await download(this.scope, this.state, kind);
    } catch {
      this.note = this.scope.localize.t('error.generic');
    }
  }
}

define('chat-widget-farewell', ChatWidgetFarewell);
