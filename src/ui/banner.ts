import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ConnectionInfo } from '../core/state.js';
import { adopt } from './adopt.js';
import { PanelPart } from './panel-part.js';
import { bannerStyles } from './styles/banner-styles.js';
import { Wake } from './wake.js';

/** A shorter loss is nobody's business. */
const PATIENCE_MS = 3_000;
const BACK_MS = 2_000;

export type BannerKind = 'failed' | 'offline' | 'lost' | 'back';

/** What a connection that is not online is called, once it is worth a word. */
export function toBannerKind(connection: ConnectionInfo, now: number): BannerKind | undefined {
  const { status, lostAt, offline, error } = connection;
  if (status === 'failed' || (status === 'idle' && error)) return 'failed';
  if (status === 'online' || status === 'idle') return undefined;
  if (lostAt === undefined || now < lostAt + PATIENCE_MS) return undefined;
  return offline ? 'offline' : 'lost';
}

/** Tells of a lost connection, and for a moment of its return. */
export class ChatWidgetBanner extends PanelPart {
  #wake = new Wake(this);
  #shown: BannerKind | undefined;
  #backUntil = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, bannerStyles);
  }

  protected override render(): TemplateResult | typeof nothing {
    const kind = this.#next();
    if (kind !== this.#shown) this.#tell(kind);
    this.#shown = kind;
    if (!kind) return nothing;
    const { chat, localize } = this.scope;
    return html`<div class="banner ${kind}" part="banner">
      ${kind === 'lost' ? html`<i class="spinner"></i>` : nothing}
      <span>${localize.t(`net.${kind}`)}</span>
      ${kind === 'back'
        ? nothing
        : html`<button type="button" part="banner-button" @click=${() => chat.reconnect()}>
            ${localize.t('net.retry')}
          </button>`}
    </div>`;
  }

  #next(): BannerKind | undefined {
    const { clock } = this.scope;
    const { connection } = this.state;
    const now = clock.now();
    const kind = toBannerKind(connection, now);
    if (kind) return kind;
    if (connection.status === 'online') {
      if (this.#shown && this.#shown !== 'back') this.#backUntil = now + BACK_MS;
    } else {
      this.#backUntil = 0;
      if (connection.lostAt !== undefined) this.#wake.at(clock, connection.lostAt + PATIENCE_MS);
    }
    if (now >= this.#backUntil) return undefined;
    this.#wake.at(clock, this.#backUntil);
    return 'back';
  }

  #tell(kind: BannerKind | undefined): void {
    const { announce, localize } = this.scope;
    if (kind && this.state.open) announce(localize.t(`net.${kind}`), kind === 'failed');
  }
}
