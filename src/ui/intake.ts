import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { toFields } from '../forms/fields.js';
import type { Field } from '../forms/fields.js';
import type { FormValues } from '../forms/validate.js';
import { enForms } from '../i18n/en-forms.js';
import { addEnglish } from '../i18n/localize.js';
import { adopt } from './adopt.js';
import { define } from './define.js';
import { ChatWidgetForm } from './form-view.js';
import type { IntakeKind } from './intake-kind.js';
import { isAnswered, knownValues } from './known-values.js';
import { PanelPart } from './panel-part.js';
import { formStyles } from './styles/form-styles.js';

addEnglish(enForms);
define('chat-widget-form', ChatWidgetForm);

/** Before a conversation: the registration, or a message for later while nobody is there. */
export class ChatWidgetIntake extends PanelPart {
  static override properties: PropertyDeclarations = { kind: {}, thanked: { state: true } };
  declare kind: IntakeKind;
  /** The address that the thanks name; `''` where there is none; nothing while the form stands. */
  declare thanked: string | undefined;
  /** The same fields as long as the config is the same: a form keeps what was written into it. */
  #fields: Field[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, formStyles);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Somebody has come meanwhile: the words go on in the conversation.
    const words = this.kind === 'offline' ? this.querySelector<ChatWidgetForm>('chat-widget-form')?.values['message'] : '';
    if (words) this.#tell('chat-widget-words', words);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state')?.config.forms;
    if (!changed.has('kind') && before === this.state.config.forms) return;
    const forms = Object(this.state.config.forms) as Record<string, unknown>;
    this.#fields = toFields(forms[this.kind]);
    if (this.kind === 'registration' && isAnswered(this.#fields, knownValues(this))) this.#tell('chat-widget-done');
  }

  protected override render(): TemplateResult {
    const { messages = {} } = this.state.config;
    const { t } = this.scope.localize;
    if (this.kind === 'unavailable') return html`<div class="intake"><p dir="auto">${messages.offlineUnavailable}</p></div>`;
    if (this.thanked !== undefined) return this.#thanks(this.thanked);
    const isOffline = this.kind === 'offline';
    const lead = isOffline ? messages.offline || t('offline.lead') : messages.registration;
    return html`<div class="intake">
      <h3>${t(isOffline ? 'offline.title' : 'form.lead')}</h3>
      ${lead ? html`<p class="lead" dir="auto">${lead}</p>` : nothing}
      <chat-widget-form
        .state=${this.state}
        .fields=${this.#fields}
        .known=${knownValues(this)}
        .label=${t(isOffline ? 'offline.submit' : 'form.submit')}
        .submit=${isOffline ? this.#leave : this.#register}
      ></chat-widget-form>
    </div>`;
  }

  #thanks(email: string): TemplateResult {
    const { t } = this.scope.localize;
    const words = this.state.config.messages?.offlineSuccess || (email ? t('offline.thanks', { email }) : '✓');
    return html`<div class="intake" role="status">
      <p class="thanks" dir="auto" tabindex="-1">${words}</p>
      <button type="button" class="button" @click=${() => (this.thanked = undefined)}>${t('offline.again')}</button>
    </div>`;
  }

  #register = async (values: FormValues): Promise<void> => {
    await this.scope.chat.register(values);
    this.#tell('chat-widget-done');
  };

  #leave = async (values: FormValues): Promise<void> => {
    await this.scope.chat.sendOfflineMessage(values);
    this.thanked = values['email'] ?? '';
    await this.updateComplete;
    this.querySelector<HTMLElement>('.thanks')?.focus();
  };

  /** To the panel; the event goes no further. */
  #tell(type: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

define('chat-widget-intake', ChatWidgetIntake);
