import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Conversation, Visitor } from './desk-types.js';
import { shortTimeOf } from './format-time.js';
import { baseStyles } from './base-styles.js';
import { hueOf, initialsOf, nameOf, previewOf, systemOf } from './visitor-words.js';

/** What is known about the visitor of the open conversation. */
export class VisitorDetails extends LitElement {
  static override properties = { conversation: { attribute: false }, related: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding: 20px;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 12px;
        padding-bottom: 16px;
      }
      h2 {
        font-size: 16px;
        overflow-wrap: anywhere;
      }
      h3 {
        padding: 16px 0 8px;
        border-top: 1px solid var(--line);
        font-size: 14px;
      }
      dl {
        display: grid;
        gap: 10px;
        padding-bottom: 16px;
      }
      dt {
        color: var(--ink-soft);
        font-size: 12.5px;
      }
      dd {
        overflow-wrap: anywhere;
      }
      .labels {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .labels span {
        padding: 1px 9px;
        border-radius: 10px;
        background: var(--accent-wash);
        font-size: 13px;
      }
      .note {
        color: var(--warn);
        font-size: 13px;
      }
      .stars {
        color: var(--accent);
        letter-spacing: 2px;
      }
      a {
        color: var(--accent);
      }
      .rating {
        padding-bottom: 16px;
      }
      .related {
        display: grid;
        gap: 8px;
        padding-bottom: 16px;
        list-style: none;
        color: var(--ink-soft);
        font-size: 13.5px;
      }
    `,
  ];

  declare conversation: Conversation;
  declare related: Conversation[];

  override render() {
    const { visitor, rating, department } = this.conversation;
    const { page } = visitor;
    return html`
      <div data-testid="visitor-details" data-visitor-id=${visitor.id}>
        <div class="head">
          <span class="avatar ${hueOf(visitor)}" aria-hidden="true">${initialsOf(visitor)}</span>
          <h2>${nameOf(visitor)}</h2>
        </div>
        <dl>
          ${row('System', systemOf(visitor))}
          ${row('Email', visitor.email)} ${row('Phone', visitor.phone)}
          ${row('Customer number', customerNumber(visitor))}
          ${row('Department', department)} ${row('Language', visitor.locale)}
          ${page ? row('Looking at', pageLink(page)) : nothing}
          ${page?.referrer ? row('Came from', page.referrer) : nothing}
          ${visitor.labels?.length ? row('Labels', labelsOf(visitor.labels)) : nothing}
          ${Object.entries(visitor.fields ?? {}).map(([name, value]) => row(name, textOf(value)))}
          ${row('Visitor', visitor.id)}
        </dl>
        ${rating ? this.#renderRating(rating) : nothing} ${this.related.length > 0 ? this.#renderRelated() : nothing}
      </div>
    `;
  }

  #renderRating({ score, comment }: { score: number; comment?: string }): TemplateResult {
    return html`<h3>Rating</h3>
      <div class="rating" data-testid="rating" data-score=${score}>
        <p class="stars" role="img" aria-label="${score} of 5">${'★'.repeat(score)}${'☆'.repeat(5 - score)}</p>
        ${comment ? html`<p dir="auto">${comment}</p>` : nothing}
      </div>`;
  }

  #renderRelated(): TemplateResult {
    return html`<h3>Other conversations</h3>
      <ul class="related" data-testid="related">
        ${this.related.map(
          ({ lastMessage, createdAt }) => html`<li>${shortTimeOf(createdAt)} · ${previewOf(lastMessage)}</li>`,
        )}
      </ul>`;
  }
}

function row(term: string, value: TemplateResult | string | undefined): TemplateResult | typeof nothing {
  if (value === undefined || value === '') return nothing;
  return html`<div><dt>${term}</dt><dd dir="auto" data-testid="detail-${term.toLowerCase().replaceAll(' ', '-')}">${value}</dd></div>`;
}

function customerNumber({ externalId, externalVerified }: Visitor): TemplateResult | undefined {
  if (externalId === undefined) return undefined;
  return html`${externalId}${externalVerified ? nothing : html` <span class="note">(not verified)</span>`}`;
}

/** A visitor can claim any address, so only web addresses become links. */
function pageLink({ url, title }: { url: string; title: string }): TemplateResult {
  if (!/^https?:\/\//i.test(url)) return html`${title || url}`;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow">${title || url}</a>`;
}

function labelsOf(labels: string[]): TemplateResult {
  return html`<span class="labels">${labels.map((label) => html`<span>${label}</span>`)}</span>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

customElements.define('visitor-details', VisitorDetails);
