import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Agent } from '../core/model.js';
import type { ChatState } from '../core/state.js';
import type { Localize } from '../i18n/localize.js';
import { avatar } from './avatar.js';
import { icons } from './icons.js';
import { isDefined } from './lazy.js';
import type { PanelScope } from './panel-scope.js';

const AVAILABILITY = { online: 'status.online', busy: 'status.away', offline: 'status.offline' } as const;

/** Nothing where it is not known. */
export const availabilityWords = ({ availability }: ChatState, { t }: Localize): string =>
  availability === 'unknown' ? '' : t(AVAILABILITY[availability]);

function subtitle({ localize }: PanelScope, state: ChatState): string {
  const { status, lostAt } = state.connection;
  return status === 'connecting' && !lostAt ? localize.t('net.connecting') : availabilityWords(state, localize);
}

/** A backend may have another title for the hours when nobody is there. */
const brandName = (brand: string, { availability, config }: ChatState): string | undefined =>
  (availability === 'offline' && config.offlineTitle) || brand || config.title;

/** In the accent where the page or the backend wants it so. */
const isSolid = ({ host }: PanelScope, { config }: ChatState): boolean => {
  const look = host.getAttribute('header');
  return look ? look === 'solid' : !!config.color;
};

function face(scope: PanelScope, state: ChatState, agent: Agent | undefined, name: string): TemplateResult {
  const { availability, conversation } = state;
  // After the end nobody is there any more.
  const presence = availability === 'unknown' || conversation.state === 'ended' ? '' : availability;
  return html`${avatar({ ...agent, name }, scope, presence, agent ? undefined : 'avatar brand')}
  ${agent && isDefined('agent') ? html`<chat-widget-agent .state=${state}></chat-widget-agent>` : nothing}`;
}

const line = (words: string): TemplateResult | typeof nothing => (words ? html`<p part="subtitle">${words}</p>` : nothing);

/** The button that closes the panel; one that fills a place of the page has none. */
export function minimise({ close, localize, options }: PanelScope): TemplateResult | typeof nothing {
  const label = localize.t('panel.minimise');
  if (options.placement === 'inline') return nothing;
  return html`<button type="button" class="icon-button" part="header-button" aria-label=${label} title=${label} @click=${close}>
    ${icons.minimise}
  </button>`;
}

/** Who the visitor talks to: the agent, else the brand, else just "Chat". */
export function header(scope: PanelScope, state: ChatState, back: unknown, title?: string): TemplateResult {
  // Who waits talks to nobody yet.
  const agent = state.conversation.state === 'queued' ? undefined : state.agents[0];
  const name = agent?.name || brandName(scope.options.brand, state);
  return html`<header class=${isSolid(scope, state) ? 'header solid' : 'header'} part="header">
    ${back}<slot name="header-start"></slot>
    ${name && !title ? face(scope, state, agent, name) : nothing}
    <div class="who">
      <h2 id="title" part="title"><bdi>${title || name || scope.localize.t('panel.label')}</bdi></h2>
      ${line(scope.status?.(scope, state) || subtitle(scope, state))}
    </div>
    <slot name="header-end"></slot>
    ${isDefined('menu') ? html`<chat-widget-menu .state=${state}></chat-widget-menu>` : nothing} ${minimise(scope)}
  </header>`;
}
