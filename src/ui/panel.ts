import { ContextProvider } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { ChatState } from '../core/state.js';
import { createLocalize } from '../i18n/localize.js';
import { createAnnounce } from './announcer.js';
import type { ChatWidgetComposer } from './composer.js';
import { isCoarse } from './device.js';
import { header } from './header.js';
import type { Asked, ChatWidgetIntake } from './intake.js';
import { mayAsk } from './may-ask.js';
import { tame } from './message-words.js';
import { consent, has, home, intake, isDefined, loadAfterPaint, queue } from './lazy.js';
import type { PanelClock } from './page-clock.js';
import type { ChatWidgetMessages } from './messages.js';
import { keepFromPage, stepOut } from './panel-keys.js';
import type { PanelContext, PanelOptions } from './panel-options.js';
import { panelScope } from './panel-scope.js';
import type { PanelScope } from './panel-scope.js';
import type { Speech } from './speech.js';

/** What may stand in the conversation's place. */
type Front = 'consent' | 'home' | 'form' | 'queue' | '';

/**
 * The open chat: a region with its two announcers and a dialog that leaves the page usable.
 *
 * @csspart announcer - The two live regions, visually hidden.
 * @csspart panel - The dialog.
 * @csspart header - The line with the name of who the visitor talks to.
 * @csspart title - The name in the header.
 * @csspart about - The button over the picture in the header.
 * @csspart agent-card - Who the visitor talks to, at a press on it.
 * @csspart resize - The corner that changes the size of the panel.
 * @csspart hero - The upper part of the home view, in the accent.
 * @csspart home - What stands below it.
 * @csspart tile - A card of it.
 * @csspart recent - The button into the recent conversation.
 * @csspart prompt - A quick start.
 * @csspart queue - The place in line; also the line above the conversation that tells it.
 * @csspart queue-bar - How far the line has come.
 * @csspart subtitle - Availability, place in line or state of the connection.
 * @csspart header-button - A button of the header.
 * @csspart menu - What the options button opens.
 * @csspart menu-item - One line of it.
 * @csspart avatar - A picture, or the initials in its place; also `brand` where nobody has joined yet.
 * @csspart presence - The dot at the avatar of the header.
 * @csspart banner - What is said of a lost connection.
 * @csspart banner-button - The button in it that tries again.
 * @csspart log - The scrolling conversation.
 * @csspart spinner - What turns while older messages come.
 * @csspart skeleton - The shapes in the place of a conversation that is being fetched.
 * @csspart day-separator - The name of a day.
 * @csspart unread-separator - The line before the first unread message.
 * @csspart system-message - A line about the conversation.
 * @csspart message - One message with its name, bubbles and time.
 * @csspart name - The author of a group.
 * @csspart bubble - The words of a message; also `visitor`, `agent`, `bot`, `failed`, `muted`, `first`, `last`, `streaming`.
 * @csspart copy - The button that copies code, or a message.
 * @csspart message-tools - Exact time and buttons beside the message that is pointed at or focused.
 * @csspart load-image - The button in the place of a picture from another server.
 * @csspart search - The line that finds words in the conversation.
 * @csspart search-input - Where they are written.
 * @csspart search-count - Which of how many is shown.
 * @csspart search-button - The buttons beside it.
 * @csspart search-older - The button that fetches older messages to look through.
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
 * @csspart composer-field - The frame around field and buttons.
 * @csspart textarea - The field.
 * @csspart attach - The button that picks files.
 * @csspart tray - The files that go with the next message.
 * @csspart thumb - One of them.
 * @csspart remove - The button that takes it out.
 * @csspart drop-overlay - What lies over the panel while files are dragged across it.
 * @csspart emoji - The button that opens the emoji.
 * @csspart emoji-picker - What it opens.
 * @csspart emoji-group - The buttons of its groups.
 * @csspart emoji-only - A message of one to three emoji and nothing else.
 * @csspart counter - How much is written of what the backend takes, near that limit.
 * @csspart send - The button that sends.
 * @csspart error - What is wrong with what was to be sent, or with a field.
 * @csspart ended - What stands in the composer's place after the end.
 * @csspart submit - The button that starts another conversation, or sends a form.
 * @csspart form - A form: registration, a message for later, an address.
 * @csspart field - A field with its label.
 * @csspart label - The name of a field.
 * @csspart consent - The question whether the visitor agrees, before the first message.
 * @csspart consent-text - Its words.
 * @csspart consent-agree - The button that agrees.
 * @csspart consent-decline - The one that does not.
 * @csspart input - Where something is filled in.
 * @csspart hint - What explains a field.
 * @csspart error-summary - What is wrong with a form, with a link to each field.
 * @csspart csat - The rating after a conversation.
 * @csspart rating - One of its faces.
 * @cssprop [--chat-panel-width=400px] - Width of the panel, as far as the page has room.
 * @cssprop [--chat-panel-height=704px] - Its height, as far as the page has room.
 * @cssprop [--chat-radius=18px] - Roundness of bubbles; panel and fields follow it.
 * @cssprop [--chat-radius-tail=6px] - Roundness of the corners at which bubbles of a group meet.
 * @cssprop [--chat-panel-radius] - Corners of the panel; follow `--chat-radius` by default.
 * @cssprop [--chat-card-radius] - Corners of pictures and cards; follow `--chat-radius` by default.
 * @cssprop [--chat-field-radius] - Corners of fields and large buttons; follow `--chat-radius` by default.
 * @cssprop [--chat-composer-radius] - Corners around the field of the message; follow `--chat-radius` by default.
 * @cssprop [--chat-chip-radius=99px] - Corners of answers to choose from.
 * @cssprop [--chat-font-size=medium] - Size from which all text is measured; the reader's own by default.
 * @cssprop [--chat-font-size-message=0.9375em] - Text of messages and fields.
 * @cssprop [--chat-font-size-small=0.8125em] - Buttons, hints and notices.
 * @cssprop [--chat-font-size-tiny=0.75em] - Names, times and days.
 * @cssprop [--chat-font-display] - Font family of large headings; that of the text by default.
 * @cssprop [--chat-gap=14px] - Room between launcher and panel.
 * @cssprop [--chat-control=36px] - Width and height of round buttons; 44px where fingers point.
 * @cssprop [--chat-icon-size=20px] - Width and height of icons.
 * @cssprop [--chat-icon-stroke=1.75] - Thickness of their lines.
 * @cssprop [--chat-header-height=64px] - Least height of the header.
 * @cssprop [--chat-header-background] - Behind the header; `--chat-accent-soft` into `--chat-surface` by default.
 * @cssprop [--chat-header-text] - Text and buttons of the header.
 * @cssprop [--chat-avatar-size=36px] - Picture in the header.
 * @cssprop [--chat-message-avatar-size=28px] - Picture beside messages.
 * @cssprop [--chat-presence-size=12px] - The dot of somebody who is there.
 * @cssprop [--chat-log-padding=8px 16px 12px] - Room around the messages.
 * @cssprop [--chat-message-gap=14px] - Room between messages of two authors.
 * @cssprop [--chat-bubble-gap=3px] - Room between messages of one author.
 * @cssprop [--chat-bubble-padding=8.5px 13px 9px] - Room around the words of a message.
 * @cssprop [--chat-bubble-width=82%] - How wide a message may become.
 * @cssprop [--chat-image-width=236px] - Width of pictures and files in messages.
 * @cssprop [--chat-card-width=252px] - Width of cards.
 * @cssprop [--chat-thumb-size=72px] - Files that go with the next message.
 * @cssprop [--chat-field-height=44px] - Least height of a field in a form.
 * @cssprop [--chat-button-height=46px] - Least height of a large button.
 * @cssprop [--chat-rating-size=52px] - The faces of a rating.
 * @cssprop [--chat-shadow] - Under the panel.
 * @cssprop [--chat-shadow-raised] - Under what lies over the panel, such as its menu.
 * @cssprop [--chat-composer-background=none] - Behind the field of the message.
 * @cssprop [--chat-lightbox-background] - Around a picture in full size.
 * @cssprop [--chat-surface] - Background of the panel.
 * @cssprop [--chat-surface-2] - Background of what is set off from it, such as foreign bubbles.
 * @cssprop [--chat-surface-3] - Background of what is set off more, such as a button out of use.
 * @cssprop [--chat-text] - Text.
 * @cssprop [--chat-text-muted] - Times, names and other quiet text.
 * @cssprop [--chat-border] - Lines between areas.
 * @cssprop [--chat-border-strong] - Lines that show where to write.
 * @cssprop [--chat-accent-text] - The accent as text, on the panel's background.
 * @cssprop [--chat-accent-soft] - A trace of the accent, behind the header.
 * @cssprop [--chat-accent-line] - Lines in a trace of the accent, around answers to choose from.
 * @cssprop [--chat-accent-hover] - What is filled with the accent, under a pointer.
 * @cssprop [--chat-focus] - The ring around what has the focus; `--chat-accent-text` by default.
 * @cssprop [--chat-danger=light-dark(#c8102e, #ff8a8a)] - What has failed.
 * @cssprop [--chat-danger-soft] - Behind it.
 * @cssprop [--chat-warning=light-dark(#8a5300, #f3c063)] - What needs patience, and "away".
 * @cssprop [--chat-warning-soft] - Behind it.
 * @cssprop [--chat-success=light-dark(#12794a, #4fd18b)] - What works again.
 * @cssprop [--chat-online=light-dark(#128f53, #35d07f)] - The dot of somebody who is there.
 * @cssprop [--chat-bubble-agent-background] - Foreign bubbles; `--chat-surface-2` by default.
 * @cssprop [--chat-bubble-agent-text] - Text in them; `--chat-text` by default.
 * @cssprop [--chat-bubble-visitor-background] - Own bubbles; `--chat-accent-fill` by default.
 * @cssprop [--chat-bubble-visitor-text] - Text in them; `--chat-on-accent` by default.
 * @slot header-start - Before the name in the header.
 * @slot header-end - Behind it, before the buttons.
 * @slot home-top - At the head of the home view.
 * @slot home - Below its cards.
 * @slot home-footer - At its foot.
 * @slot queue - Below the place in line.
 * @slot offline - Above the message for later, or below the words that say that the chat is closed.
 * @slot log-start - Above the first message.
 * @slot empty - In place of the first word, before any message.
 * @slot composer-start - Before the field of the message.
 * @slot composer-end - Behind its buttons.
 * @slot ended - Under the buttons at the end of a conversation.
 * @slot footer - At the foot of the panel.
 */
