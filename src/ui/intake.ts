import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { ChatState } from '../core/state.js';
import { toFields } from '../forms/fields.js';
import type { Field } from '../forms/fields.js';
import { toShorthand } from '../forms/shorthand.js';
import type { FormValues } from '../forms/validate.js';
import { enForms } from '../i18n/en-forms.js';
import { enHours } from '../i18n/en-hours.js';
import { addEnglish } from '../i18n/localize.js';
import { createKeep, scopeOf } from '../storage/keep.js';
import { adopt } from './adopt.js';
import { define } from './define.js';
import { ChatWidgetForm } from './form-view.js';
import { deliver } from './forms/deliver.js';
import { formsOf } from './forms/forms-of.js';
import { leaveMessage } from './forms/leave-message.js';
import type { Left } from './forms/leave-message.js';
import { mailIcon } from './forms/mail-icon.js';
import { tellUnasked } from './forms/tell-unasked.js';
import { REGISTERED, toIntakeKind } from './forms/to-intake-kind.js';
import type { IntakeKind } from './forms/to-intake-kind.js';
import { hoursWords } from './hours-words.js';
import { icons } from './icons.js';
import { knownValues } from './known-values.js';
import { PanelPart } from './panel-part.js';
import type { PanelScope } from './panel-scope.js';
import { formStyles } from './styles/form-styles.js';

addEnglish(enForms);
addEnglish(enHours);
define('chat-widget-form', ChatWidgetForm);

/** What a message for later needs, where nobody has said what to ask. */
const OFFLINE: readonly Field[] = toFields(toShorthand('name email* message*'));

const SUBMIT = { registration: 'form.submit', 'hand-off': 'form.send', offline: 'offline.submit' } as const;

/** What stands in the conversation's place, and what the header says then; a `hand-off` stands below it. */
export type Asked = { kind: IntakeKind; title: string | undefined };

/** Before a conversation: the registration, or a message for later while nobody is there. In it: who is talking. */
export class ChatWidgetIntake extends PanelPart {
  static override properties: PropertyDeclarations = { kind: { reflect: true }, left: { state: true } };
  declare kind: IntakeKind;
  /** What became of a message for later; nothing while the form stands. */
  declare left: Left | undefined;

