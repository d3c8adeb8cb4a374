import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { enEmoji } from '../../i18n/en-emoji.js';
import { addEnglish } from '../../i18n/localize.js';
import { adopt } from '../adopt.js';
import { PanelPart } from '../panel-part.js';
import { findEmojis, toGroups, TONES, withTone } from './emojis.js';
import type { Emoji, EmojiData } from './emojis.js';
import { COLUMNS, moveInGrid } from './grid-keys.js';
import { createIsDrawn } from './is-drawn.js';
import { pickerStyles } from './picker-styles.js';

addEnglish(enEmoji);

const GROUPS = ['faces', 'people', 'nature', 'food', 'travel', 'activities', 'objects', 'symbols', 'flags'] as const;
const TABS = ['😀', '👋', '🐻', '🍎', '🚗', '⚽', '💡', '❤️', '🏁'];
const MOST_FOUND = 8 * COLUMNS;
const MOST_RECENT = 3 * COLUMNS;

/** As long as the page lives; nothing about a visitor's habits is kept. */
let recent: Emoji[] = [];
let tone = '';

/** All emoji in groups, with a search over their names. Says `pick` with the one that was chosen. */
export class ChatWidgetPicker extends PanelPart {
  static override properties: PropertyDeclarations = {
    data: { attribute: false },
    tab: { state: true },
    query: { state: true },
    at: { state: true },
  };
  declare data: EmojiData;
  /** Index of the group; -1 for those used lately. */
  declare tab: number;
  declare query: string;
  /** The cell that Tab leads to. */
  declare at: number;
  #groups: Emoji[][] = [];
  #shown: readonly Emoji[] = [];

  constructor() {
    super();
    this.tab = recent.length ? -1 : 0;
    this.query = '';
    this.at = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, pickerStyles);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { locale } = this.scope.localize;
    if (changed.has('data')) this.#groups = toGroups(this.data, locale, createIsDrawn());
    if (changed.has('tab') || changed.has('query') || changed.has('data')) {
      this.#shown = this.query.trim()
        ? findEmojis(this.#groups, this.query, MOST_FOUND)
        : this.tab < 0
          ? [...recent]
          : this.#groups[this.tab]!;
      this.at = 0;
    }
  }

