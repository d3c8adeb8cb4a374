import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Message } from '../core/model.js';
import { avatar } from './avatar.js';
import { icons } from './icons.js';
import { authorName, isOwn, isStuck, messageLabel, noticeWords, statusWords, tame } from './message-words.js';
import type { PanelScope } from './panel-scope.js';
import { bubble, partView } from './part-view.js';
import type { Row } from './rows.js';

type MessageRow = Extract<Row, { kind: 'message' }>;

const ICONS = { sent: icons.check, delivered: icons.checks, read: icons.checks };

function statusIcon({ status }: Message, scope: PanelScope): TemplateResult | typeof nothing {
  if (!status) return nothing;
  const image = status in ICONS ? ICONS[status as keyof typeof ICONS] : icons.clock;
  const words = statusWords(status, scope.localize);
  return html`<span class="status ${status}" part="status ${status}" title=${words}
    >${image}<span class="vh">${words}</span></span
  >`;
}

/** Shown under the last of a group. */
function meta(message: Message, scope: PanelScope): TemplateResult {
  const { t, time, exact } = scope.localize;
  const at = message.createdAt;
  const said = time(at);
  return html`<div class="meta" part="meta">
    ${message.editedAt ? html`<span>${t('msg.edited')}</span>` : nothing}
    ${said && html`<time datetime=${new Date(at).toISOString()} title=${exact(at)}>${said}</time>`}
    ${statusIcon(message, scope)}
  </div>`;
}

/** The words stay; what to do about them is the visitor's choice. */
function trouble(message: Message, scope: PanelScope): TemplateResult {
  const { chat, localize, discard } = scope;
  const localId = message.localId!;
  const retry = (event: Event): void => {
    // The button goes with the failure: the focus stays on the message it belonged to.
    (event.target as Element).closest('li')?.focus();
    // A refusal leaves the message as it is, with its button.
    void chat.retry(localId).catch(() => undefined);
  };
  const words = statusWords(message.status, localize);
  return html`<div class="trouble" part="status ${message.status!}" role="group" aria-label=${words}>
    ${icons.alert}<span>${words}</span>
    <button type="button" @click=${retry}>${localize.t('msg.retry')}</button>
    <span aria-hidden="true">·</span>
    <button type="button" @click=${() => discard(localId)}>${localize.t('msg.edit')}</button>
    <span aria-hidden="true">·</span>
    <button type="button" @click=${() => discard(localId, true)}>${localize.t('msg.delete')}</button>
  </div>`;
}

function bubbles(row: MessageRow, scope: PanelScope, progress: number | undefined): unknown[] {
  const { message, first, last } = row;
  const base = `bubble ${message.author.role}${isStuck(message) ? ' failed' : ''}`;
  if (message.deleted) return [bubble(`${base} muted`, scope.localize.t('msg.removed'))];
  if (!message.parts.length && !message.streaming) {
    return [bubble(`${base} muted`, scope.localize.t('msg.unsupported'))];
  }
  const end = message.parts.length - 1;
  return message.parts.map((part, index) => {
    const words = `${base}${first && !index ? ' first' : ''}${last && index === end ? ' last' : ''}${message.streaming ? ' streaming' : ''}`;
    return partView(part, { scope, message, words, progress });
  });
}

export function messageView(row: MessageRow, scope: PanelScope, progress: number | undefined): TemplateResult {
  const { message, first, last } = row;
  const own = isOwn(message);
  const name = authorName(message, scope.localize);
  return html`<li
    class="message ${own ? 'own' : 'other'} ${first ? 'first' : ''}"
    part="message"
    tabindex="-1"
    data-key=${message.key}
    aria-label=${messageLabel(message, scope.localize)}
  >
    ${!own && last ? avatar({ ...message.author, name }, scope) : nothing}
    <div class=${!own && first ? 'name' : 'vh'} part="name"><bdi>${name}</bdi></div>
    <div class="stack">${bubbles(row, scope, progress)}</div>
    ${isStuck(message) ? trouble(message, scope) : last ? meta(message, scope) : nothing}
  </li>`;
}

/** Values stand between isolates in plain text; on screen they are set apart. */
export function noticeView(message: Message, scope: PanelScope): TemplateResult {
  const words = tame(noticeWords(message, scope.localize)).split(/[\u2068\u2069]/);
  return html`<li class="notice" part="system-message" data-key=${message.key}>
    ${words.map((text, index) => (index % 2 ? html`<bdi>${text}</bdi>` : text))}
  </li>`;
}

/** What is left of a message that cannot be drawn. */
export const brokenView = (key: string, scope: PanelScope): TemplateResult =>
  html`<li class="notice" part="system-message" data-key=${key}>
    ${scope.localize.t('msg.unsupported')}
  </li>`;
