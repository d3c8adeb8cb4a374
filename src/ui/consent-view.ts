import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { enConsent } from '../i18n/en-consent.js';
import { addEnglish } from '../i18n/localize.js';
import { adopt } from './adopt.js';
import { define } from './define.js';
import { pageLink } from './page-link.js';
import { PanelPart } from './panel-part.js';

addEnglish(enConsent);

const consentStyles = css`
  chat-widget-consent {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  .consent {
    display: grid;
    gap: 12px;
    align-content: start;
    padding: 24px 20px max(20px, env(safe-area-inset-bottom));
    overflow-wrap: anywhere;
  }
  .consent h3 {
    font-size: 1.154em;
    font-weight: 650;
    outline: none;
  }
  .consent p {
    line-height: 1.5;
    white-space: pre-line;
  }
  .consent a {
    justify-self: start;
    padding-block: 12px;
    color: var(--_accent-text);
    text-decoration: underline;
  }
  .consent button {
    min-block-size: var(--chat-button-height, 46px);
    padding: 10px 16px;
    border-radius: var(--_radius-sm);
    font-weight: 620;
  }
  .consent .agree {
    margin-block-start: 8px;
    background: var(--_accent-fill);
    color: var(--_on-accent);
    box-shadow: var(--_edge);
  }
  .consent .decline {
    border: 1px solid var(--_border-strong);
  }
`;

type Host = HTMLElement & { grantConsent(text: string): Promise<void> };

/** Stands before the first message while the page wants the visitor to agree. Whoever does not has sent and left nothing. */
export class ChatWidgetConsent extends PanelPart {
  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, consentStyles);
  }

  /** The visitor has just opened the chat: the message field is not there to take the focus. */
  protected override firstUpdated(): void {
    const focused = (this.getRootNode() as ShadowRoot).activeElement;
    if (focused?.contains(this)) this.querySelector<HTMLElement>('[data-first]')?.focus();
  }

  protected override render(): TemplateResult {
    const { host, localize, close } = this.scope;
    const { t } = localize;
    const link = pageLink(host, 'privacy-url');
    return html`<div class="consent" part="consent" role="group" aria-labelledby="consent-title">
      <h3 id="consent-title" data-first tabindex="-1">${t('consent.title')}</h3>
      <p part="consent-text" dir="auto">${this.#text}</p>
      ${link ? html`<a href=${link} target="_blank" rel="noopener noreferrer nofollow">${t('consent.link')}</a>` : nothing}
      <button type="button" class="agree" part="consent-agree" @click=${this.#agree}>${t('consent.agree')}</button>
      <button type="button" class="decline" part="consent-decline" @click=${close}>${t('consent.decline')}</button>
    </div>`;
  }

  get #text(): string {
    const { host, localize } = this.scope;
    return host.getAttribute('consent-text')?.trim() || localize.t('consent.text');
  }

  #agree = async (): Promise<void> => {
    await (this.scope.host as Host).grantConsent(this.#text);
    this.dispatchEvent(new CustomEvent('chat-widget-done'));
  };
}

define('chat-widget-consent', ChatWidgetConsent);
