import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { selectUnread } from '../core/selectors.js';
import type { ChatState } from '../core/state.js';
import { startOfNextDay } from '../i18n/formats.js';
import { avatar } from './avatar.js';
import type { ChatWidgetBones } from './bones.js';
import { icons } from './icons.js';
import type { ListWindow } from './list/window.js';
import { isDefined } from './lazy.js';
import { brokenView, messageView, noticeView } from './message-view.js';
import { PanelPart } from './panel-part.js';
import { reuseRows, toRows, WHOLE } from './rows.js';
import type { Row } from './rows.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { typingRow } from './typing-row.js';
import { Wake } from './wake.js';

/** This near to the top the next page of older messages is asked for. */
const OLDER_PX = 200;
/** Of a longer list so many are drawn until the window comes. */
const UNTIL = 1000;
const importWindow = () => import('./list/window.js');

/** The conversation: one log of rows, and all that holds its position. */
export class ChatWidgetMessages extends PanelPart {
  #wake = new Wake(this);
  #rows: Row[] = [];
  #keeper: ScrollKeeper | undefined;
  #resize: ResizeObserver | undefined;
  /** The divider stands where the visitor stopped reading, until the panel is closed. */
  #divider: { key: string; count: number } | undefined;
  #heldForTyping: string | undefined;
  #marked: string | undefined;
  /** Null until its code has come. */
  #window: ListWindow | null | undefined;
  #isFresh = false;
  /** What stands for the list shows too short to go. */
  #isHeld = false;
  #frame = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#markRead);
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#markRead);
    this.#resize?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { state } = this;
    const before = changed.get('state');
    this.#keeper?.hold();
    const wasHeld = this.#isHeld;
    this.#isHeld = !!this.querySelector<ChatWidgetBones>('chat-widget-bones')?.isHeld;
    this.#isFresh = (wasHeld && this.#isFresh) || (changed.has('state') && this.#isFreshView(before));
    if (this.#isFresh) this.#setDivider();
    const { key, count } = this.#divider ?? {};
    const rows = this.#window?.rows(state, key, count) ?? toRows(state.messages.slice(-UNTIL), key, count);
    this.#rows = reuseRows(rows, this.#rows);
  }

  /** Draws this message, wherever it is, and puts it to the top of the view. */
  show(key: string): HTMLElement | null {
    this.#window?.reveal(key);
    const row = this.#find(key);
    if (row) this.#keeper!.toRow(row);
    return row;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    this.#keeper ??= new ScrollKeeper(this.#log);
    this.#watch();
    if (this.#isFresh && this.state.open) this.showStart();
    else if (this.#isOwnNew(before)) this.#keeper.toEnd();
    else if (this.#keeper.stuck) this.#frame ||= requestAnimationFrame(this.#settle);
    else this.#keeper.restore();
    if (this.state.messages.length > WHOLE && this.#window === undefined) this.#openWindow();
    if (!this.#frame) this.#markRead();
    if (before && before.messages !== this.state.messages) this.#loadOlder();
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const { localize, clock } = this.scope;
    const loading = !state.historyLoaded && state.connection.status === 'connecting';
    this.#wake.at(clock, startOfNextDay(clock.now()));
    return html`<div
        class="log"
        part="log"
        role="log"
        aria-live="off"
        aria-label=${localize.t('msg.log')}
        aria-busy=${loading || state.loadingOlder}
        tabindex="0"
        @scroll=${this.#handleScroll}
      >
        <slot name="log-start"></slot>
        ${state.loadingOlder ? html`<i class="spinner" part="spinner"></i>` : nothing}
        ${state.storage === 'memory'
          ? html`<p class="notice" part="system-message">${localize.t('net.memory')}</p>`
          : nothing}
        ${this.#rows.length && !this.#isHeld ? this.#list() : this.#blank(loading || this.#isHeld)} ${this.#typing()}
      </div>
      ${this.#pill()}`;
  }

  #list(): TemplateResult {
    const { clock } = this.scope;
    const today = startOfNextDay(clock.now());
    // Safari takes the role from a list without markers.
    // eslint-disable-next-line lit-a11y/no-redundant-role
    return html`<ol role="list">
      ${repeat(
        this.#rows,
        (row) => row.key,
        (row) => guard([row, this.scope, today, this.#progress(row)], () => this.#row(row)),
      )}
    </ol>`;
  }

  #progress(row: Row): number | undefined {
    const localId = row.kind === 'message' ? row.message.localId : undefined;
    return localId ? this.state.uploads[localId] : undefined;
  }

  /** One bad message costs its own row, never the conversation. */
  #row(row: Row): TemplateResult {
    const { scope } = this;
    const { t, day } = scope.localize;
    try {
      switch (row.kind) {
        case 'day':
          return html`<li class="day" part="day-separator">${day(row.at, scope.clock.now())}</li>`;
        case 'unread':
          return html`<li class="unread" part="unread-separator" data-key=${row.key}>
            ${t('msg.newCount', { count: row.count })}
          </li>`;
        case 'notice':
          return noticeView(row.message, scope);
        case 'message':
          return messageView(row, scope, this.#progress(row));
      }
    } catch {
      return brokenView(row.key, scope); // the transport's mapper broke its word
    }
  }

  /** Bones in the shape of a conversation while it is fetched, else a first word. */
  #blank(loading: boolean): TemplateResult | typeof nothing {
    if (loading) return isDefined('bones') ? html`<chat-widget-bones></chat-widget-bones>` : nothing;
    const { options, localize } = this.scope;
    const { config, agents } = this.state;
    const name = options.brand || config.title;
    return html`<slot name="empty"><div class="empty" part="empty">
      ${agents[0] ? avatar(agents[0], this.scope) : name ? avatar({ name }, this.scope, '', 'avatar brand') : nothing}
      <p dir="auto">${config.messages?.welcome || localize.t('home.question')}</p>
    </div></slot>`;
  }

  #typing(): TemplateResult | typeof nothing {
    const { clock } = this.scope;
    const now = clock.now();
    const typing = this.state.typing.filter(({ until }) => until > now);
    for (const { until } of typing) this.#wake.at(clock, until);
    const last = this.state.messages.at(-1)?.key ?? '';
    if (typing.length) this.#heldForTyping = last;
    return typingRow(typing, !typing.length && this.#heldForTyping === last, this.scope);
  }

  #pill(): TemplateResult | typeof nothing {
    const count = (this.#keeper?.stuck ?? true) ? 0 : selectUnread(this.state).length;
    if (!count) return nothing;
    return html`<button type="button" class="pill" part="new-messages" @click=${this.#toUnread}>
      ${icons.down}${this.scope.localize.t('msg.newCount', { count })}
    </button>`;
  }

  get #log(): HTMLElement {
    return this.querySelector<HTMLElement>('.log')!;
  }

  #find(key: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`li[data-key="${CSS.escape(key)}"]`);
  }

