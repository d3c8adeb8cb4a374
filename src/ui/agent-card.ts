import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { avatar } from './avatar.js';
import { availabilityWords } from './header.js';
import { PanelPart } from './panel-part.js';
import { replyTime } from './reply-time.js';

/** Lies over the picture in the header; shows who the visitor talks to, larger and with their whole names. */
export class ChatWidgetAgent extends PanelPart {
  static override properties: PropertyDeclarations = { open: { state: true } };
  declare open: boolean;

  constructor() {
    super();
    this.open = false;
  }

  /** The next one does not come with an open card. */
  protected override willUpdate(): void {
    if (!this.state.agents[0]?.name) this.open = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { agents } = this.state;
    const name = agents[0]?.name;
    if (!name) return nothing;
    const label = this.scope.localize.t('agent.about', { name });
    return html`<button
        type="button"
        class="about"
        part="about"
        aria-label=${label}
        title=${label}
        aria-expanded=${this.open}
        @click=${this.#toggle}
        @keydown=${this.#handleKeydown}
        @blur=${() => (this.open = false)}
      ></button>
      ${this.open ? this.#card() : nothing}`;
  }

  #card(): TemplateResult {
    const { localize } = this.scope;
    const { agents, availability } = this.state;
    const lines = [availabilityWords(this.state, localize), availability === 'online' ? replyTime(this.scope) : ''];
    return html`<div class="agent-card" part="agent-card" role="status">
      ${agents.map((agent) => html`<div class="person">${avatar(agent, this.scope)}<bdi>${agent.name || localize.t('msg.team')}</bdi></div>`)}
      ${lines.map((line) => (line ? html`<p>${line}</p>` : nothing))}
    </div>`;
  }

  #toggle = ({ currentTarget }: Event): void => {
    this.open = !this.open;
    // Safari gives a button that is pressed no focus, which is what closes the card.
    (currentTarget as HTMLElement).focus();
  };

  /** Before the panel takes it for itself. */
  #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return;
    this.open = false;
    event.preventDefault();
    event.stopPropagation();
  };
}
