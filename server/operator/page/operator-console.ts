import { html, LitElement, nothing, type TemplateResult } from 'lit';
import './conversation-list.js';
import './conversation-thread.js';
import { consoleStyles } from './console-styles.js';
import { Desk } from './desk.js';
import './desk-header.js';
import './offline-list.js';
import { OperatorApi } from './operator-api.js';
import { takeConversationFromAddress } from './operator-key.js';
import { baseStyles } from './base-styles.js';
import './visitor-details.js';

type Tab = 'conversations' | 'offline';

/** The whole desk: list, conversation, visitor. Fires `key-refused` when the key opens nothing. */
export class OperatorConsole extends LitElement {
  static override properties = {
    operatorKey: { attribute: false },
    detailsOpen: { state: true },
    tab: { state: true },
  };
  static override styles = [baseStyles, consoleStyles];

  declare operatorKey: string;
  declare detailsOpen: boolean;
  declare tab: Tab;
  #desk: Desk | undefined;

  constructor() {
    super();
    this.operatorKey = '';
    this.detailsOpen = false;
    this.tab = 'conversations';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#desk = new Desk(new OperatorApi(this.operatorKey));
    this.#desk.addEventListener('change', this.#handleChange);
    this.#desk.addEventListener('refused', () => this.dispatchEvent(new Event('key-refused')));
    const asked = takeConversationFromAddress();
    if (asked !== undefined) void this.#desk.show(asked);
    this.#desk.start();
    document.addEventListener('visibilitychange', this.#handleVisibility);
    document.addEventListener('keydown', this.#handleKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#desk?.stop();
    document.removeEventListener('visibilitychange', this.#handleVisibility);
    document.removeEventListener('keydown', this.#handleKey);
    document.title = 'Operator console';
  }

  override render() {
    const desk = this.#desk;
    if (!desk?.state) return html`<p class="waiting" role="status">Connecting…</p>`;
    return html`
      <desk-header .desk=${desk} .version=${desk.version} ?reading=${desk.open !== undefined}></desk-header>
      ${desk.live ? nothing : html`<p class="banner" role="status" data-testid="reconnecting">Connection lost. Trying again…</p>`}
      ${desk.problem ? html`<p class="banner" role="alert" data-testid="problem">${desk.problem}</p>` : nothing}
      <main class="columns ${desk.open ? 'reading' : ''} ${this.detailsOpen ? 'with-details' : ''}">
        <nav aria-label="Conversations">${this.#renderTabs(desk)} ${this.#renderList(desk)}</nav>
        <section class="thread" aria-label="Conversation">${this.#renderThread(desk)}</section>
        ${desk.open
          ? html`<section class="details" aria-label="Visitor">
              <visitor-details .conversation=${desk.open} .related=${desk.related}></visitor-details>
            </section>`
          : nothing}
      </main>
    `;
  }

  #renderTabs(desk: Desk): TemplateResult {
    const waiting = desk.offline.filter(({ handled }) => !handled).length;
    const tab = (name: Tab, label: string, count: number) => html`
      <button aria-pressed=${this.tab === name} data-testid="tab-${name}" @click=${() => (this.tab = name)}>
        ${label} ${count > 0 ? html`<span class="count">${count}</span>` : nothing}
      </button>
    `;
    return html`<div class="tabs">
      ${tab('conversations', 'Chats', desk.unread)} ${tab('offline', 'Left messages', waiting)}
    </div>`;
  }

  #renderList(desk: Desk): TemplateResult {
    if (this.tab === 'offline') {
      return html`<offline-list
        .messages=${desk.offline}
        @offline-handled=${(event: CustomEvent<{ id: string; handled: boolean }>) =>
          void desk.attempt(() => desk.api.setHandled(event.detail.id, event.detail.handled))}
      ></offline-list>`;
    }
    return html`<conversation-list
      .conversations=${desk.conversations}
      .openId=${desk.openId}
      .typing=${desk.conversations.filter(({ id }) => desk.isTyping(id)).map(({ id }) => id)}
      @conversation-chosen=${(event: CustomEvent<string>) => void desk.show(event.detail)}
    ></conversation-list>`;
  }

  #renderThread(desk: Desk): TemplateResult {
    if (!desk.open) {
      return html`<div class="empty">
        <p class="lead">${desk.conversations.length === 0 ? 'No conversations yet' : 'Choose a conversation'}</p>
        <p>
          ${desk.conversations.length === 0
            ? 'They appear here as soon as a visitor writes the first message.'
            : html`<kbd>↑</kbd> <kbd>↓</kbd> move in the list, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> comes back.`}
        </p>
      </div>`;
    }
    return html`<conversation-thread
      .desk=${desk}
      .version=${desk.version}
      .detailsOpen=${this.detailsOpen}
      @thread-left=${() => void this.#leaveThread(desk)}
      @details-toggled=${() => (this.detailsOpen = !this.detailsOpen)}
    ></conversation-thread>`;
  }

  /** Escape steps back: from the details, then from the conversation to its line in the list. */
  async #leaveThread(desk: Desk): Promise<void> {
    if (this.detailsOpen) {
      this.detailsOpen = false;
      return;
    }
    const { openId } = desk;
    void desk.show(undefined);
    await this.updateComplete;
    const list = this.renderRoot.querySelector('conversation-list');
    await list?.updateComplete;
    list?.focusItem(openId);
  }

  readonly #handleChange = (): void => {
    this.requestUpdate();
    const { state, unread = 0 } = this.#desk ?? {};
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${state?.site.title ?? 'Chat'} · Operator`;
  };

  readonly #handleVisibility = (): void => this.#desk?.markRead();

  readonly #handleKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    const typing = target instanceof HTMLElement && target.matches('input, textarea, select');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const list = this.renderRoot.querySelector('conversation-list');
    if (step !== undefined && list) {
      event.preventDefault();
      list.moveFocus(step);
    } else if (event.key === 'Escape' && this.#desk?.open) {
      void this.#leaveThread(this.#desk);
    }
  };
}

customElements.define('operator-console', OperatorConsole);

declare global {
  interface HTMLElementTagNameMap {
    'operator-console': OperatorConsole;
  }
}
