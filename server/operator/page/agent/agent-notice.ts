import { css, html, LitElement, nothing } from 'lit';
import { baseStyles } from '../base-styles.js';
import type { Admission } from './agent-session.js';

type Reason = Extract<Admission, { refused: string }>['refused'] | 'ended';

const words: Record<Reason, { title: string; text: string }> = {
  none: { title: 'A link is missing', text: 'Open the link that you were given for this conversation.' },
  used: {
    title: 'This link opens nothing',
    text: 'It was used before, is older than ten minutes, or was withdrawn. Ask for a new one.',
  },
  ended: { title: 'This conversation is closed to you', text: 'Your access has ended. Ask for a new link to go on.' },
  unreachable: { title: 'The server cannot be reached', text: 'Your link is still here. Try again in a moment.' },
};

/** Says why there is no conversation. Fires `retry` where that may help. */
export class AgentNotice extends LitElement {
  static override properties = { reason: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      main {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 10px;
        min-height: 100dvh;
        padding: 24px;
        text-align: center;
      }
      h1 {
        margin: 0;
        font-size: 20px;
      }
      p {
        color: var(--ink-soft);
      }
    `,
  ];

  declare reason: Reason;

  override render() {
    const { title, text } = words[this.reason];
    return html`<main data-testid="agent-notice" data-reason=${this.reason}>
      <h1>${title}</h1>
      <p>${text}</p>
      ${this.reason === 'unreachable'
        ? html`<button class="button primary" @click=${() => this.dispatchEvent(new Event('retry'))}>Try again</button>`
        : nothing}
    </main>`;
  }
}

customElements.define('agent-notice', AgentNotice);

declare global {
  interface HTMLElementTagNameMap {
    'agent-notice': AgentNotice;
  }
}