export class ChatWidgetPanel extends LitElement {
  static override properties: PropertyDeclarations = {
    state: { state: true },
    scope: { state: true },
    view: { state: true },
    open: { type: Boolean, reflect: true },
  };
  declare state: ChatState;
  declare scope: PanelScope;
  /** What the visitor has chosen to see in the conversation's place: the start, or a form instead of waiting. */
  declare view: '' | 'home' | 'offline';
  /** For style sheets: the launcher makes way for a panel that fills the screen. */
  declare open: boolean;
  #provider = new ContextProvider(this, { context: panelScope });
  #unsubscribe: (() => void) | undefined;
  #speech: Speech | undefined;
  #coming: Promise<unknown> | undefined;
  /** Before that the styles lay it out unseen, so that it opens at once. */
  #wasOpen = false;

  /** Before the element is put into the page. */
  setUp({ chat, options, states, onClose }: PanelContext, clock: PanelClock, host: HTMLElement): void {
    this.state = chat.state;
    this.open = chat.state.open;
    this.view = host.hasAttribute('home') ? 'home' : '';
    this.scope = {
      states,
      host,
      chat,
      options,
      localize: createLocalize(options.locale, options.words?.find),
      clock,
      announce: createAnnounce(() => this, clock),
      discard: (localId, isGone) => void this.#discard(localId, isGone),
      close: onClose,
      decorate: ({ text }) => tame(text),
      redraw: () => this.#setScope({}),
    };
    this.#provider.setValue(this.scope);
  }

