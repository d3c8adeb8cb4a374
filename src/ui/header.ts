import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChatState } from '../core/state.js';
import { avatar } from './avatar.js';
import { icons } from './icons.js';
import { isDefined } from './lazy.js';
import { queueWords } from './message-words.js';
import type { PanelScope } from './panel-scope.js';

const AVAILABILITY = { online: 'status.online', busy: 'status.away', offline: 'status.offline' } as const;

function subtitle({ localize }: PanelScope, state: ChatState): string {
  const { t } = localize;
  const { connection, conversation, queue, availability } = state;
  if (connection.status === 'connecting' && !connection.lostAt) return t('net.connecting');
  if (conversation.state === 'queued') return queueWords(queue?.position, localize);
  return availability === 'unknown' ? '' : t(AVAILABILITY[availability]);
}

/** A backend may have another title for the hours when nobody is there. */
const brandName = (brand: string, { availability, config }: ChatState): string | undefined =>
  (availability === 'offline' && config.offlineTitle) || brand || config.title;

/** Who the visitor talks to: the agent, else the brand, else just "Chat". */
export function header(scope: PanelScope, state: ChatState): TemplateResult {
  const { localize, options } = scope;
  const agent = state.agents[0];
  const brand = brandName(options.brand, state);
  const name = agent?.name || brand;
  const status = subtitle(scope, state);
  const presence = state.availability === 'unknown' ? '' : state.availability;
  const minimise = localize.t('panel.minimise');
  return html`<header class=${state.config.color ? 'header solid' : 'header'} part="header">
    ${name ? avatar({ ...agent, name }, presence, agent ? undefined : 'avatar brand') : nothing}
    <div class="who">
      <h2 id="title" part="title"><bdi>${name || localize.t('panel.label')}</bdi></h2>
      ${status ? html`<p part="subtitle">${status}</p>` : nothing}
    </div>
    ${isDefined('menu') ? html`<chat-widget-menu .state=${state}></chat-widget-menu>` : nothing}
    ${options.placement === 'inline'
      ? nothing
      : html`<button
          type="button"
          class="icon-button"
          part="header-button"
          aria-label=${minimise}
          title=${minimise}
          @click=${scope.close}
        >
          ${icons.minimise}
        </button>`}
  </header>`;
}
