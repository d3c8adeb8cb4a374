import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { selectCan } from '../../core/selectors.js';
import { withoutBidiControls } from '../../i18n/localize.js';
import { adopt } from '../adopt.js';
import type { ChatWidgetComposer } from '../composer.js';
import { define } from '../define.js';
import { icons } from '../icons.js';
import { PanelPart } from '../panel-part.js';
import { checkFile } from './check-file.js';
import { ChatWidgetDrop } from './drop-overlay.js';
import { trayStyles } from './tray-styles.js';

const MAX_FILES = 10;
/** What an `img` may show of a file nobody has looked into yet. */
const SHOWN = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

type Item = {
  /** As picked; its name stands in the tray. */
  source: File;
  /** Ready to leave this device. */
  file?: File;
  /** Of the thumbnail. */
  url?: string | undefined;
};

/** What goes with the next message: above the words, in the order in which it was picked. */
export class ChatWidgetTray extends PanelPart {
  static override properties: PropertyDeclarations = { items: { state: true } };
  declare items: readonly Item[];
  /** One at a time: ten photos decoded at once are too much for a phone. */
  #checking: Promise<void> = Promise.resolve();
  /** The visitor has pressed Send already. */
  #again: (() => void) | undefined;

  constructor() {
    super();
    this.items = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, trayStyles);
    // Back from elsewhere in the page.
    this.items = this.items.map((item) => this.#withThumbnail(item));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.items.forEach(release);
  }

  /** Shows them at once, and takes away again what cannot be sent. */
  add(files: readonly File[]): void {
    const room = Math.max(0, MAX_FILES - this.items.length); // more may have come back
    const { announce, localize } = this.scope;
    const added = files.slice(0, room).map((source) => this.#withThumbnail({ source }));
    this.#composer.refusal = '';
    this.items = [...this.items, ...added];
    if (files.length > room) this.#refuse(localize.t('upload.tooMany', { count: MAX_FILES }));
    if (added[0]) announce(localize.t('tray.added', { names: localize.list(added.map(({ source }) => source.name)) }));
    for (const item of added) this.#checking = this.#checking.then(() => this.#check(item));
  }

  /**
   * Hands the files over and is empty.
   * @param again called when they can be had, where that is not yet so and nothing is answered
   */
  take(again: () => void): File[] | undefined {
    const files = this.items.flatMap(({ file }) => file ?? []);
    this.#again = files.length < this.items.length ? again : undefined;
    if (this.#again) return undefined;
    this.items.forEach(release);
    this.items = [];
    return files;
  }

  /** What was taken has not been sent. */
  restore(files: readonly File[]): void {
    this.items = [...files.map((file) => this.#withThumbnail({ source: file, file })), ...this.items];
  }

  protected override updated(changed: PropertyValues): void {
    // The composer asks for them where they can be sent.
    this.#composer.held = selectCan(this.state, 'upload') ? this.items.length : 0;
    const last = [...this.querySelectorAll('li')].at(-1);
    if (changed.has('items') && changed.get('items')) last?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.items.length) return nothing;
    // Safari takes the role from a list without markers.
    // eslint-disable-next-line lit-a11y/no-redundant-role
    return html`<ul class="tray" part="tray" role="list" aria-label=${this.scope.localize.t('tray.label')}>
      ${repeat(this.items, ({ source }) => source, (item) => this.#thumb(item))}
    </ul>`;
  }

  #thumb(item: Item): TemplateResult {
    const { t } = this.scope.localize;
    const { name } = item.source;
    const remove = t('upload.remove', { name });
    return html`<li class="thumb" part="thumb">
      ${item.url
        ? html`<img src=${item.url} alt=${withoutBidiControls(name)} draggable="false" @error=${() => this.#forgetUrl(item)} />`
        : html`<span class="thumb-name">${icons.file}<bdi>${withoutBidiControls(name)}</bdi></span>`}
      ${item.file ? nothing : html`<i class="spinner" role="img" aria-label=${t('tray.preparing', { name })}></i>`}
      <button type="button" class="remove" part="remove" aria-label=${remove} title=${remove} @click=${() => this.#remove(item)}>
        <span>${icons.cross}</span>
      </button>
    </li>`;
  }

  get #composer(): ChatWidgetComposer {
    return this.closest<ChatWidgetComposer>('chat-widget-composer')!;
  }

  async #check(item: Item): Promise<void> {
    const { source } = item;
    if (!this.items.some((it) => it.source === source)) return;
    const { localize } = this.scope;
    const checked = await checkFile(source, this.state.config, localize).catch(() =>
      localize.t('upload.unreadable', { name: source.name }),
    );
    const current = this.items.find((it) => it.source === source);
    if (!current) return; // removed meanwhile
    if (typeof checked === 'string') this.#refuse(checked, current);
    else this.items = this.items.map((it) => (it === current ? { ...it, file: checked } : it));
    this.#goOn();
  }

  /** Sends what was to be sent before it was ready. */
  #goOn(): void {
    const again = this.#again;
    if (!again || this.items.some(({ file }) => !file)) return;
    this.#again = undefined;
    again();
  }

  /** Nothing goes by itself after a refusal: the visitor may have meant that file. */
  #refuse(words: string, item?: Item): void {
    this.#again = undefined;
    if (item) this.#drop(item);
    const composer = this.#composer;
    composer.refusal = [composer.refusal, words].filter(Boolean).join('\n');
    this.scope.announce(words, true);
  }

  #drop(item: Item): void {
    release(item);
    this.items = this.items.filter((it) => it !== item);
  }

  #remove(item: Item): void {
    const at = this.items.indexOf(item);
    this.#drop(item);
    const { announce, localize } = this.scope;
    announce(localize.t('tray.removed', { name: item.source.name }));
    this.#goOn();
    // The button goes: to its neighbour, or to where one writes.
    void this.updateComplete.then(() => {
      const buttons = this.querySelectorAll<HTMLElement>('.remove');
      (buttons[Math.min(at, buttons.length - 1)] ?? this.#composer.querySelector<HTMLElement>('[part=attach]'))?.focus();
    });
  }

  #forgetUrl(item: Item): void {
    release(item);
    this.items = this.items.map((it) => (it.url === item.url ? { ...it, url: undefined } : it));
  }

  #withThumbnail({ url: _, ...item }: Item): Item {
    return SHOWN.test(item.source.type) ? { ...item, url: URL.createObjectURL(item.source) } : item;
  }
}

function release({ url }: Item): void {
  if (url) URL.revokeObjectURL(url);
}

define('chat-widget-tray', ChatWidgetTray);
define('chat-widget-drop', ChatWidgetDrop);