  setOptions(options: PanelOptions): void {
    const { locale, words } = options;
    const before = this.scope.options;
    if (Object.entries(options).every(([name, value]) => value === before[name as keyof PanelOptions])) return;
    const isSame = locale === before.locale && words === before.words;
    this.#setScope({ options, localize: isSame ? this.scope.localize : createLocalize(locale, words?.find) });
  }

  /** By the visitor's gesture: to the composer, or to the dialog where a keyboard would pop up. */
  async takeFocus(): Promise<void> {
    await this.#coming;
    await this.updateComplete;
    await this.#composer.updateComplete;
    const dialog = this.querySelector('dialog')!;
    const first = this.querySelector<HTMLElement>('[data-first],.intake :is(input,select,textarea)');
    (isCoarse() ? dialog : [first, this.#composer.field].find((it) => it?.offsetParent) ?? dialog).focus();
  }

  /** Puts a view in front; a focus that was in here goes to where it begins. */
  show(view: ChatWidgetPanel['view']): void {
    this.view = view;
    if (this.contains(this.#focused())) void this.takeFocus();
    // A list that was hidden has lost its place.
    void this.updateComplete.then(() => this.querySelector<ChatWidgetMessages>('chat-widget-messages')!.showStart());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { chat } = this.scope;
    // Without its code there is no start.
    if (this.view) this.#coming = home().catch(home).catch(() => void (this.view = ''));
    this.#follow(chat.state);
    this.#unsubscribe = chat.subscribe((state) => this.#follow(state));
    if (this.open) void this.#complete();
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
    this.#wasOpen ||= open;
    const asked = this.#asked();
    const front = this.#front(asked);
    const isBelow = asked?.kind === 'hand-off';
    const isCovered = front !== '' && front !== 'queue';
    return html`<section aria-label=${localize.t('panel.label')} lang=${options.words?.lang ?? localize.locale} dir=${options.dir}>
      <div class="vh" part="announcer" role="status"></div>
      <div class="vh" part="announcer" role="alert"></div>
      <dialog
        id="panel"
        class=${this.#wasOpen ? 'panel' : 'panel new'}
        part="panel"
        tabindex="-1"
        aria-labelledby="title"
        ?open=${open}
        ?inert=${!open}
        @keydown=${this.#handleKeydown}
        @keypress=${keepFromPage}
        @keyup=${keepFromPage}
      >
        ${header(scope, state, this.#back(), asked?.title)}
        ${isDefined('banner') ? html`<chat-widget-banner .state=${state}></chat-widget-banner>` : nothing}
        ${this.#view(front, asked)}
        <chat-widget-messages .state=${state} ?hidden=${isCovered}></chat-widget-messages>
        ${isBelow ? this.#intake(asked) : nothing}
        <chat-widget-composer .state=${state} ?hidden=${isCovered || isBelow}></chat-widget-composer>
        <slot name="footer"></slot>
      </dialog>
    </section>`;
  }

  /** The visitor would rather leave a message than wait. */
  get #isAway(): boolean {
    return this.view === 'offline' && /queued|none/.test(this.state.conversation.state);
  }

  get #hasHome(): boolean {
    return this.scope.host.hasAttribute('home');
  }

  /** What stands in the conversation's place; the queue makes it way for a composer. */
  #front(asked: Asked | undefined): Front {
    if (this.scope.host.getAttribute('consent') === 'required') return 'consent';
    if (this.#hasHome && this.view === 'home') return 'home';
    if (asked && asked.kind !== 'hand-off') return 'form';
    return this.state.conversation.state === 'queued' ? 'queue' : '';
  }

  #view(front: Front, asked: Asked | undefined): TemplateResult | typeof nothing {
    const { scope, state } = this;
    if (front === 'form') return this.#intake(asked!);
    if (!front || !has(front, { consent, home, queue }[front], scope)) return nothing;
    if (front === 'home') return html`<chat-widget-home .state=${state}></chat-widget-home>`;
    if (front === 'queue') return html`<chat-widget-queue .state=${state}></chat-widget-queue>`;
    return html`<chat-widget-consent @chat-widget-done=${() => this.show(this.view)}></chat-widget-consent>`;
  }

  #back(): TemplateResult | typeof nothing {
    const isNeeded = this.#isAway || (this.#hasHome && this.view !== 'home');
    return isNeeded && isDefined('back') ? html`<chat-widget-back></chat-widget-back>` : nothing;
  }

