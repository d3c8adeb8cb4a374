import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Message } from '../../core/model.js';
import { selectUnread } from '../../core/selectors.js';
import type { ChatState } from '../../core/state.js';
import { startOfDay } from '../../i18n/formats.js';
import type { Localize } from '../../i18n/localize.js';
import { avatar } from '../avatar.js';
import { authorName, isOwn, messageWords, noticeWords } from '../message-words.js';
import type { PanelScope } from '../panel-scope.js';

/** Whom the visitor talks to, or talked to. */
function partner({ agents, messages, config, availability }: ChatState, { localize, options }: PanelScope) {
  const theirs = messages.findLast(({ author }) => author.role === 'agent' || author.role === 'bot');
  const who = agents[0] ?? theirs?.author;
  const name = who?.name || options.brand || config.title || localize.t('msg.team');
  return { who, name, presence: agents[0] && availability !== 'unknown' ? availability : '' };
}

function said(last: Message, localize: Localize): string {
  if (last.author.role === 'system') return noticeWords(last, localize);
  const text = messageWords(last, localize);
  return isOwn(last) ? localize.t('msg.said', { name: authorName(last, localize), text }) : text;
}

function when(at: number, { clock, localize }: PanelScope): string {
  const now = clock.now();
  return startOfDay(at) === startOfDay(now) ? localize.time(at) : localize.day(at, now);
}

/** What was said last, by whom and when, and how much of it is new; leads into the conversation. */
export function recentTile(state: ChatState, scope: PanelScope, go: () => void): TemplateResult | typeof nothing {
  const last = state.messages.at(-1);
  if (!last) return nothing;
  const { localize } = scope;
  const { t } = localize;
  const { who, name, presence } = partner(state, scope);
  const unread = selectUnread(state).length;
  const at = when(last.createdAt, scope);
  return html`<div class="tile" part="tile">
    <h3>${t('home.recent')}</h3>
    <button type="button" class="row" part="recent" @click=${go}>
      ${avatar({ ...who, name }, scope, presence, who?.name ? undefined : 'avatar brand')}
      <span class="words"><b><bdi>${name}</bdi></b><small dir="auto">${said(last, localize)}</small></span>
      <span class="end">
        ${at && html`<time datetime=${new Date(last.createdAt).toISOString()}>${at}</time>`}
        ${unread
          ? html`<span class="fresh" aria-hidden="true">${localize.number(unread)}</span><span class="vh">${t('launcher.unread', { count: unread })}</span>`
          : nothing}
      </span>
    </button>
  </div>`;
}
