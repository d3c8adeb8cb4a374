import { html, nothing, type TemplateResult } from 'lit';
import type { Attachment, Message } from './desk-types.js';
import { timeOf } from './format-time.js';
import { ticksIcon, tickIcon } from './icons.js';

export type Delivery = 'sent' | 'delivered' | 'read';

/** A message among its neighbours. */
export type Row = {
  message: Message;
  before: Message | undefined;
  after: Message | undefined;
  delivery: Delivery | undefined;
  /** How far the next message has come; a difference is worth a line of its own. */
  nextDelivery: Delivery | undefined;
};

/** One message. Neighbours of the same author within five minutes share one author and one time. */
export function renderMessage(row: Row): TemplateResult {
  const { message, before, delivery } = row;
  const { role, name } = message.author;
  const own = role === 'agent' || role === 'bot';
  const first = startsGroup(message, before);
  return html`
    <div
      class="message ${own ? 'own' : role} ${first ? 'first' : ''}"
      data-testid="message"
      data-message-id=${message.id}
      data-role=${role}
      data-status=${(own && delivery) || nothing}
    >
      ${first && own && name ? html`<span class="author">${name}</span>` : nothing}
      ${message.attachments.map(renderAttachment)}
      ${message.text ? html`<div class="bubble" dir="auto" data-testid="message-text">${message.text}</div>` : nothing}
      ${renderChoices(message)}
      ${renderMeta(row, own)}
    </div>
  `;
}

/** Time and ticks, where they say something that the next message does not say again. */
function renderMeta({ message, after, delivery, nextDelivery }: Row, own: boolean): TemplateResult | typeof nothing {
  const last = !after || startsGroup(after, message) || (own && delivery !== nextDelivery);
  if (!last && !message.editedAt) return nothing;
  return html`<div class="meta">
    <time datetime=${message.createdAt}>${timeOf(message.createdAt)}</time>
    ${message.editedAt ? html`<span>edited</span>` : nothing} ${own ? renderTicks(delivery) : nothing}
  </div>`;
}

function startsGroup(message: Message, before: Message | undefined): boolean {
  if (!before || before.author.role !== message.author.role || before.author.name !== message.author.name) return true;
  return Date.parse(message.createdAt) - Date.parse(before.createdAt) > 5 * 60_000;
}

/** What lies elsewhere would tell a stranger who is looking: it is fetched only when asked for. */
function renderAttachment(attachment: Attachment): TemplateResult {
  const { url, name } = attachment;
  if (URL.canParse(url) && new URL(url).origin === location.origin) return renderPicture(attachment);
  const host = URL.canParse(url) ? new URL(url).host : '';
  return html`<a class="linked" href=${url} target="_blank" rel="noopener noreferrer nofollow" data-testid="message-link"
    >${name}<span> ${host}</span></a
  >`;
}

function renderPicture(attachment: Attachment): TemplateResult {
  return html`<a class="picture" href=${attachment.url} target="_blank" rel="noopener noreferrer">
    <img
      src=${attachment.url}
      alt=${attachment.name}
      width=${attachment.width ?? nothing}
      height=${attachment.height ?? nothing}
      data-testid="message-image"
    />
  </a>`;
}

function renderChoices({ quickReplies, cards }: Message): TemplateResult | typeof nothing {
  const titles = [...(cards ?? []), ...(quickReplies ?? [])].map(({ title }) => title);
  return titles.length > 0 ? html`<div class="choices">Offers: ${titles.join(' · ')}</div>` : nothing;
}

function renderTicks(delivery: Delivery | undefined): TemplateResult {
  const words = { sent: 'Sent', delivered: 'Delivered', read: 'Read' }[delivery ?? 'sent'];
  return html`<span class=${delivery ?? 'sent'} title=${words}>
    ${delivery === 'delivered' || delivery === 'read' ? ticksIcon : tickIcon}<span class="hidden">${words}</span>
  </span>`;
}
