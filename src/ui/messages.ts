import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { selectUnread } from '../core/selectors.js';
import type { ChatState } from '../core/state.js';
import { startOfNextDay } from '../i18n/formats.js';
import { avatar } from './avatar.js';
import { icons } from './icons.js';
import { moveInLog } from './log-keys.js';
import { brokenView, messageView, noticeView } from './message-view.js';
import { PanelPart } from './panel-part.js';
import { reuseRows, toRows } from './rows.js';
import type { Row } from './rows.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { typingRow } from './typing-row.js';
import { Wake } from './wake.js';

/** This near to the top the next page of older messages is asked for. */
const OLDER_PX = 200;

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

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#markRead);
    if (this.#keeper) this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#markRead);
    this.#resize?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { state } = this;
    const before = changed.get('state');
    if (this.#keeper && !this.#keeper.stuck) this.#keeper.hold();
    if (changed.has('state') && this.#isFreshView(before)) this.#setDivider();
    const { key, count } = this.#divider ?? {};
    this.#rows = reuseRows(toRows(state.messages, key, count), this.#rows);
  }

  protected override firstUpdated(): void {
    this.#keeper = new ScrollKeeper(this.#log);
    this.#watch();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    if (changed.has('state') && this.state.open && this.#isFreshView(before)) this.#showStart();
    else if (this.#isOwnNew(before)) this.#keeper!.toEnd();
    else this.#keeper!.restore();
    this.#markRead();
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
        @keydown=${this.#handleKeydown}
      >
        ${state.loadingOlder ? html`<i class="spinner"></i>` : nothing}
        ${state.storage === 'memory'
          ? html`<p class="notice" part="system-message">${localize.t('net.memory')}</p>`
          : nothing}
        ${this.#rows.length ? this.#list() : this.#blank(loading)} ${this.#typing()}
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
  #blank(loading: boolean): TemplateResult {
    if (loading) return html`<div class="bones" aria-hidden="true"><i></i><i></i><i></i></div>`;
    const { options, localize } = this.scope;
    const { config, agents } = this.state;
    const name = options.brand || config.title;
    return html`<div class="empty" part="empty">
      ${agents[0] ? avatar(agents[0]) : name ? avatar({ name }, '', 'avatar brand') : nothing}
      <p dir="auto">${config.messages?.welcome || localize.t('home.question')}</p>
    </div>`;
  }

  #typing(): TemplateResult | typeof nothing {
    const { clock, localize } = this.scope;
    const now = clock.now();
    const typing = this.state.typing.filter(({ until }) => until > now);
    for (const { until } of typing) this.#wake.at(clock, until);
    const last = this.state.messages.at(-1)?.key ?? '';
    if (typing.length) this.#heldForTyping = last;
    return typingRow(typing, !typing.length && this.#heldForTyping === last, localize);
  }

  #pill(): TemplateResult | typeof nothing {
    const count = selectUnread(this.state).length;
    if (!count || !this.#keeper || this.#keeper.stuck) return nothing;
    return html`<button type="button" class="pill" part="new-messages" @click=${this.#toUnread}>
      ${icons.down}${this.scope.localize.t('msg.newCount', { count })}
    </button>`;
  }

  get #log(): HTMLElement {
    return this.querySelector<HTMLElement>('.log')!;
  }

  #find(key: string): HTMLElement | undefined {
    return [...this.querySelectorAll<HTMLElement>('li[data-key]')].find(
      (row) => row.dataset['key'] === key,
    );
  }

  #watch(): void {
    this.#resize ??= new ResizeObserver(() => {
      if (this.#keeper!.stuck) this.#keeper!.toEnd();
      this.#markRead();
    });
    this.#resize.observe(this.#log);
  }

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
  #showStart(): void {
    this.#keeper!.toEnd();
    const divider = this.querySelector<HTMLElement>('.unread');
    if (divider && !this.#keeper!.shows(divider)) {
      this.#keeper!.toRow(divider);
      this.requestUpdate();
    }
  }

  #isOwnNew(before: ChatState | undefined): boolean {
    const last = this.state.messages.at(-1);
    const isNew = !!before && !!last && !before.messages.some(({ key }) => key === last.key);
    return isNew && (last.status === 'saving' || last.status === 'queued');
  }

  #handleScroll = (): void => {
    const { stuck } = this.#keeper!;
    this.#keeper!.read();
    if (stuck !== this.#keeper!.stuck) this.requestUpdate();
    this.#markRead();
    this.#loadOlder();
  };

  #handleKeydown = (event: KeyboardEvent): void => {
    if (!event.altKey && !event.ctrlKey && !event.metaKey && moveInLog(event, this.#log)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  /** To the first unread message; from there to the end. */
  #toUnread = (): void => {
    const unread = selectUnread(this.state);
    const first = this.#find(unread[0]!.key);
    const isSeen = !first || this.#keeper!.shows(first);
    const row = isSeen ? this.#find(unread.at(-1)!.key) : first;
    if (!row) return;
    if (isSeen) this.#keeper!.toEnd();
    else this.#keeper!.toRow(row);
    row.focus({ preventScroll: true });
    this.requestUpdate();
  };

  #loadOlder(): void {
    const { open, hasOlder, loadingOlder, historyLoaded } = this.state;
    if (!open || !hasOlder || loadingOlder || !historyLoaded) return;
    if (this.#log.scrollTop > OLDER_PX) return;
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
