import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { ChatWidgetTray } from './attachments/tray.js';
import { ComposerKeys } from './composer-keys.js';
import { isCoarse } from './device.js';
import { icons } from './icons.js';
import { farewell, has, isDefined } from './lazy.js';
import { endWords } from './message-words.js';
import { PanelPart } from './panel-part.js';
import { Wake } from './wake.js';

const MAX_LINES = 6;

/** Where the visitor writes; its words are the field's own, so closing the panel keeps them. */
export class ChatWidgetComposer extends PanelPart {
  static override properties: PropertyDeclarations = {
    empty: { state: true },
    held: { state: true },
    refusal: { state: true },
    reopened: { state: true },
  };
  declare empty: boolean;
  /** Files in the tray. */
  declare held: number;
  /** Why the last files were not taken. */
  declare refusal: string;
  /** The visitor asked for another conversation after the end of this one. */
  declare reopened: boolean;
  #wake = new Wake(this);
  #keys = new ComposerKeys();

  constructor() {
    super();
    this.empty = true;
    this.held = 0;
    this.refusal = '';
    this.reopened = false;
  }

  /** Nothing while the composer makes way for the end of the conversation. */
  get field(): HTMLTextAreaElement | null {
    return this.querySelector('form:not([hidden]) textarea');
  }

  isComposing(event: KeyboardEvent): boolean {
    return this.#keys.isComposing(event);
  }

  /** Words of a message that was not sent; a draft is never overwritten. */
  putBack(text: string): void {
    const field = this.querySelector('textarea')!;
    if (field.value || !text) return;
    field.value = text;
    this.#measure(field);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const ended = changed.get('state')?.conversation.state === 'ended';
    if (ended && this.state.conversation.state !== 'ended') this.reopened = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('reopened') && this.reopened) this.field?.focus();
  }

  protected override render(): TemplateResult {
    const { t } = this.scope.localize;
    const problem = this.#limit() || this.refusal;
    const ended = this.state.conversation.state === 'ended' && !this.reopened;
    // Hidden, not removed: a draft outlives the end of the conversation.
    return html`${ended ? this.#ended() : nothing}
    <form class="composer" part="composer" ?hidden=${ended} @submit=${this.#handleSubmit}>
      ${problem ? html`<p class="problem" id="problem" part="error">${problem}</p>` : nothing}
      <div class="pill-field">
        ${isDefined('attach') ? html`<chat-widget-attach .state=${this.state}></chat-widget-attach>` : nothing}
        <textarea
          part="textarea"
          rows="1"
          aria-label=${t('composer.placeholder')}
          aria-describedby=${problem ? 'problem' : nothing}
          placeholder=${t('composer.placeholder')}
          enterkeyhint=${isCoarse() ? 'enter' : 'send'}
          @input=${this.#handleInput}
          @keydown=${this.#handleKeydown}
          @compositionend=${(event: Event) => this.#keys.composed(event)}
          @blur=${() => this.scope.chat.setTyping(false)}
        ></textarea>
        <button
          class="send"
          part="send"
          aria-label=${t('composer.send')}
          title=${t('composer.send')}
          aria-disabled=${this.#blocked()}
        >
          ${icons.send}
        </button>
      </div>
    </form>`;
  }

  #ended(): TemplateResult {
    const { localize } = this.scope;
    return html`<div class="ended" part="ended">
      <p dir="auto">${this.state.config.messages?.finished || endWords(this.state.conversation, localize)}</p>
      ${has('farewell', farewell, this.scope)
        ? html`<chat-widget-farewell .state=${this.state}></chat-widget-farewell>`
        : nothing}
      <button type="button" class="button" part="submit" @click=${() => (this.reopened = true)}>
        ${localize.t('end.new')}
      </button>
    </div>`;
  }

  /** Told in whole seconds, until it is over. */
  #limit(): string {
    const { clock, localize } = this.scope;
    const left = (this.state.rateLimitedUntil ?? 0) - clock.now();
    if (left <= 0) return '';
    this.#wake.at(clock, clock.now() + (left % 1000 || 1000));
    return localize.t('error.rateLimit', { duration: localize.duration(left) });
  }

  #blocked(): boolean {
    return (this.empty && !this.held) || !!this.#limit();
  }

  #measure(field: HTMLTextAreaElement): void {
    this.empty = !field.value.trim();
    if (CSS.supports('field-sizing', 'content')) return;
    field.rows = 1;
    const { lineHeight, paddingBlockStart, paddingBlockEnd } = getComputedStyle(field);
    const inner = field.scrollHeight - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd);
    field.rows = Math.min(MAX_LINES, Math.round(inner / parseFloat(lineHeight)) || 1);
  }

  #send(): void {
    const { field } = this;
    if (!field || this.#blocked()) return;
    const tray = this.querySelector<ChatWidgetTray>('chat-widget-tray')!;
    const files = this.held ? tray.take(() => this.#send()) : [];
    if (!files) return; // sent when they are ready
    const text = field.value.trim();
    field.value = '';
    this.refusal = '';
    this.#measure(field);
    const { chat } = this.scope;
    chat.setTyping(false);
    // Refused before it became a message, for instance by the page: all comes back.
    chat.send(files[0] ? { text, files } : { text }).catch(() => {
      this.putBack(text);
      if (files[0]) tray.restore(files);
    });
  }

  #handleSubmit = (event: Event): void => {
    event.preventDefault();
    this.#send();
    if (!isCoarse()) this.field?.focus();
  };

  #handleInput = (event: Event): void => {
    const field = event.target as HTMLTextAreaElement;
    this.#measure(field);
    this.scope.chat.setTyping(!this.empty);
  };

  #handleKeydown = (event: KeyboardEvent): void => {
    if (!this.#keys.sends(event, isCoarse())) return;
    event.preventDefault();
    this.#send();
  };
}
