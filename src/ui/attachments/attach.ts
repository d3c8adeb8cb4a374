import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { selectCan } from '../../core/selectors.js';
import { enAttach } from '../../i18n/en-attach.js';
import { addEnglish } from '../../i18n/localize.js';
import { acceptedImages, acceptedTypes, takesOnlyImages } from '../accepted-types.js';
import { adopt } from '../adopt.js';
import type { ChatWidgetComposer } from '../composer.js';
import { isCoarse } from '../device.js';
import { icons } from '../icons.js';
import { isDefined } from '../lazy.js';
import { moveInMenu } from '../menu-keys.js';
import { PanelPart } from '../panel-part.js';
import { menuStyles } from '../styles/menu-styles.js';
import { attachStyles } from './attach-styles.js';
import { catchFiles } from './catch-files.js';
import { loadTray } from './load-tray.js';
import type { ChatWidgetTray } from './tray.js';

addEnglish(enAttach);

/** The ways in for files: the button and what it opens, the clipboard, and what is dropped on the panel. */
export class ChatWidgetAttach extends PanelPart {
  static override properties: PropertyDeclarations = { choosing: { state: true } };
  /** Where there is a camera, the button asks first. */
  declare choosing: boolean;
  #stopCatching: (() => void) | undefined;

  constructor() {
    super();
    this.choosing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, menuStyles);
    adopt(this, attachStyles);
    this.#stopCatching = catchFiles(this.closest<HTMLElement>('.panel')!, {
      clock: this.scope.clock,
      canTake: () => this.#canTake(),
      createCover: () => this.#createCover(),
      onFiles: (files) => void this.#take(files),
      onCover: (isThere) => this.scope.states?.[isThere ? 'add' : 'delete']('dragging'),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopCatching?.();
  }

  /** Of a message that was called back: before what has been written since. */
  async takeBack(words: string, files: readonly File[]): Promise<void> {
    const composer = this.#composer;
    composer.putBack(words);
    // The button went with its message.
    (isCoarse() ? this.closest('.panel')!.querySelector<HTMLElement>('.log') : composer.field)?.focus();
    if (!files.length) return;
    (await this.#tray()).restore(files);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('choosing') && this.choosing) this.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  /** The tray stays where uploads are taken away for a while: so does what lies in it. */
  protected override render(): TemplateResult {
    const can = selectCan(this.state, 'upload');
    const tray = isDefined('tray')
      ? html`<chat-widget-tray .state=${this.state} ?hidden=${!can}></chat-widget-tray>`
      : nothing;
    return html`${tray}${can ? this.#button() : nothing}`;
  }

  #button(): TemplateResult {
    const { config } = this.state;
    const label = this.scope.localize.t(takesOnlyImages(config) ? 'composer.attach' : 'composer.attachFile');
    const hasMenu = this.#hasCamera();
    return html`<div class="attach" @keydown=${this.#handleKeydown} @focusout=${this.#handleFocusOut}>
      <input type="file" hidden multiple accept=${acceptedTypes(config).join()} @change=${this.#handlePick} />
      <button
        type="button"
        class="icon-button"
        part="attach"
        aria-label=${label}
        title=${label}
        aria-haspopup=${hasMenu ? 'menu' : nothing}
        aria-expanded=${hasMenu ? this.choosing : nothing}
        @click=${this.#handleAttach}
      >
        ${icons.attach}
      </button>
      ${hasMenu ? this.#camera() : nothing}${hasMenu && this.choosing ? this.#menu(label) : nothing}
    </div>`;
  }

  #camera(): TemplateResult {
    const accept = acceptedImages(this.state.config).join();
    return html`<input type="file" hidden capture="environment" accept=${accept} @change=${this.#handlePick} />`;
  }

  #menu(label: string): TemplateResult {
    const { t } = this.scope.localize;
    return html`<div class="menu" part="menu" role="menu" aria-label=${label}>
      <button type="button" role="menuitem" part="menu-item" tabindex="-1" @click=${() => this.#open(0)}>
        ${t('composer.choose')}
      </button>
      <button type="button" role="menuitem" part="menu-item" tabindex="-1" @click=${() => this.#open(1)}>
        ${t('composer.camera')}
      </button>
    </div>`;
  }

  get #composer(): ChatWidgetComposer {
    return this.closest<ChatWidgetComposer>('chat-widget-composer')!;
  }

  #hasCamera(): boolean {
    return isCoarse() && acceptedImages(this.state.config).length > 0;
  }

  /** Not behind a form, after the end, or in a panel that is closing. */
  #canTake(): boolean {
    const { open } = this.state;
    return open && selectCan(this.state, 'upload') && !this.#composer.hidden && !!this.#composer.field;
  }

  #createCover(): HTMLElement {
    const cover = document.createElement('chat-widget-drop');
    cover.className = 'drop';
    cover.setAttribute('part', 'drop-overlay');
    // Its words come with the chunk; a drop before that waits for it as well.
    void loadTray().catch(() => undefined);
    return cover;
  }

  async #take(files: File[]): Promise<void> {
    const { announce, localize } = this.scope;
    let tray: ChatWidgetTray;
    try {
      tray = await this.#tray();
    } catch {
      // Without the chunk nothing may leave: it takes the place and time out of photos.
      this.#composer.refusal = localize.t('upload.noCode');
      return announce(this.#composer.refusal, true);
    }
    tray.add(files);
    if (!isCoarse()) this.#composer.field?.focus();
  }

  /** @throws whatever loading its code throws */
  async #tray(): Promise<ChatWidgetTray> {
    await loadTray();
    this.requestUpdate();
    await this.updateComplete;
    return this.querySelector<ChatWidgetTray>('chat-widget-tray')!;
  }

  #open(index: number): void {
    this.querySelectorAll('input')[index]!.click();
    this.#close();
  }

  #close(): void {
    if (!this.choosing) return;
    this.choosing = false;
    this.querySelector<HTMLElement>('[part=attach]')!.focus();
  }

  #handleAttach = (): void => {
    if (this.#hasCamera()) this.choosing = !this.choosing;
    else this.#open(0);
  };

  #handlePick = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ''; // the same file may be picked again
    if (files.length) void this.#take(files);
  };

  #handleKeydown = (event: KeyboardEvent): void => {
    if (!this.choosing) return;
    if (event.key === 'Escape') this.#close();
    else if (!moveInMenu(event, [...this.querySelectorAll<HTMLElement>('[role=menuitem]')])) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #handleFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node && this.contains(relatedTarget))) this.choosing = false;
  };
}
