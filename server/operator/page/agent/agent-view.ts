import { css, html, LitElement, nothing } from 'lit';
import '../conversation-thread.js';
import { Desk } from '../desk.js';
import { baseStyles } from '../base-styles.js';
import { AgentApi } from './agent-api.js';

/** One conversation for one agent. Fires `session-ended` when it is open to them no longer. */
export class AgentView extends LitElement {
  static override properties = { session: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100dvh;
        min-height: 0;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 12px;
        padding: 10px 20px;
        border-bottom: 1px solid var(--line);
        background: var(--paper-side);
      }
      h1 {
        flex: 1;
        margin: 0;
        font-size: 15px;
      }
      header p {
        color: var(--ink-soft);
        font-size: 13.5px;
      }
      main {
        flex: 1;
        width: min(100%, 900px);
        min-height: 0;
        margin: 0 auto;
      }
      conversation-thread {
        height: 100%;
      }
    `,
  ];

  declare session: string;
  #desk: Desk | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const desk = (this.#desk = new Desk(new AgentApi(this.session)));
    desk.addEventListener('change', () => this.#handleChange(desk));
    desk.addEventListener('refused', () => this.dispatchEvent(new Event('session-ended')));
    desk.start();
    document.addEventListener('visibilitychange', this.#handleVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#desk?.stop();
    document.removeEventListener('visibilitychange', this.#handleVisibility);
  }

  override render() {
    const desk = this.#desk;
    if (!desk?.state || !desk.open) return html`<p class="waiting" role="status">Connecting…</p>`;
    return html`
      <header>
        <h1>${desk.state.site.title ?? 'Chat'}</h1>
        <p>You answer as <strong data-testid="agent-name">${desk.state.operator.name}</strong></p>
      </header>
      ${desk.live ? nothing : html`<p class="banner" role="status" data-testid="reconnecting">Connection lost. Trying again…</p>`}
      ${desk.problem ? html`<p class="banner" role="alert" data-testid="problem">${desk.problem}</p>` : nothing}
      <main><conversation-thread alone .desk=${desk} .version=${desk.version}></conversation-thread></main>
    `;
  }

  #handleChange(desk: Desk): void {
    const [only] = desk.conversations;
    if (only && desk.openId === undefined) void desk.show(only.id);
    document.title = `${desk.unread > 0 ? `(${desk.unread}) ` : ''}${desk.state?.site.title ?? 'Conversation'}`;
    this.requestUpdate();
  }

  readonly #handleVisibility = (): void => this.#desk?.markRead();
}

customElements.define('agent-view', AgentView);

declare global {
  interface HTMLElementTagNameMap {
    'agent-view': AgentView;
  }
}
