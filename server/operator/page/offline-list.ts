import { css, html, LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { OfflineMessage } from './desk-types.js';
import { shortTimeOf } from './format-time.js';
import { baseStyles } from './base-styles.js';

/** Messages left while nobody was there. Fires `offline-handled` with `{id, handled}`. */
export class OfflineList extends LitElement {
  static override properties = { messages: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      ul {
        display: grid;
        gap: 10px;
        padding: 4px 12px 12px;
        list-style: none;
      }
      li {
        display: grid;
        gap: 6px;
        padding: 12px 14px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--paper-raised);
      }
      .handled {
        background: none;
      }
      .head {
        display: flex;
        align-items: baseline;
        gap: 8px;
      }
      strong {
        flex: 1;
        overflow-wrap: anywhere;
      }
      time,
      .other,
      .none {
        color: var(--ink-soft);
        font-size: 13.5px;
      }
      .text {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        justify-content: space-between;
      }
      a {
        color: var(--accent);
        overflow-wrap: anywhere;
      }
      label {
        display: flex;
        gap: 6px;
        align-items: center;
        min-height: 24px;
      }
      input {
        width: 18px;
        height: 18px;
        accent-color: var(--accent);
      }
      .none {
        padding: 24px;
        text-align: center;
      }
    `,
  ];

  declare messages: OfflineMessage[];

  override render() {
    if (this.messages.length === 0) return html`<p class="none">Nobody left a message.</p>`;
    return html`<ul data-testid="offline-messages">
      ${repeat(
        this.messages,
        ({ id }) => id,
        (message) => this.#renderMessage(message),
      )}
    </ul>`;
  }

  #renderMessage({ id, values, handled, createdAt }: OfflineMessage): TemplateResult {
    const { name, email, message, ...others } = values;
    return html`
      <li class=${handled ? 'handled' : ''} data-testid="offline-message" data-ticket=${id}>
        <div class="head">
          <strong>${name || email}</strong><time datetime=${createdAt}>${shortTimeOf(createdAt)}</time>
        </div>
        <p class="text" dir="auto">${message}</p>
        ${Object.entries(others).map(([key, value]) => html`<p class="other">${key}: ${value}</p>`)}
        <div class="foot">
          <a href="mailto:${encodeURIComponent(email ?? '')}">${email}</a>
          <label>
            <input type="checkbox" .checked=${handled} @change=${(event: Event) => this.#handle(id, event)} />
            Done
          </label>
        </div>
      </li>
    `;
  }

  #handle(id: string, event: Event): void {
    const handled = (event.currentTarget as HTMLInputElement).checked;
    this.dispatchEvent(new CustomEvent('offline-handled', { detail: { id, handled } }));
  }
}

customElements.define('offline-list', OfflineList);
