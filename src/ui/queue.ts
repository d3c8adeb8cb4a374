import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { Message } from '../core/model.js';
import { selectUnread } from '../core/selectors.js';
import { enQueue } from '../i18n/en-queue.js';
import { addEnglish } from '../i18n/localize.js';
import type { Localize } from '../i18n/localize.js';
import { adopt } from './adopt.js';
import { define } from './define.js';
import { faces } from './faces.js';
import { toIntakeKind } from './forms/to-intake-kind.js';
import { queueWords } from './message-words.js';
import type { ChatWidgetPanel } from './panel.js';
import { PanelPart } from './panel-part.js';
import { queueStyles } from './styles/queue-styles.js';

addEnglish(enQueue);

const MINUTE = 60;

/** Nobody believes seven and a half minutes, nor thirty-seven. */
function toRound(seconds: number): number {
  const minutes = Math.ceil(seconds / MINUTE);
  const step = minutes > 30 ? 10 : minutes > 10 ? 5 : 1;
  return Math.max(2, Math.ceil(minutes / step) * step);
}

/** How long it may take, in words; nothing where nobody knows. */
export function waitWords(seconds: number | undefined, { t, duration }: Localize): string {
  if (!(Number(seconds) >= 0)) return '';
  return seconds! <= MINUTE ? t('queue.soon') : t('queue.wait', { duration: duration(toRound(seconds!) * MINUTE * 1000) });
}

const lastSaid = (messages: readonly Message[]): string | undefined => messages.findLast(({ author }) => author.role !== 'system')?.key;

/**
 * Waiting: the place in line and how long it may take, above what the visitor has said so far; one line
 * once there is something to read, or the visitor wants the room for the conversation.
 */
export class ChatWidgetQueue extends PanelPart {
  static override properties: PropertyDeclarations = { aside: { type: Boolean, reflect: true }, beside: { type: Boolean, reflect: true } };
  /** Only a line above the conversation. */
  declare aside: boolean;
  /** Something has been said: it stays in sight below. */
  declare beside: boolean;
  #said: string | undefined;
  /** The worst and the last place that was told. */
  #most = 0;
  #place = 0;
  #isLonger = false;

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, queueStyles);
    const { activeElement } = this.getRootNode() as ShadowRoot;
    this.#said = lastSaid(this.state.messages);
    // A form that stands below wants the room as well, and a low window has none.
    const isTight = toIntakeKind(this.state, this.scope.host) === 'hand-off' || matchMedia('(max-height: 440px)').matches;
    this.aside = isTight || selectUnread(this.state).length > 0 || !!activeElement?.closest('.log');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return;
    const { messages, queue } = this.state;
    if (this.#said !== lastSaid(messages)) this.aside = true;
    this.#said = lastSaid(messages);
    this.beside = !!this.#said;
    const place = queue?.position ?? 0;
    if (place !== this.#place) this.#isLonger = this.#place > 0 && place > this.#place;
    this.#place = place;
    this.#most = Math.max(this.#most, place);
  }

  protected override render(): TemplateResult {
    return this.aside ? this.#line() : this.#view();
  }

  #line(): TemplateResult {
    const { localize } = this.scope;
    const { queue } = this.state;
    const wait = waitWords(queue?.etaSeconds, localize);
    return html`<div class="in-line" part="queue">
      <span>${[queueWords(queue?.position, localize), wait].filter(Boolean).join(' · ')}</span>
      <button type="button" @click=${this.#turn}>${localize.t('queue.details')}</button>
    </div>`;
  }

  #view(): TemplateResult {
    const { localize } = this.scope;
    const { t } = localize;
    const { agents, queue } = this.state;
    const wait = waitWords(queue?.etaSeconds, localize);
    const heading = wait || (this.#place === 1 ? t('queue.next') : this.#place ? '' : t('queue.title'));
    return html`<div class="queue" part="queue">
        ${faces(agents, this.scope)}
        ${this.#place ? this.#number() : nothing}
        ${heading ? html`<h3>${heading}</h3>` : nothing}
        <p>${this.#isLonger ? `${t('queue.longer')} ` : nothing}${t('queue.hint')}</p>
        <slot name="queue"></slot>
      </div>
      <div class="queue-ways">
        ${this.beside ? html`<button type="button" class="quiet" @click=${this.#turn}>${t('queue.less')}</button>` : nothing}
        ${this.#canLeave() ? html`<button type="button" class="quiet" @click=${this.#leave}>${t('queue.leave')}</button>` : nothing}
      </div>`;
  }

  /** The bar has come as far as the line has: decoration, since the place says it. */
  #number(): TemplateResult {
    const { t, number } = this.scope.localize;
    const share = (this.#most - this.#place + 1) / (this.#most + 1);
    return html`<p class="cap">${t('queue.yourPlace')}</p>
      <p class="place">${number(this.#place)}</p>
      <svg class="meter" part="queue-bar" viewBox="0 0 180 6" aria-hidden="true">
        <rect width="180" height="6" rx="3"></rect>
        <rect width=${Math.round(180 * share)} height="6" rx="3"></rect>
      </svg>`;
  }

  /** The form for when nobody is there does as well. */
  #canLeave(): boolean {
    return toIntakeKind({ ...this.state, availability: 'offline', messages: [], conversation: { state: 'none' } }, this.scope.host) === 'offline';
  }

  #leave = (): void => this.closest<ChatWidgetPanel>('chat-widget-panel')!.show('offline');

  /** The button goes with its view. */
  #turn = async (): Promise<void> => {
    this.aside = !this.aside;
    await this.updateComplete;
    this.querySelector('button')?.focus();
  };
}

define('chat-widget-queue', ChatWidgetQueue);
