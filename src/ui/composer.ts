import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { ChatWidgetTray } from './attachments/tray.js';
import { ComposerKeys } from './composer-keys.js';
import { isCoarse } from './device.js';
import { icons } from './icons.js';
import { isDefined } from './lazy.js';
import { PanelPart } from './panel-part.js';

/** Where the visitor writes; its words are the field's own, so closing the panel keeps them. */
export class ChatWidgetComposer extends PanelPart {
  static override properties: PropertyDeclarations = {
    empty: { state: true },
    held: { state: true },
    limited: { state: true },
    over: { state: true },
    refusal: { state: true },
    reopened: { state: true },
  };
  declare empty: boolean;
  /** Files in the tray. */
  declare held: number;
  /** Until when nothing is taken, in words. */
  declare limited: string;
  /** Words are kept back: there are more than the backend takes. Says so. */
  declare over: string;
  /** Why the last files were not taken. */
  declare refusal: string;
  /** The visitor asked for another conversation after the end of this one. */
  declare reopened: boolean;
  #keys = new ComposerKeys();

  constructor() {
    super();
    this.empty = true;
    this.held = 0;
    this.limited = this.over = this.refusal = '';
    this.reopened = false;
  }

  /** Nothing while the composer makes way for the end of the conversation. */
  get field(): HTMLTextAreaElement | null {
    return this.querySelector('.composer:not([hidden]) textarea');
  }

  isComposing(event: KeyboardEvent): boolean {
    return this.#keys.isComposing(event);
  }

  /** Words of a message that was not sent, before what has been written since. */
  putBack(text: string): void {
    const field = this.querySelector<HTMLTextAreaElement>('.composer textarea')!;
    field.value = [text, field.value].filter(Boolean).join('\n');
    this.empty = !field.value.trim();
    this.requestUpdate(); // what stands around the field looks at it anew
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
    const problem = this.limited || this.over || this.refusal;
    const ended = this.state.conversation.state === 'ended' && !this.reopened;
    // Hidden, not removed: a draft outlives the end of the conversation.
    return html`${ended && isDefined('ended')
      ? html`<chat-widget-ended .state=${this.state} @chat-widget-again=${() => (this.reopened = true)}></chat-widget-ended>`
      : nothing}
    <form class="composer" part="composer" ?hidden=${ended} @submit=${this.#handleSubmit}>
      ${problem ? html`<p class="problem" id="problem" part="error">${problem}</p>` : nothing}
      <div class="pill-field" part="composer-field">
        <slot name="composer-start"></slot>
        ${isDefined('attach') ? html`<chat-widget-attach .state=${this.state}></chat-widget-attach>` : nothing}
        <textarea
          part="textarea"
          rows="1"
          aria-label=${t('composer.placeholder')}
          aria-describedby=${problem ? 'problem' : nothing}
          placeholder=${t('composer.placeholder')}
          enterkeyhint=${this.#breaks() ? 'enter' : 'send'}
          @input=${this.#handleInput}
          @keydown=${this.#handleKeydown}
          @compositionend=${(event: Event) => this.#keys.composed(event)}
          @blur=${() => this.scope.chat.setTyping(false)}
        ></textarea>
        ${isDefined('tools') ? html`<chat-widget-tools .state=${this.state}></chat-widget-tools>` : nothing}
        <slot name="composer-end"></slot>
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

  #blocked(): boolean {
    return !!(this.limited || this.over || (this.empty && !this.held));
  }

  /** Enter alone begins a new line. */
  #breaks(): boolean {
    return isCoarse() || this.scope.host.getAttribute('enter-key') === 'newline';
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
    this.empty = true;
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
    this.empty = !field.value.trim();
    this.scope.chat.setTyping(!this.empty);
  };

  #handleKeydown = (event: KeyboardEvent): void => {
    if (!this.#keys.sends(event, this.#breaks())) return;
    event.preventDefault();
    this.#send();
  };
}