  protected override firstUpdated(): void {
    // As high as there is room between the header and the field.
    const above = this.closest('.composer')!.getBoundingClientRect().top;
    const top = this.closest('.panel')!.getBoundingClientRect().top;
    this.querySelector<HTMLElement>('.picker')!.style.setProperty('--_room', `${Math.round(above - top)}px`);
    this.querySelector('input')!.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('tab') || changed.has('query')) this.querySelector('.emojis')!.scrollTop = 0;
    if (!changed.has('query') || !this.query.trim()) return;
    const { announce, localize } = this.scope;
    const count = this.#shown.length;
    announce(count ? localize.t('emoji.found', { count }) : localize.t('emoji.none'));
  }

  protected override render(): TemplateResult {
    const { t } = this.scope.localize;
    return html`<div
      class="picker"
      part="emoji-picker"
      role="dialog"
      aria-label=${t('composer.emoji')}
      @mousedown=${keepFocus}
      @keydown=${this.#handleKeydown}
    >
      <div class="picker-top">
        <input
          type="search"
          part="input"
          aria-label=${t('emoji.search')}
          placeholder=${t('emoji.search')}
          autocomplete="off"
          @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
        />
        <select part="input" aria-label=${t('emoji.tone')} @change=${this.#handleTone}>
          ${TONES.map((it) => html`<option value=${it} ?selected=${it === tone}>✋${it}</option>`)}
        </select>
      </div>
      ${this.#tabs()}
      <div class="emojis" id="emojis" role=${this.query ? nothing : 'tabpanel'} aria-label=${this.query ? nothing : t(this.#label())}>
        ${this.#shown.length ? this.#grid() : html`<p dir="auto">${t('emoji.none')}</p>`}
      </div>
    </div>`;
  }

  #label(): 'emoji.groups' {
    const key = this.query ? 'search' : this.tab < 0 ? 'recent' : GROUPS[this.tab]!;
    return `emoji.${key}` as 'emoji.groups';
  }

  #tabs(): TemplateResult {
    const { t } = this.scope.localize;
    const tab = (index: number, sign: string, name: string): TemplateResult => {
      const isShown = index === this.tab && !this.query;
      return html`<button
        type="button"
        role="tab"
        part="emoji-group"
        aria-controls="emojis"
        aria-selected=${isShown}
        aria-label=${name}
        title=${name}
        tabindex=${index === this.tab ? 0 : -1}
        @click=${() => this.#open(index)}
      >
        ${sign}
      </button>`;
    };
    return html`<div class="tabs" role="tablist" aria-label=${t('emoji.groups')}>
      ${recent.length ? tab(-1, '🕘', t('emoji.recent')) : nothing}
      ${GROUPS.map((group, index) => tab(index, TABS[index]!, t(`emoji.${group}`)))}
    </div>`;
  }

  #grid(): TemplateResult {
    const { locale, t } = this.scope.localize;
    // Elsewhere assistive technology names an emoji itself, in the visitor's language.
    const isNamed = /^en\b/.test(locale) || !!this.data.emojiNames;
    const rows = Array.from({ length: Math.ceil(this.#shown.length / COLUMNS) }, (_, row) => row * COLUMNS);
    const cell = (emoji: Emoji, index: number): TemplateResult => html`<button
      type="button"
      role="gridcell"
      tabindex=${index === this.at ? 0 : -1}
      aria-label=${isNamed || this.#isFlag(emoji) ? emoji.name : nothing}
      title=${emoji.name}
      @click=${(event: MouseEvent) => this.#pick(emoji, event.shiftKey)}
    >
      ${withTone(emoji, tone)}
    </button>`;
    return html`<div role="grid" aria-label=${t(this.#label())}>
      ${rows.map(
        (start) => html`<div role="row">
          ${this.#shown.slice(start, start + COLUMNS).map((emoji, index) => cell(emoji, start + index))}
        </div>`,
      )}
    </div>`;
  }

  #isFlag = (emoji: Emoji): boolean => !!this.#groups.at(-1)?.includes(emoji);

  #open(index: number): void {
    this.tab = index;
    this.query = '';
    this.querySelector('input')!.value = '';
  }

  /** `stays`: the next one follows. */
  #pick(emoji: Emoji, stays: boolean): void {
    recent = [emoji, ...recent.filter(({ sign }) => sign !== emoji.sign)].slice(0, MOST_RECENT);
    const detail = { text: withTone(emoji, tone), stays };
    this.dispatchEvent(new CustomEvent('chat-widget-pick', { detail }));
  }

  #handleTone = (event: Event): void => {
    tone = (event.target as HTMLSelectElement).value;
    this.requestUpdate();
  };

  #handleKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const target = event.target as HTMLElement;
    const isUsed =
      target.matches('[role=gridcell]') ? this.#moveCell(event)
      : target.matches('[role=tab]') ? this.#moveTab(event)
      : target.matches('input') && this.#leaveSearch(event);
    if (isUsed) event.preventDefault();
    // Paging the log and the page's own keys are not meant; Escape belongs to whoever opened this.
    if (isUsed || isLetter(event) || event.key.startsWith('Page')) event.stopPropagation();
  };

  /** Each answers whether it used the key. */
  #leaveSearch({ key, shiftKey }: KeyboardEvent): boolean {
    const [first] = this.#shown;
    if (key === 'ArrowDown') void this.#focusCell(0);
    else if (key === 'Enter' && this.query && first) this.#pick(first, shiftKey);
    return key === 'ArrowDown' || key === 'Enter';
  }

  #moveCell(event: KeyboardEvent): boolean {
    const to = moveInGrid(event, this.at, this.#shown.length, this.matches(':dir(rtl)'));
    if (to !== undefined && to >= 0) void this.#focusCell(to);
    // A letter goes into the field that has the focus when it is let through.
    else if (to !== undefined || (isLetter(event) && event.key !== ' ')) this.querySelector('input')!.focus();
    return to !== undefined;
  }

  #moveTab({ key }: KeyboardEvent): boolean {
    const first = recent.length ? -1 : 0;
    const tabs = this.querySelectorAll<HTMLElement>('[role=tab]');
    const tab = this.tab - first;
    const forward = this.matches(':dir(rtl)') ? -1 : 1;
    const to = { ArrowRight: tab + forward, ArrowLeft: tab - forward, Home: 0, End: tabs.length - 1 }[key];
    if (to !== undefined) {
      const next = (to + tabs.length) % tabs.length;
      this.#open(next + first);
      tabs[next]!.focus();
    } else if (key === 'ArrowDown') void this.#focusCell(0);
    return to !== undefined || key === 'ArrowDown';
  }

  async #focusCell(index: number): Promise<void> {
    this.at = index;
    await this.updateComplete;
    this.querySelectorAll<HTMLElement>('[role=gridcell]')[index]?.focus();
  }
}

const isLetter = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean => key.length === 1 && !ctrlKey && !metaKey;

/** What is pressed by a mouse does not take the focus from where one writes. */
function keepFocus(event: Event): void {
  if (!(event.target as Element).closest('input,select')) event.preventDefault();
}
