import { ContextProvider } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { ChatState } from '../core/state.js';
import { createLocalize } from '../i18n/localize.js';
import { createAnnounce } from './announcer.js';
import type { ChatWidgetComposer } from './composer.js';
import { isCoarse } from './device.js';
import { header } from './header.js';
import { toIntakeKind } from './intake-kind.js';
import type { IntakeKind } from './intake-kind.js';
import { has, intake, isDefined, loadAfterPaint } from './lazy.js';
import type { PanelClock } from './page-clock.js';
import { keepFromPage, pageLog, stepOut } from './panel-keys.js';
import type { PanelContext, PanelOptions } from './panel-options.js';
import { panelScope } from './panel-scope.js';
import type { PanelScope } from './panel-scope.js';
import type { Speech } from './speech.js';

/**
 * The open chat: a region with its two announcers and a dialog that leaves the page usable.
 *
 * @csspart announcer - The two live regions, visually hidden.
 * @csspart panel - The dialog.
 * @csspart header - The line with the name of who the visitor talks to.
 * @csspart title - The name in the header.
 * @csspart subtitle - Availability, place in line or state of the connection.
 * @csspart header-button - A button of the header.
 * @csspart menu - What the options button opens.
 * @csspart menu-item - One line of it.
 * @csspart avatar - A picture, or the initials in its place; also `brand` where nobody has joined yet.
 * @csspart presence - The dot at the avatar of the header.
 * @csspart banner - What is said of a lost connection.
 * @csspart log - The scrolling conversation.
 * @csspart day-separator - The name of a day.
 * @csspart unread-separator - The line before the first unread message.
 * @csspart system-message - A line about the conversation.
 * @csspart message - One message with its name, bubbles and time.
 * @csspart name - The author of a group.
 * @csspart bubble - The words of a message; also `visitor`, `agent`, `bot`, `failed`, `muted`, `first`, `last`.
 * @csspart copy - The button that copies code.
 * @csspart link - An address in the words of a message.
 * @csspart image - A picture in a message.
 * @csspart progress - The ring of an upload.
 * @csspart cancel - The button that takes a file out of a message that is on its way.
 * @csspart lightbox - A picture of the conversation over the whole window.
 * @csspart lightbox-button - A button of it.
 * @csspart card - A file in a message, or a card with picture, title and buttons.
 * @csspart card-button - A button of a card.
 * @csspart carousel - Several cards beside each other.
 * @csspart carousel-button - The buttons that turn to the next card.
 * @csspart quick-replies - The answers to choose from.
 * @csspart chip - One of them.
 * @csspart meta - Time and status under a group.
 * @csspart status - The status of an own message; also its name: `saving`, `queued`, `sending`, `sent`, `delivered`, `read`, `failed`, `unconfirmed`.
 * @csspart typing - The dots.
 * @csspart new-messages - The button that leads to unread messages.
 * @csspart empty - The first word, before any message.
 * @csspart composer - Where the visitor writes.
 * @csspart textarea - The field.
 * @csspart attach - The button that picks files.
 * @csspart tray - The files that go with the next message.
 * @csspart thumb - One of them.
 * @csspart drop-overlay - What lies over the panel while files are dragged across it.
 * @csspart send - The button that sends.
 * @csspart error - What is wrong with what was to be sent, or with a field.
 * @csspart ended - What stands in the composer's place after the end.
 * @csspart submit - The button that starts another conversation, or sends a form.
 * @csspart form - A form: registration, a message for later, an address.
 * @csspart field - A field with its label.
 * @csspart label - The name of a field.
 * @csspart input - Where something is filled in.
 * @csspart hint - What explains a field.
 * @csspart error-summary - What is wrong with a form, with a link to each field.
 * @csspart csat - The rating after a conversation.
 * @csspart rating - One of its faces.
 * @cssprop [--chat-panel-width=400px] - Width of the panel, as far as the page has room.
 * @cssprop [--chat-panel-height=704px] - Its height, as far as the page has room.
 * @cssprop [--chat-radius=18px] - Roundness of bubbles; panel and fields follow it.
 * @cssprop [--chat-radius-tail=6px] - Roundness of the corners at which bubbles of a group meet.
 * @cssprop [--chat-surface] - Background of the panel.
 * @cssprop [--chat-surface-2] - Background of what is set off from it, such as foreign bubbles.
 * @cssprop [--chat-surface-3] - Background of what is set off more, such as a button out of use.
 * @cssprop [--chat-text] - Text.
 * @cssprop [--chat-text-muted] - Times, names and other quiet text.
 * @cssprop [--chat-border] - Lines between areas.
 * @cssprop [--chat-border-strong] - Lines that show where to write.
 * @cssprop [--chat-accent-text] - The accent as text, on the panel's background.
 * @cssprop [--chat-accent-soft] - A trace of the accent, behind the header.
 * @cssprop [--chat-danger=light-dark(#c8102e, #ff8a8a)] - What has failed.
 * @cssprop [--chat-warning=light-dark(#8a5300, #f3c063)] - What needs patience, and "away".
 * @cssprop [--chat-online=light-dark(#128f53, #35d07f)] - The dot of somebody who is there.
 * @cssprop [--chat-bubble-agent-background] - Foreign bubbles; `--chat-surface-2` by default.
 * @cssprop [--chat-bubble-agent-text] - Text in them; `--chat-text` by default.
 * @cssprop [--chat-bubble-visitor-background] - Own bubbles; `--chat-accent-fill` by default.
 * @cssprop [--chat-bubble-visitor-text] - Text in them; `--chat-on-accent` by default.
 */