  /** @param isAway the visitor would rather leave a message than wait */
  static asks(state: ChatState, scope: PanelScope, isAway: boolean): Asked | undefined {
    const kind = isAway ? 'offline' : toIntakeKind(state, scope.host);
    if (!kind) return void tellUnasked(scope, state);
    const { t } = scope.localize;
    const closed = isAway ? t('offline.leave') : state.config.offlineTitle || t('offline.title');
    return { kind, title: kind === 'registration' ? t('form.title') : kind === 'hand-off' ? undefined : closed };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, formStyles);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // In a move it is there again by now.
    if (this.kind === 'offline' && this.scope.host.isConnected && !this.isConnected) this.#handOn();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('kind') === 'offline') this.#handOn();
  }

  /** It comes by itself, below what is being read: it is said, and takes only a focus that would be lost. */
  protected override firstUpdated(): void {
    if (this.kind !== 'hand-off') return;
    const { announce, localize } = this.scope;
    announce(localize.t('form.lead'));
    const focused = (this.getRootNode() as ShadowRoot).activeElement;
    if (focused?.closest('chat-widget-composer')) this.querySelector<HTMLElement>('h3')?.focus();
  }

  protected override render(): TemplateResult {
    const { kind, left } = this;
    if (kind === 'unavailable') return this.#unavailable();
    if (left && kind === 'offline') return this.#thanks(left);
    const { t } = this.scope.localize;
    const isOffline = kind === 'offline';
    const lead = this.#lead();
    return html`<div class="intake" role="group" aria-labelledby="intake-title">
      <h3 id="intake-title" tabindex="-1">${t(isOffline ? 'offline.leave' : 'form.lead')}</h3>
      ${lead ? html`<p class="lead" dir="auto">${lead}</p>` : nothing}
      ${isOffline ? html`${this.#hours()}<slot name="offline"></slot>` : nothing}
      <chat-widget-form
        .state=${this.state}
        .kind=${kind}
        .fields=${this.#fields()}
        .known=${knownValues(this)}
        .label=${isOffline ? [mailIcon, t(SUBMIT[kind])] : t(SUBMIT[kind])}
        .submit=${isOffline ? this.#leave : this.#register}
      ></chat-widget-form>
    </div>`;
  }

  #lead(): string | undefined {
    const { offline, registration } = this.state.config.messages ?? {};
    return this.kind === 'offline' ? offline || this.scope.localize.t('offline.lead') : registration;
  }

  #unavailable(): TemplateResult {
    const words = this.state.config.messages?.offlineUnavailable || this.scope.localize.t('offline.unavailable');
    return html`<div class="intake"><p class="away" dir="auto">${words}</p>${this.#hours()}<slot name="offline"></slot></div>`;
  }

  /** In the time zone of whoever answers, and in the visitor's. */
  #hours(): TemplateResult | typeof nothing {
    const { there, here } = hoursWords(this.scope, this.state, () => this.requestUpdate()) ?? {};
    const { t } = this.scope.localize;
    if (!there) return nothing;
    return html`<p class="hours">
      ${icons.clock}<span dir="auto">${t('offline.hours', { hours: there })}${here ? html`<br />${t('offline.hoursHere', { hours: here })}` : nothing}</span>
    </p>`;
  }

  get #form(): ChatWidgetForm | null {
    return this.querySelector<ChatWidgetForm>('chat-widget-form');
  }

  #fields(): readonly Field[] {
    const { registration, handOff, offline } = formsOf(this.scope.host, this.state);
    if (this.kind === 'offline') return offline ?? OFFLINE;
    return (this.kind === 'hand-off' ? handOff : registration) ?? [];
  }

  #thanks(left: Left): TemplateResult {
    const { t } = this.scope.localize;
    const own = this.state.config.messages?.offlineSuccess;
    const words = left.mail ? t('offline.mail') : own || (left.email ? t('offline.thanks', { email: left.email }) : t('offline.sent'));
    return html`<div class="intake" role="status">
      <p class="thanks" dir="auto" tabindex="-1">${left.mail ? nothing : icons.check}${words}</p>
      ${left.mail ? html`<a class="button" href=${left.mail}>${t('offline.openMail')}</a>` : nothing}
      <button type="button" class="button" @click=${() => (this.left = undefined)}>${t('offline.again')}</button>
    </div>`;
  }

  #register = async (values: FormValues): Promise<void> => {
    // Of the visitor who is asked now, whoever is there when it has been sent.
    const { kind } = this;
    const { host } = this.scope;
    const keep = createKeep(host, false, scopeOf(host));
    await deliver(this.scope, this.#fields(), values);
    keep.set(REGISTERED, `${keep.get(REGISTERED) ?? ''} ${kind}`.trim());
    this.#tell('chat-widget-done');
  };

  #leave = async (values: FormValues): Promise<boolean> => {
    const left = await leaveMessage(this.scope, this.#fields(), values);
    this.left = left;
    await this.updateComplete;
    this.querySelector<HTMLElement>('.thanks')?.focus();
    // Whether a mail was sent in the end nobody knows: the words are kept.
    return !left.mail;
  };

  /** Somebody has come meanwhile: the words go on in the conversation, behind what stands there. */
  #handOn(): void {
    const { host } = this.scope;
    const message = this.#form?.take('message');
    if (!message) return;
    const field = host.shadowRoot?.querySelector<HTMLTextAreaElement>('chat-widget-composer .composer textarea');
    const draft = field?.value ?? '';
    if (field) field.value = '';
    this.#tell('chat-widget-words', [draft, message].filter(Boolean).join('\n'));
  }

  /** To the panel; the event goes no further. */
  #tell(type: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

define('chat-widget-intake', ChatWidgetIntake);
