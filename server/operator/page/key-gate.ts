import { css, html, LitElement } from 'lit';
import { rememberKey } from './operator-key.js';
import { baseStyles } from './base-styles.js';

/** Asks for the operator key. Fires `key-given` once one was entered. */
export class KeyGate extends LitElement {
  static override properties = { refused: { type: Boolean } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        height: 100%;
      }
      main {
        display: grid;
        place-items: center;
        min-height: 100%;
        padding: 24px;
        background: var(--paper-side);
      }
      form {
        display: grid;
        gap: 14px;
        width: min(100%, 380px);
        padding: 28px;
        border: 1px solid var(--line);
        border-radius: 14px;
        background: var(--paper-raised);
        box-shadow: var(--shadow);
      }
      h1 {
        margin: 0;
        font-size: 20px;
      }
      p {
        color: var(--ink-soft);
      }
      .refused {
        color: var(--warn);
      }
      label {
        display: grid;
        gap: 6px;
        font-weight: 600;
      }
      input {
        min-height: 42px;
        padding: 0 12px;
        border: 1px solid var(--line-strong);
        border-radius: 8px;
        background: var(--paper);
        font-weight: 400;
      }
    `,
  ];

  declare refused: boolean;

  constructor() {
    super();
    this.refused = false;
  }

  override render() {
    return html`
      <main>
        <form data-testid="key-form" @submit=${this.#handleSubmit}>
          <h1>Operator console</h1>
          ${this.refused
            ? html`<p class="refused" role="alert" data-testid="key-refused">This key does not open the console.</p>`
            : html`<p>The server printed the console's address with its key when it started.</p>`}
          <label>
            Operator key
            <input type="password" name="key" autocomplete="current-password" required data-testid="key-input" />
          </label>
          <button class="button primary">Open the console</button>
        </form>
      </main>
    `;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  #handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const key = String(new FormData(event.currentTarget as HTMLFormElement).get('key')).trim();
    if (key === '') return;
    rememberKey(key);
    this.dispatchEvent(new Event('key-given'));
  }
}

customElements.define('key-gate', KeyGate);

declare global {
  interface HTMLElementTagNameMap {
    'key-gate': KeyGate;
  }
}
