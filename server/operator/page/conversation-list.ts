import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation } from './desk-types.js';
import { shortTimeOf } from './format-time.js';
import { baseStyles } from './base-styles.js';
import { hueOf, initialsOf, nameOf, previewOf } from './visitor-words.js';

/** The conversations, newest first, ended ones below. Fires `conversation-chosen` with an id. */
export class ConversationList extends LitElement {
  static override properties = {
    conversations: { attribute: false },
    openId: { attribute: false },
    typing: { attribute: false },
  };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      ul {
        padding: 0 8px 8px;
        list-style: none;
      }
      h2 {
        padding: 14px 20px 6px;
        color: var(--ink-soft);
        font-size: 13px;
        font-weight: 600;
      }
      button {
        display: flex;
        align-items: center;
        gap: 12px;
        width: 100%;
        padding: 10px 12px;
        border: 0;
        border-radius: 10px;
        background: none;
        text-align: start;
        cursor: pointer;
      }
      button:hover {
        background: var(--hover);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      button[aria-current='true'] {
        background: var(--accent-wash);
      }
      .words {
        flex: 1;
        min-width: 0;
      }
      .line {
        display: flex;
        align-items: baseline;
        gap: 8px;
      }
      .name,
      .preview {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .unread .name,
      .unread .preview {
        color: var(--ink);
        font-weight: 650;
      }
      .preview,
      time {
        color: var(--ink-soft);
        font-size: 13.5px;
      }
      .typing {
        color: var(--accent);
        font-style: italic;
      }
      .connected::after {
        content: '';
        position: absolute;
        inset-block-end: 0;
        inset-inline-end: 0;
        width: 10px;
        height: 10px;
        border: 2px solid var(--paper-side);
        border-radius: 50%;
        background: #2f9e64;
      }
    `,
  ];

  declare conversations: Conversation[];
  declare openId: string | undefined;
  declare typing: string[];

  override render() {
    const running = this.conversations.filter(({ state }) => state !== 'ended');
    const ended = this.conversations.filter(({ state }) => state === 'ended');
    return html`
      <div data-testid="conversation-list">
        ${this.#renderGroup(running)}
        ${ended.length > 0 ? html`<h2>Ended</h2>${this.#renderGroup(ended)}` : nothing}
      </div>
    `;
  }

  /** Puts the focus on one conversation's line, or on the first. */
  focusItem(id?: string): void {
    const items = this.#items();
    (items.find((item) => item.dataset['conversationId'] === id) ?? items[0])?.focus();
  }

  /** Moves the focus up or down; from elsewhere it enters at the open conversation. */
  moveFocus(step: number): void {
    const items = this.#items();
    const at = items.indexOf(this.shadowRoot?.activeElement as HTMLButtonElement);
    if (at < 0) this.focusItem(this.openId);
    else items[Math.max(0, Math.min(items.length - 1, at + step))]?.focus();
  }

  #items(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll('button')];
  }

  #renderGroup(conversations: Conversation[]): TemplateResult {
    return html`<ul>
      ${repeat(
        conversations,
        ({ id }) => id,
        (conversation) => html`<li>${this.#renderItem(conversation)}</li>`,
      )}
    </ul>`;
  }

  #renderItem(conversation: Conversation): TemplateResult {
    const { id, visitor, unread, lastMessage, createdAt } = conversation;
    const typing = this.typing.includes(id);
    return html`
      <button
        class=${unread > 0 ? 'unread' : ''}
        data-testid="conversation-item"
        data-conversation-id=${id}
        data-visitor-id=${visitor.id}
        aria-current=${id === this.openId}
        @click=${() => this.dispatchEvent(new CustomEvent('conversation-chosen', { detail: id }))}
      >
        <span class="avatar ${hueOf(visitor)} ${visitor.connected ? 'connected' : ''}" aria-hidden="true">
          ${initialsOf(visitor)}
        </span>
        <span class="words">
          <span class="line">
            <span class="name">${nameOf(visitor)}</span>
            <time datetime=${lastMessage?.createdAt ?? createdAt}>${shortTimeOf(lastMessage?.createdAt ?? createdAt)}</time>
          </span>
          <span class="line">
            ${typing
              ? html`<span class="preview typing">is typing…</span>`
              : html`<span class="preview">${previewOf(lastMessage)}</span>`}
            ${unread > 0
              ? html`<span class="count" data-testid="unread-count">${unread}<span class="hidden"> unread</span></span>`
              : nothing}
          </span>
        </span>
      </button>
    `;
  }
}

customElements.define('conversation-list', ConversationList);

declare global {
  interface HTMLElementTagNameMap {
    'conversation-list': ConversationList;
  }
}