  #watch(): void {
    this.#resize ??= new ResizeObserver(this.#settle);
    for (const box of this.querySelectorAll('.log,.log>ol')) this.#resize.observe(box);
  }

  /** At the end once per frame: of a burst of messages only the last layout counts. */
  #settle = (): void => {
    this.#frame = 0;
    this.#keeper!.restore();
    this.#markRead();
  };

  /** The panel was opened or closed, or an open one got its history. */
  #isFreshView(before: ChatState | undefined): boolean {
    const { open, historyLoaded } = this.state;
    return open !== before?.open || historyLoaded !== before.historyLoaded;
  }

  #setDivider(): void {
    const unread = this.state.open ? selectUnread(this.state) : [];
    this.#divider = unread[0] && { key: unread[0].key, count: unread.length };
    this.#marked = undefined;
  }

  /** At the end, unless that would hide where the unread messages begin. */
  showStart(): void {
    const divider = this.querySelector<HTMLElement>('.unread');
    if (!divider) return this.#keeper!.toEnd();
    this.#keeper!.toRow(divider);
    this.requestUpdate();
  }

  #isOwnNew(before: ChatState | undefined): boolean {
    const last = this.state.messages.at(-1);
    const old = before?.messages;
    const isNew = !!old && !!last && old.length < this.state.messages.length && old.at(-1)?.key !== last.key;
    return isNew && (last.status === 'saving' || last.status === 'queued');
  }

  #handleScroll = (): void => {
    const { stuck } = this.#keeper!;
    this.#keeper!.read();
    if (stuck !== this.#keeper!.stuck) this.requestUpdate();
    this.#markRead();
    this.#loadOlder();
  };

  /** To the first unread message; from there to the end. */
  #toUnread = (): void => {
    const unread = selectUnread(this.state);
    const { key } = unread[0]!;
    const isSeen = this.#keeper!.shows(this.#find(key));
    const row = isSeen ? null : this.show(key);
    if (!row) this.#keeper!.toEnd();
    (row ?? this.#find(unread.at(-1)!.key))?.focus({ preventScroll: true });
    this.requestUpdate();
  };

  /** After a failure the next message asks again. */
  #openWindow(): void {
    this.#window = null;
    importWindow()
      .catch(importWindow)
      .then(({ ListWindow }) => (this.#window = new ListWindow(this, this.#keeper!)))
      .catch(() => (this.#window = undefined));
  }

  #loadOlder(): void {
    const { open, hasOlder, loadingOlder, historyLoaded } = this.state;
    if (!open || !hasOlder || loadingOlder || !historyLoaded) return;
    if (this.#log.scrollTop > OLDER_PX || this.#window?.from) return;
    // A refusal needs no word: the next scroll asks again.
    void this.scope.chat.loadOlder().catch(() => undefined);
  }

  /** Seen means: panel open, tab visible, half of the newest message (or of the view) on screen. */
  #markRead = (): void => {
    const newest = selectUnread(this.state).at(-1)?.key;
    if (!newest || newest === this.#marked || !this.state.open || document.hidden) return;
    const row = this.#find(newest);
    if (!row || !(this.#keeper!.shareOf(row) >= 0.5)) return;
    this.#marked = newest;
    this.scope.chat.markRead();
  };
}
