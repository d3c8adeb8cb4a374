import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation, Message } from './desk-types.js';
import type { Desk } from './desk.js';
import { dayOf } from './format-time.js';
import { backIcon, infoIcon } from './icons.js';
import { renderMessage, type Delivery } from './message-row.js';
import './reply-box.js';
import { baseStyles } from './base-styles.js';
import { threadStyles } from './thread-styles.js';
import { hueOf, initialsOf, nameOf, systemOf } from './visitor-words.js';

/** One conversation with its reply box. Fires `thread-left` and `details-toggled`. */
export class ConversationThread extends LitElement {
  static override properties = {
    desk: { attribute: false },
    version: { attribute: false },
    detailsOpen: { attribute: false },
    alone: { type: Boolean },
  };
  static override styles = [baseStyles, threadStyles];

  declare desk: Desk;
  /** Changes whenever the desk did, since the desk itself stays the same object. */
  declare version: number;
  declare detailsOpen: boolean;
  /** There is neither a list to go back to nor anything beside it. */
  declare alone: boolean;
  #atEnd = true;
  #shownId: string | undefined;
  /** A phone's keyboard shrinks the log; the newest message must stay in view. */
  readonly #resizes = new ResizeObserver(() => this.#followEnd());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  override firstUpdated(): void {
    const log = this.renderRoot.querySelector('.log');
    if (log) this.#resizes.observe(log);
  }

  override willUpdate(): void {
    const log = this.renderRoot?.querySelector('.log');
    const changed = this.#shownId !== this.desk.openId;
    // A reader who scrolled up stays there; everybody else follows the newest message.
    this.#atEnd = changed || !log || log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    this.#shownId = this.desk.openId;
  }

  override updated(): void {
    this.#followEnd();
  }

  override render() {
    const conversation = this.desk.open;
    if (!conversation) return nothing;
    return html`
      <section data-testid="thread" data-conversation-id=${conversation.id} @keydown=${this.#handleKey}>
        ${this.#renderHead(conversation)}
        <div
          class="log"
          role="log"
          aria-label="Messages"
          tabindex="0"
          data-testid="messages"
          @load=${{ handleEvent: () => this.#followEnd(), capture: true }}
        >
          ${this.desk.hasMore
            ? html`<button class="button earlier" @click=${() => void this.desk.loadEarlier()}>Earlier messages</button>`
            : nothing}
          ${this.#renderMessages(conversation)}
          <p class="typing" data-testid="visitor-typing" ?hidden=${!this.desk.isTyping(conversation.id)}>
            ${nameOf(conversation.visitor)} is typing<span class="dots" aria-hidden="true"></span>
          </p>
        </div>
        ${conversation.state === 'ended' ? this.#renderEnd(conversation) : this.#renderReply()}
      </section>
    `;
  }

  #renderHead({ id, visitor, state }: Conversation): TemplateResult {
    return html`
      <header>
        ${this.alone
          ? nothing
          : html`<button class="button icon back" aria-label="Back to the list" data-testid="back" @click=${this.#leave}>
              ${backIcon}
            </button>`}
        <span class="avatar ${hueOf(visitor)}" aria-hidden="true">${initialsOf(visitor)}</span>
        <div class="who">
          <h2 data-testid="visitor-name">${nameOf(visitor)}</h2>
          <p data-testid="visitor-line">${visitor.connected ? 'Here now' : 'Away'} · ${systemOf(visitor)}${visitor.page ? html` · ${visitor.page.title || visitor.page.url}` : nothing}</p>
        </div>
        ${state === 'ended'
          ? nothing
          : html`<button
              class="button close"
              data-testid="close-conversation"
              @click=${() => void this.desk.attempt(() => this.desk.api.close(id))}
            >
              Close
            </button>`}
        ${this.alone
          ? nothing
          : html`<button
              class="button icon details"
              aria-label="About the visitor"
              aria-expanded=${this.detailsOpen}
              @click=${() => this.dispatchEvent(new Event('details-toggled'))}
            >
              ${infoIcon}
            </button>`}
      </header>
    `;
  }

  #renderMessages(conversation: Conversation): TemplateResult {
    const { messages } = this.desk;
    const deliveries = deliveriesOf(messages, conversation);
    const isNewDay = (index: number): boolean =>
      dayOf(messages[index]?.createdAt ?? '') !== dayOf(messages[index - 1]?.createdAt ?? '');
    return html`${repeat(
      messages,
      ({ id }) => id,
      (message, index) => html`
        ${index === 0 || isNewDay(index) ? html`<h3 class="day">${dayOf(message.createdAt)}</h3>` : nothing}
        ${renderMessage({
          message,
          before: messages[index - 1],
          after: messages[index + 1],
          delivery: deliveries[index],
          nextDelivery: deliveries[index + 1],
        })}
      `,
    )}`;
  }

  #renderReply(): TemplateResult {
    return html`<reply-box .desk=${this.desk} .conversationId=${this.desk.openId}></reply-box>`;
  }

  #renderEnd({ endedBy }: Conversation): TemplateResult {
    return html`<p class="ended" data-testid="ended">
      ${endedBy === 'visitor' ? 'The visitor ended this conversation.' : 'This conversation is closed.'}
    </p>`;
  }

  /** Also called for pictures that arrive late and push the newest message out of view. */
  #followEnd(): void {
    const log = this.renderRoot.querySelector('.log');
    if (this.#atEnd && log) log.scrollTop = log.scrollHeight;
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    this.#leave();
  }

  #leave(): void {
    this.dispatchEvent(new Event('thread-left'));
  }
}

/** How far each of the operator's messages has come, by the marks of the conversation. */
function deliveriesOf(messages: Message[], { deliveredTo, readTo }: Conversation): Delivery[] {
  const delivered = messages.findIndex(({ id }) => id === deliveredTo);
  const read = messages.findIndex(({ id }) => id === readTo);
  return messages.map((_, index) => (index <= read ? 'read' : index <= delivered ? 'delivered' : 'sent'));
}

customElements.define('conversation-thread', ConversationThread);
