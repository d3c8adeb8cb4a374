import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Message } from '../../core/model.js';
import { enSearch } from '../../i18n/en-search.js';
import { addEnglish } from '../../i18n/localize.js';
import { adopt } from '../adopt.js';
import type { ChatWidgetComposer } from '../composer.js';
import { define } from '../define.js';
import { isCoarse } from '../device.js';
import { icons } from '../icons.js';
import { messageText } from '../message-words.js';
import type { ChatWidgetMessages } from '../messages.js';
import { PanelPart } from '../panel-part.js';
import { fold } from './fold.js';
import { Marks } from './highlight.js';
import { searchStyles } from './search-styles.js';

addEnglish(enSearch);

/** Typing goes on for longer than this between two letters. */
const QUIET_MS = 700;

/** A line above the conversation that finds words in it, also in what is not drawn. */
export class ChatWidgetSearch extends PanelPart {
  static override properties: PropertyDeclarations = { query: { state: true }, current: { state: true } };
  /** Folded. */
  declare query: string;
  /** Key of the message that is shown. */
  declare current: string | undefined;
  /** Keys of the messages that were found, the newest first. */
  #found: string[] = [];
  #folded = new WeakMap<Message, string>();
  #marks: Marks | undefined;
  #stop: (() => void) | undefined;
  #quiet: (() => void) | undefined;
  #observer: MutationObserver | undefined;
  #frame = 0;

  constructor() {
    super();
    this.query = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, searchStyles);
    const log = this.#messages.querySelector<HTMLElement>('.log')!;
    this.#marks = new Marks(log);
    // The list draws what it likes, when it likes.
    const observer = (this.#observer = new MutationObserver(() => (this.#frame ||= requestAnimationFrame(this.#mark))));
    observer.observe(log, { childList: true, characterData: true, subtree: true });
    const unsubscribe = this.scope.chat.subscribe(({ open }) => (open ? this.requestUpdate() : this.remove()));
    this.#stop = () => {
      observer.disconnect();
      unsubscribe();
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#stop?.();
    this.#quiet?.();
    this.#marks?.clear();
  }

  focusField(): void {
    this.querySelector('input')?.select();
  }

  protected override willUpdate(): void {
    const { messages } = this.scope.chat.state;
    this.#found = this.query ? messages.flatMap((message) => (this.#has(message) ? message.key : [])).reverse() : [];
    if (!this.#found.includes(this.current ?? '')) this.current = this.#found[0];
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('current') && this.current) this.#messages.show(this.current);
    this.#mark();
  }

  protected override render(): TemplateResult {
    const { t } = this.scope.localize;
    const at = this.#found.indexOf(this.current ?? '');
    const label = t('search.label');
    return html`<div class="search" part="search" role="search" @keydown=${this.#handleKeydown}>
      <input
        type="search"
        part="search-input"
        enterkeyhint="search"
        autocomplete="off"
        spellcheck="false"
        dir="auto"
        maxlength="200"
        aria-label=${label}
        placeholder=${label}
        @input=${this.#handleInput}
      />
      <output part="search-count" aria-live="off">${this.#count()}</output>
      ${this.#button(t('search.previous'), 'up', () => this.#go(1), at < this.#found.length - 1)}
      ${this.#button(t('search.next'), '', () => this.#go(-1), at > 0)}
      ${this.#button(t('search.close'), 'close', () => this.close())}
      ${this.query && this.scope.chat.state.hasOlder ? this.#older() : nothing}
    </div>`;
  }

  /** Back to where the visitor writes; on touch to what they read. */
  close(): void {
    const panel = this.closest('.panel')!;
    const { field } = panel.querySelector<ChatWidgetComposer>('chat-widget-composer')!;
    const log = panel.querySelector<HTMLElement>('.log')!;
    this.remove();
    ((isCoarse() ? log : field) ?? log).focus();
  }

  get #messages(): ChatWidgetMessages {
    return this.closest<ChatWidgetMessages>('chat-widget-messages')!;
  }

  #older(): TemplateResult {
    const { chat, localize } = this.scope;
    const load = (): void => void (chat.state.loadingOlder || chat.loadOlder().catch(() => undefined)); // the next click asks again
    return html`<button type="button" class="older" part="search-older" @click=${load}>
      ${chat.state.loadingOlder ? html`<i class="spinner"></i>` : localize.t('search.older')}
    </button>`;
  }

  #button(label: string, name: string, act: () => void, isOn = true): TemplateResult {
    return html`<button
      type="button"
      class="icon-button ${name}"
      part="search-button"
      aria-label=${label}
      title=${label}
      aria-disabled=${isOn ? nothing : 'true'}
      @click=${() => isOn && act()}
    >
      ${name === 'close' ? icons.cross : icons.minimise}
    </button>`;
  }

  #has(message: Message): boolean {
    let text = this.#folded.get(message);
    if (text === undefined) {
      text = this.#fold(message);
      this.#folded.set(message, text);
    }
    return text.includes(this.query);
  }

  #fold(message: Message): string {
    try {
      return message.deleted ? '' : fold(messageText(message, this.scope.localize));
    } catch {
      return ''; // what cannot be drawn cannot be found
    }
  }

  #count(): string {
    const { t } = this.scope.localize;
    const count = this.#found.length;
    if (!this.query) return '';
    return count ? t('search.place', { at: this.#found.indexOf(this.current!) + 1, count }) : t('search.none');
  }

  #go(step: number): void {
    this.current = this.#found[this.#found.indexOf(this.current!) + step] ?? this.current;
    this.#say();
  }

  /** When the visitor has stopped typing. */
  #say(): void {
    const { announce, clock } = this.scope;
    this.#quiet?.();
    this.#quiet = clock.setTimer(() => announce(this.#count()), QUIET_MS);
  }

  #mark = (): void => {
    this.#frame = 0;
    const found = new Set(this.#found);
    const rows = [...this.#messages.querySelectorAll<HTMLElement>('li[data-key]')];
    this.#marks!.show(rows.filter(({ dataset }) => found.has(dataset['key']!)), this.query, this.current);
    this.#observer!.takeRecords(); // our own
  };

  #handleInput = ({ target }: Event): void => {
    this.query = fold((target as HTMLInputElement).value).trim();
    this.current = undefined;
    this.#say();
  };

  #handleKeydown = (event: KeyboardEvent): void => {
    const { key, target, isComposing, shiftKey } = event;
    if (isComposing) return;
    const isField = target instanceof HTMLInputElement;
    if (key === 'Escape') this.close();
    else if (isField && (key === 'ArrowUp' || (key === 'Enter' && !shiftKey))) this.#go(1);
    else if (isField && (key === 'ArrowDown' || key === 'Enter')) this.#go(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Shows the search of this panel, with the focus in it. */
export async function openSearch(panel: Element): Promise<void> {
  define('chat-widget-search', ChatWidgetSearch);
  const messages = panel.querySelector('chat-widget-messages')!;
  let search = messages.querySelector<ChatWidgetSearch>('chat-widget-search');
  // In front of all that the list itself draws.
  if (!search) messages.prepend((search = document.createElement('chat-widget-search') as ChatWidgetSearch));
  await search.updateComplete;
  search.focusField();
}
