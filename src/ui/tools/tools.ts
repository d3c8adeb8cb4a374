import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, ReactiveController, TemplateResult } from 'lit';
import { enComposer } from '../../i18n/en-composer.js';
import { addEnglish } from '../../i18n/localize.js';
import { adopt } from '../adopt.js';
import type { ChatWidgetComposer } from '../composer.js';
import { define } from '../define.js';
import { isCoarse } from '../device.js';
import type { EmojiData } from '../emoji/emojis.js';
import { insertText } from '../emoji/insert-text.js';
import { loadEmoji } from '../emoji/load-emoji.js';
import { CIRCLE, icon } from '../icons.js';
import { PanelPart } from '../panel-part.js';
import { Counter } from './counter.js';
import { DraftKeeper } from './draft-keeper.js';
import { FieldRows } from './field-rows.js';
import { RateLimit } from './rate-limit.js';
import { toolsStyles } from './tools-styles.js';

addEnglish(enComposer);

const SMILE = icon(`${CIRCLE}M8.5 14.2a4.2 4.2 0 0 0 7 0M9 9.6v.1M15 9.6v.1`);
const importPicker = (locale: string) => Promise.all([import('../emoji/picker.js'), loadEmoji(locale)]);

/** What stands beside the message field: emoji, the counter, and whoever keeps the draft. */
export class ChatWidgetTools extends PanelPart {
  static override properties: PropertyDeclarations = { data: { state: true } };
  /** The emoji, while they are shown. */
  declare data: EmojiData | undefined;
  #counter: Counter | undefined;
  #helpers: readonly ReactiveController[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, toolsStyles);
    const composer = this.#composer;
    this.#counter ??= new Counter(composer, this);
    if (!this.#helpers.length) {
      this.#helpers = [new DraftKeeper(composer), this.#counter, new RateLimit(composer), new FieldRows(composer)];
    }
    for (const helper of this.#helpers) composer.addController(helper);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const helper of this.#helpers) this.#composer?.removeController(helper);
  }

  protected override updated(changed: PropertyValues<this>): void {
    // A conversation that ends, or a form, takes the field away.
    if (changed.has('state') && this.data && !this.#composer.field) this.data = undefined;
  }

  protected override render(): TemplateResult {
    // Touch screens bring a keyboard with emoji of their own.
    return html`${this.#counter?.render()}${isCoarse() ? nothing : this.#emoji()}`;
  }

  #emoji(): TemplateResult {
    const label = this.scope.localize.t('composer.emoji');
    const { data } = this;
    return html`<span class="tools" @keydown=${this.#handleKeydown} @focusout=${this.#handleFocusOut}>
      <button
        type="button"
        class="icon-button"
        part="emoji"
        aria-label=${label}
        title=${label}
        aria-haspopup="dialog"
        aria-expanded=${!!data}
        @mousedown=${(event: Event) => event.preventDefault()}
        @pointerenter=${() => void this.#load().catch(() => undefined)}
        @click=${this.#toggle}
      >
        ${SMILE}
      </button>
      ${data
        ? html`<chat-widget-picker
            .data=${data}
            @chat-widget-pick=${({ detail }: CustomEvent<{ text: string; stays: boolean }>) => this.#pick(detail)}
          ></chat-widget-picker>`
        : nothing}
    </span>`;
  }

  get #composer(): ChatWidgetComposer {
    return this.closest<ChatWidgetComposer>('chat-widget-composer')!;
  }

  #load = () => importPicker(this.scope.localize.locale);

  #toggle = async (): Promise<void> => {
    if (this.data) return this.#close();
    const written = this.#composer.field?.value;
    // Without the chunk the button does nothing, and the next press asks again.
    const [{ ChatWidgetPicker }, data] = (await this.#load().catch(this.#load).catch(() => undefined)) ?? [{}, undefined];
    // Whoever goes on writing meanwhile, or leaves, keeps the focus.
    if (!ChatWidgetPicker || !this.isConnected || !this.state.open || this.#composer.field?.value !== written) return;
    define('chat-widget-picker', ChatWidgetPicker);
    this.data = data;
  };

  #close(): void {
    this.data = undefined;
    this.#composer.field?.focus();
  }

  #pick({ text, stays }: { text: string; stays: boolean }): void {
    const { field } = this.#composer;
    const before = (this.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    const kept = this.data;
    if (field) insertText(field, text);
    // Writing takes the focus to the field, which closes the picker.
    this.data = stays ? kept : undefined;
    if (stays) before?.focus();
  }

  #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.data || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };

  /** Tab leaves it, and so does a click elsewhere. */
  #handleFocusOut = ({ relatedTarget, currentTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && (currentTarget as Node).contains(relatedTarget)) return;
    this.data = undefined;
  };
}
