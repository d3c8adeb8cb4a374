import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { farewell, has } from '../lazy.js';
import { endWords } from '../message-words.js';
import { PanelPart } from '../panel-part.js';

/** What stands in the composer's place after the end. Says `again` when the visitor asks for another conversation. */
export class ChatWidgetEnded extends PanelPart {
  protected override render(): TemplateResult {
    const { localize } = this.scope;
    return html`<div class="ended" part="ended">
      <p dir="auto">${this.state.config.messages?.finished || endWords(this.state.conversation, localize)}</p>
      ${has('farewell', farewell, this.scope)
        ? html`<chat-widget-farewell .state=${this.state}></chat-widget-farewell>`
        : nothing}
      <button
        type="button"
        class="button"
        part="submit"
        @click=${() => this.dispatchEvent(new Event('chat-widget-again'))}
      >
        ${localize.t('end.new')}
      </button>
      <slot name="ended"></slot>
    </div>`;
  }
}
