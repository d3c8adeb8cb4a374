import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { enHome } from '../../i18n/en-home.js';
import { enHours } from '../../i18n/en-hours.js';
import { addEnglish } from '../../i18n/localize.js';
import { readJson } from '../../page/json-option.js';
import { adopt } from '../adopt.js';
import { avatar } from '../avatar.js';
import type { ChatWidgetComposer } from '../composer.js';
import { define } from '../define.js';
import { faces } from '../faces.js';
import { minimise } from '../header.js';
import { icon } from '../icons.js';
import { toIntakeKind } from '../forms/to-intake-kind.js';
import { hoursWords } from '../hours-words.js';
import { knownValues } from '../known-values.js';
import { isOwn } from '../message-words.js';
import { pageLink } from '../page-link.js';
import type { ChatWidgetPanel } from '../panel.js';
import { PanelPart } from '../panel-part.js';
import { replyTime } from '../reply-time.js';
import { homeStyles } from './home-styles.js';
import { toPrompts } from './prompts.js';
import type { Prompt } from './prompts.js';
import { recentTile } from './recent-tile.js';

addEnglish(enHome);
addEnglish(enHours);

const GO = html`<span class="go">${icon('M9.5 5.5L16 12l-6.5 6.5')}</span>`;
const PLUS = icon('M12 5.5v13M5.5 12h13');

/** Where a visit begins: who is there, what was said last, and what one may ask. */
export class ChatWidgetHome extends PanelPart {
  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, homeStyles);
  }

  /** Who writes, or the page for them, wants to see it. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state')?.messages;
    const last = this.state.messages.at(-1);
    if (before && last && isOwn(last) && last.status === 'saving' && before.at(-1)?.key !== last.key) this.#leave();
  }

  protected override render(): TemplateResult {
    const { host } = this.scope;
    return html`${this.#hero()}
      <div class="home" part="home">
        ${recentTile(this.state, this.scope, () => this.#leave())} ${this.#start()}
        ${this.#quick(toPrompts(readJson(host, 'prompts')))}
        <slot name="home"></slot>
        ${this.#foot()}
      </div>`;
  }

  #hero(): TemplateResult {
    const { scope, state } = this;
    const { localize, options } = scope;
    const { t } = localize;
    const brand = options.brand || state.config.title || '';
    const { name } = knownValues(this);
    return html`<div class="hero" part="hero">
      <slot name="home-top"></slot>
      <div class="top">
        ${brand ? html`<span class="logo">${avatar({ name: brand }, scope, '', 'avatar brand')}<bdi>${brand}</bdi></span>` : html`<i></i>`}
        ${faces(state.agents, scope)}
        ${minimise(scope)}
      </div>
      <h2 tabindex="-1" data-first>
        <span>${name ? t('home.helloName', { name }) : t('home.hello')}</span>
        <span>${t('home.question')}</span>
      </h2>
      ${this.#status()}
    </div>`;
  }

  #status(): TemplateResult | typeof nothing {
    const { scope, state } = this;
    const { availability } = state;
    const { t } = scope.localize;
    const { back: when } = hoursWords(scope, state) ?? {};
    const soon = availability === 'offline' ? when && t('status.backAt', { when }) : replyTime(scope);
    const line = [availability === 'unknown' ? '' : t(`home.${availability}`), soon].filter(Boolean).join(' · ');
    return line ? html`<p class="there"><i class=${availability}></i>${line}</p>` : nothing;
  }

  /** No second conversation beside one that goes on. */
  #start(): TemplateResult | typeof nothing {
    const { t } = this.scope.localize;
    const kind = this.#kind;
    if (!['none', 'ended'].includes(this.state.conversation.state) || kind === 'unavailable') return nothing;
    const isOffline = kind === 'offline';
    return html`<button type="button" class="tile row" part="tile" @click=${this.#begin}>
      <span class="disc">${PLUS}</span>
      <span class="words">
        <b>${t(isOffline ? 'home.leave' : 'home.start')}</b>
        ${isOffline ? nothing : html`<small>${t('home.startHint')}</small>`}
      </span>
      ${GO}
    </button>`;
  }

  #quick(prompts: readonly Prompt[]): TemplateResult | typeof nothing {
    if (!prompts.length || this.#kind === 'offline' || this.#kind === 'unavailable') return nothing;
    return html`<div class="tile" part="tile">
      <h3 id="quick">${this.scope.localize.t('home.quick')}</h3>
      <ul aria-labelledby="quick">
        ${prompts.map(
          ({ title, text }) => html`<li>
            <button type="button" class="row thin" part="prompt" @click=${() => this.#ask(text)}>
              <span class="words"><bdi>${title}</bdi></span>${GO}
            </button>
          </li>`,
        )}
      </ul>
    </div>`;
  }

  #foot(): TemplateResult {
    const { host, localize } = this.scope;
    // Also while somebody is there.
    const { here, there } = hoursWords(this.scope, { ...this.state, availability: 'offline' }) ?? {};
    const note = host.getAttribute('home-note')?.trim() || here || there;
    const url = pageLink(host, 'privacy-url');
    return html`<p class="foot">
      <slot name="home-footer"></slot>
      ${note ? html`<bdi>${note}</bdi>` : nothing}${note && url ? ' · ' : nothing}
      ${url ? html`<a class="link" href=${url} target="_blank" rel="noopener noreferrer">${localize.t('home.privacy')}</a>` : nothing}
    </p>`;
  }

  get #kind(): ReturnType<typeof toIntakeKind> {
    return toIntakeKind(this.state, this.scope.host);
  }

  get #panel(): ChatWidgetPanel {
    return this.closest<ChatWidgetPanel>('chat-widget-panel')!;
  }

  get #composer(): ChatWidgetComposer {
    return this.#panel.querySelector<ChatWidgetComposer>('chat-widget-composer')!;
  }

  #leave(): void {
    this.#panel.show('');
  }

  #begin = (): void => {
    if (this.state.conversation.state === 'ended') this.#composer.reopened = true;
    this.#leave();
  };

  /** Where a form comes first the text waits in the composer. */
  #ask(text: string): void {
    const composer = this.#composer;
    if (!this.#kind) this.scope.chat.send({ text }).catch(() => composer.putBack(text));
    else if (!composer.field?.value.includes(text)) composer.putBack(text);
    this.#begin();
  }
}

define('chat-widget-home', ChatWidgetHome);
