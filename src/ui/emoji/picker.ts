import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { enEmoji } from '../../i18n/en-emoji.js';
import { addEnglish } from '../../i18n/localize.js';
import { adopt } from '../adopt.js';
import { PanelPart } from '../panel-part.js';
import { findEmojis, toGroups, TONES, withTone } from './emojis.js';
import type { Emoji, EmojiData } from './emojis.js';
import { COLUMNS } from './grid-keys.js';
import { createIsDrawn } from './is-drawn.js';
import { movePicker } from './picker-keys.js';
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
    const search = this.querySelector('input')!;
    const first = recent.length ? -1 : 0;
    movePicker(event, {
      at: this.at,
      cells: this.#shown.length,
      tab: this.tab - first,
      tabs: GROUPS.length - first,
      isRtl: this.matches(':dir(rtl)'),
      focusSearch: () => search.focus(),
      focusCell: (index) => void this.#focusCell(index),
      focusTab: (index) => {
        this.#open(index + first);
        this.querySelectorAll<HTMLElement>('[role=tab]')[index]!.focus();
      },
      pickFirst: (stays) => void (this.query && this.#shown[0] && this.#pick(this.#shown[0], stays)),
    });
  };

  async #focusCell(index: number): Promise<void> {
    this.at = index;
    await this.updateComplete;
    this.querySelectorAll<HTMLElement>('[role=gridcell]')[index]?.focus();
  }
}

/** What is pressed by a mouse does not take the focus from where one writes. */
function keepFocus(event: Event): void {
  if (!(event.target as Element).closest('input,select')) event.preventDefault();
}