export class ChatWidgetPanel extends LitElement {
  static override properties: PropertyDeclarations = {
    state: { state: true },
    scope: { state: true },
    open: { type: Boolean, reflect: true },
  };
  declare state: ChatState;
  declare scope: PanelScope;
  /** For style sheets: the launcher makes way for a panel that fills the screen. */
  declare open: boolean;
  /** There was nothing to ask, or it has been answered. */
  #isAnswered = false;
  #provider = new ContextProvider(this, { context: panelScope });
  #unsubscribe: (() => void) | undefined;
  #speech: Speech | undefined;

  /** Before the element is put into the page. */
  setUp({ chat, options, onClose }: PanelContext, clock: PanelClock): void {
    this.state = chat.state;
    this.open = chat.state.open;
    this.scope = {
      chat,
      options,
      localize: createLocalize(options.locale, options.words?.find),
      clock,
      announce: createAnnounce(() => this, clock),
      discard: (localId) => void this.#discard(localId),
      close: onClose,
      decorate: ({ text }) => String(text),
      redraw: () => this.#setScope({}),
    };
    this.#provider.setValue(this.scope);
  }

  setOptions(options: PanelOptions): void {
    const { locale, words } = options;
    const before = this.scope.options;
    const isSame = locale === before.locale && words === before.words;
    this.#setScope({ options, localize: isSame ? this.scope.localize : createLocalize(locale, words?.find) });
  }

