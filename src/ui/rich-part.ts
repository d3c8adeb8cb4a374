import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Card, CardPart, CarouselPart, Choice, Message, QuickRepliesPart } from '../core/model.js';
import { safeUrl } from '../core/safe-url.js';
import { enRich } from '../i18n/en-rich.js';
import { addEnglish } from '../i18n/localize.js';
import { adopt } from './adopt.js';
import { toChoiceState } from './choice-state.js';
import type { ChoiceState } from './choice-state.js';
import { define } from './define.js';
import { foreignStyles, foreignView, mayShow } from './foreign.js';
import { icons } from './icons.js';
import { PanelPart } from './panel-part.js';
import { bubble } from './part-view.js';
import { richStyles } from './styles/rich-styles.js';

addEnglish(enRich);

/** Cards snap to the edge, a little inside of it. */
const SLACK = 4;

/** Quick replies, a card, or several beside each other. */
export class ChatWidgetRich extends PanelPart {
  static override properties: PropertyDeclarations = {
    source: { attribute: false },
    message: { attribute: false },
  };
  declare source: QuickRepliesPart | CardPart | CarouselPart;
  declare message: Message;
  #unsubscribe: (() => void) | undefined;
  #seen = '';
  #row: Element | null = null;
  #resize = new ResizeObserver(() => this.#handleScroll());

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, richStyles);
    adopt(this, foreignStyles);
    // The row itself is drawn anew only when its own message changes.
    this.#unsubscribe = this.scope.chat.subscribe(() => {
      if (this.#seen !== JSON.stringify(this.#state())) this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#row?.removeAttribute('data-hollow');
  }

  protected override updated(): void {
    const list = this.querySelector('ul');
    if (list) this.#resize.observe(list);
    // WebKit does not notice when `:has(:empty)` becomes true.
    this.#row = this.closest('.message');
    this.#row?.toggleAttribute('data-hollow', !this.firstElementChild && this.parentElement?.childElementCount === 1);
  }

  protected override render(): TemplateResult | typeof nothing {
    try {
      return this.#draw();
    } catch {
      // The transport's mapper broke its word.
      return bubble('bubble muted', this.scope.localize.t('msg.unsupported'));
    }
  }

  #draw(): TemplateResult | typeof nothing {
    const { source } = this;
    const state = this.#state();
    this.#seen = JSON.stringify(state);
    if (source.type === 'quick-replies') return this.#chips(source.choices, state);
    if (source.type === 'card') return this.#card(source.card, state);
    return this.#carousel(source.cards, state);
  }

  #state(): ChoiceState {
    try {
      return toChoiceState(this.scope.chat.state, this.message, this.#choices());
    } catch {
      return { isOpen: false }; // the drawing will say that it cannot be shown
    }
  }

  #choices(): readonly Choice[] {
    const { source } = this;
    if (source.type === 'quick-replies') return source.choices;
    const cards = source.type === 'card' ? [source.card] : source.cards;
    return cards.flatMap(({ buttons }) => buttons);
  }

  /** Offered while nothing was answered; afterwards they stay only as the record of a choice. */
  #chips(choices: readonly Choice[], state: ChoiceState): TemplateResult | typeof nothing {
    if (!state.isOpen && state.chosen === undefined) return nothing;
    const label = this.scope.localize.t('choice.group');
    return html`<div class="chips" part="quick-replies" role="group" aria-label=${label}>
      ${choices.map((choice) => this.#button(choice, state, 'chip'))}
    </div>`;
  }

  #card({ title, subtitle, imageUrl, buttons }: Card, state: ChoiceState): TemplateResult {
    const src = imageUrl && safeUrl('image', imageUrl);
    return html`<div class="rich-card" part="card">
      ${src ? this.#picture(src) : nothing}
      <div class="words"><b dir="auto">${title}</b>${subtitle ? html`<span dir="auto">${subtitle}</span>` : nothing}</div>
      ${buttons.map((button) => this.#button(button, state, 'card-button'))}
    </div>`;
  }

  #picture(src: string): TemplateResult {
    if (!mayShow(src, this.scope)) return foreignView([src], this.scope, () => this.requestUpdate());
    return html`<img src=${src} alt="" loading="lazy" referrerpolicy="no-referrer" draggable="false" />`;
  }

  #carousel(cards: readonly Card[], state: ChoiceState): TemplateResult {
    const { t } = this.scope.localize;
    const turn = (label: string, step: number, words: string): TemplateResult => html`<button
      type="button"
      class="turn ${words}"
      part="carousel-button"
      aria-label=${label}
      @click=${() => this.#turn(step)}
    >
      ${icons.down}
    </button>`;
    // Safari takes the role from a list without markers.
    /* eslint-disable lit-a11y/no-redundant-role */
    return html`<div class="carousel" part="carousel">
      <ul role="list" tabindex="0" aria-label=${t('card.list')} @scroll=${this.#handleScroll}>
        ${cards.map((card) => html`<li>${this.#card(card, state)}</li>`)}
      </ul>
      ${cards.length > 1
        ? html`${turn(t('card.previous'), -1, 'previous')}${turn(t('card.next'), 1, 'next')}`
        : nothing}
    </div>`;
    /* eslint-enable lit-a11y/no-redundant-role */
  }

  #button(choice: Choice, { isOpen, chosen }: ChoiceState, name: string): TemplateResult {
    const href = choice.url && safeUrl('link', choice.url);
    if (href) {
      return html`<a class=${name} part=${name} href=${href} target="_blank" rel="noopener noreferrer nofollow ugc"
        >${choice.title}<span class="vh">(${this.scope.localize.t('msg.newTab')})</span></a
      >`;
    }
    // Not `disabled`: what was chosen can still be reached and read.
    return html`<button
      type="button"
      class=${name}
      part=${name}
      dir="auto"
      aria-pressed=${chosen === choice.id}
      aria-disabled=${!isOpen}
      @click=${() => isOpen && this.#choose(choice)}
    >
      ${choice.title}
    </button>`;
  }

  #choose({ id, title, value }: Choice): void {
    const action = { messageId: this.message.id!, id, ...(value !== undefined && { value }) };
    // A refusal shows at the message itself.
    void this.scope.chat.send({ text: title, action }).catch(() => undefined);
    // To where the conversation goes on, but never to a field that brings up a keyboard.
    this.closest('li')?.focus();
  }

  /** At an end the button to it is out of use, and in nobody's way. */
  #handleScroll = (): void => {
    const list = this.querySelector('ul')!;
    const [before, after] = this.querySelectorAll('.turn');
    if (!before || !after) return;
    const at = Math.abs(list.scrollLeft);
    before.ariaDisabled = `${at < SLACK}`;
    after.ariaDisabled = `${at > list.scrollWidth - list.clientWidth - SLACK}`;
  };

  #turn(step: number): void {
    const list = this.querySelector('ul')!;
    const width = list.querySelector('li')?.getBoundingClientRect().width ?? 0;
    const sign = this.matches(':dir(rtl)') ? -1 : 1;
    list.scrollBy({ left: sign * step * width });
  }
}

define('chat-widget-rich', ChatWidgetRich);