  /** What a form's code, once it is there, says of what stands in the conversation's place. */
  #asked(): Asked | undefined {
    const { scope, state } = this;
    const isAway = this.#isAway;
    if ((this.#hasHome && this.view === 'home') || scope.host.getAttribute('consent') === 'required') return undefined;
    if (!(isAway || mayAsk(state, scope.host)) || !has('intake', intake, scope)) return undefined;
    return (customElements.get('chat-widget-intake') as typeof ChatWidgetIntake).asks(state, scope, isAway);
  }

  #intake({ kind }: Asked): TemplateResult {
    const done = (): void => {
      this.requestUpdate();
      this.show(this.view);
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
    if (state.open && !this.open) void this.#complete();
    this.open = state.open;
    this.#speech?.update(state);
  }

  /** What happens until the code is there is said then. */
  async #complete(): Promise<void> {
    const { state } = this;
    const chunk = await loadAfterPaint().catch(() => undefined); // the panel works without, in silence
    if (!chunk || this.#speech || !this.isConnected) return;
    chunk.defineParts(this);
    this.#speech = new chunk.Speech(this, state);
    this.#speech.update(this.state);
    // A new scope is what draws the rows anew.
    this.#setScope({ decorate: chunk.createDecorate(this), status: chunk.status });
  }

  #setScope(change: Partial<PanelScope>): void {
    this.scope = { ...this.scope, ...change };
    this.#provider.setValue(this.scope);
  }

  async #discard(localId: string, isGone = false): Promise<void> {
    const composer = this.#composer;
    // The button goes with its message, and the words go to the composer: so does the focus.
    (isCoarse() ? this.querySelector<HTMLElement>('.log') : composer.field)?.focus();
    // A refusal leaves the message where it is.
    const words = await this.scope.chat.discard(localId).catch(() => '');
    if (!isGone) composer.putBack(words);
  }

  #handleKeydown = (event: KeyboardEvent): void => {
    // WebKit leaves the focus in a field that is hidden; a closed panel takes no keys.
    if (!this.state.open) return;
    keepFromPage(event);
    const composer = this.#composer;
    if (event.key !== 'Escape' || event.defaultPrevented || composer.isComposing(event)) return;
    // Used here: a dialog of the page must not close as well.
    event.preventDefault();
    event.stopPropagation();
    const { close, options } = this.scope;
    stepOut(event.target as Element, composer, options.placement === 'inline' ? () => {} : close);
  };
}