  /** By the visitor's gesture: to the composer, or to the dialog where a keyboard would pop up. */
  async takeFocus(): Promise<void> {
    await this.updateComplete;
    await this.#composer.updateComplete;
    const dialog = this.querySelector('dialog')!;
    (isCoarse() ? dialog : (this.#composer.field ?? dialog)).focus();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { chat } = this.scope;
    this.#follow(chat.state);
    this.#unsubscribe = chat.subscribe((state) => this.#follow(state));
    void this.#complete();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#speech?.stop();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** A backend may have another colour for the hours when nobody is there; the box around has the usual one. */
  protected override updated(): void {
    const { availability, config } = this.state;
    const { color = '', offlineColor } = config;
    if (!offlineColor) return;
    const tint = availability === 'offline' ? offlineColor : color;
    // Of plain colours only: substitutions count as supported, whatever they would bring in.
    if (!/\(/.test(tint)) this.parentElement?.style.setProperty('--_server-accent', CSS.supports('color', tint) ? tint : color);
  }

  protected override render(): TemplateResult {
    const { scope, state } = this;
    const { options, localize } = scope;
    const { open } = state;
    const kind = toIntakeKind(state);
    const form = kind && !(this.#isAnswered && kind === 'registration') ? this.#intake(kind) : undefined;
    return html`<section aria-label=${localize.t('panel.label')} lang=${options.words?.lang ?? localize.locale} dir=${options.dir}>
      <div class="vh" part="announcer" role="status"></div>
      <div class="vh" part="announcer" role="alert"></div>
      <dialog
        id="panel"
        class="panel"
        part="panel"
        tabindex="-1"
        aria-labelledby="title"
        ?open=${open}
        ?inert=${!open}
        @keydown=${this.#handleKeydown}
        @keypress=${keepFromPage}
        @keyup=${keepFromPage}
      >
        ${header(scope, state)}
        ${isDefined('banner') ? html`<chat-widget-banner .state=${state}></chat-widget-banner>` : nothing}
        ${form}
        <chat-widget-messages .state=${state} ?hidden=${form}></chat-widget-messages>
        <chat-widget-composer .state=${state} ?hidden=${form}></chat-widget-composer>
      </dialog>
    </section>`;
  }

  #intake(kind: IntakeKind): TemplateResult | undefined {
    if (!has('intake', intake, this.scope)) return undefined;
    const done = (): void => {
      const hadFocus = this.querySelector('chat-widget-intake')!.contains(this.#focused());
      this.#isAnswered = true;
      this.requestUpdate();
      if (hadFocus) void this.takeFocus();
    };
    return html`<chat-widget-intake
      .state=${this.state}
      .kind=${kind}
      @chat-widget-done=${done}
      @chat-widget-words=${({ detail }: CustomEvent<string>) => this.#composer.putBack(detail)}
    ></chat-widget-intake>`;
  }

  #focused(): Element | null {
    return (this.getRootNode() as ShadowRoot).activeElement;
  }

  get #composer(): ChatWidgetComposer {
    return this.querySelector<ChatWidgetComposer>('chat-widget-composer')!;
  }

  #follow(state: ChatState): void {
    if (state === this.state) return;
    this.state = state;
    this.open = state.open;
    this.#speech?.update(state);
  }

  /** What happens until the code is there is said then. */
  async #complete(): Promise<void> {
    const { state } = this;
    const chunk = await loadAfterPaint().catch(() => undefined); // the panel works without, in silence
    if (!chunk || this.#speech) return;
    chunk.defineParts(this);
    this.#speech = new chunk.Speech(() => this.scope, () => this.#focusedKey(), state);
    this.#speech.update(this.state);
    // A new scope is what draws the rows anew.
    const decorate = chunk.createDecorate(this, () => this.scope, () => this.#setScope({}));
    this.#setScope({ decorate });
  }

  #setScope(change: Partial<PanelScope>): void {
    this.scope = { ...this.scope, ...change };
    this.#provider.setValue(this.scope);
  }

  #focusedKey(): string | undefined {
    return this.#focused()?.closest<HTMLElement>('li')?.dataset['key'];
  }

  async #discard(localId: string): Promise<void> {
    const composer = this.#composer;
    // The button goes with its message, and the words go to the composer: so does the focus.
    (isCoarse() ? this.querySelector<HTMLElement>('.log') : composer.field)?.focus();
    // A refusal leaves the message where it is.
    composer.putBack(await this.scope.chat.discard(localId).catch(() => ''));
  }

  #handleKeydown = (event: KeyboardEvent): void => {
    // WebKit leaves the focus in a field that is hidden; a closed panel takes no keys.
    if (!this.state.open) return;
    keepFromPage(event);
    const composer = this.#composer;
    if (pageLog(event, this.querySelector('.log'))) return event.preventDefault();
    if (event.key !== 'Escape' || event.defaultPrevented || composer.isComposing(event)) return;
    // Used here: a dialog of the page must not close as well.
    event.preventDefault();
    event.stopPropagation();
    const { close, options } = this.scope;
    stepOut(event.target as Element, composer, options.placement === 'inline' ? () => {} : close);
  };
}
