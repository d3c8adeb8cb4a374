import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { MarkedToken, Token, Tokens } from 'marked';
import { safeUrl } from '../../core/safe-url.js';

/** What a renderer takes from outside. */
export type MarkdownScope = {
  /** Links in plain words. */
  decorate(text: string): unknown;
  newTab: string;
  copy: string;
  onCopy(text: string): void;
};

type Draw = (tokens: readonly Token[] | undefined, depth: number) => unknown[];

/** Nesting that a reader could still follow; what lies deeper is shown as it was written. */
const MAX_DEPTH = 24;

const list = (token: Tokens.List, draw: Draw, depth: number): TemplateResult => {
  const items = token.items.map(({ task, checked, tokens }) => {
    const inner = tokens.filter(({ type }) => type !== 'checkbox');
    return html`<li>${task ? (checked ? '☑ ' : '☐ ') : nothing}${draw(inner, depth)}</li>`;
  });
  return token.ordered ? html`<ol start=${token.start}>${items}</ol>` : html`<ul>${items}</ul>`;
};

/** Wider than its bubble it scrolls, by keyboard as well. */
const table = (token: Tokens.Table, draw: Draw, depth: number): TemplateResult => html`<div class="scroll" tabindex="0">
  <table>
    <thead>
      <tr>
        ${token.header.map((cell) => html`<th align=${cell.align ?? nothing}>${draw(cell.tokens, depth)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${token.rows.map(
        (row) => html`<tr>
          ${row.map((cell) => html`<td align=${cell.align ?? nothing}>${draw(cell.tokens, depth)}</td>`)}
        </tr>`,
      )}
    </tbody>
  </table>
</div>`;

const code = ({ text }: Tokens.Code, { copy, onCopy }: MarkdownScope): TemplateResult => html`<div class="code" dir="ltr">
  <pre tabindex="0"><code>${text}</code></pre>
  <button type="button" class="copy" part="copy" @click=${() => onCopy(text)}>${copy}</button>
</div>`;

/** The server of an address, where words that look like an address do not name it. */
function trueHost(said: string, href: string): string {
  const bare = (name: string): string => name.replace(/^www\.|[.:]+$/g, '');
  const { host, pathname } = new URL(href);
  const goal = bare(host || pathname);
  const names = said.toLowerCase().split(/[^\p{L}\p{N}@.:-]+/u).map(bare);
  return /[^\s.]\.[^\s.]|:\/\//.test(said) && !names.includes(goal) ? ` (${goal})` : '';
}

/** Where a link leads is shown by the browser and said by its words; without a good address only the words stay. */
function link(words: unknown, said: string, address: string, { newTab }: MarkdownScope): unknown {
  const href = safeUrl('link', address);
  if (!href) return words;
  return html`<a class="link" part="link" href=${href} title=${href} target="_blank" rel="noopener noreferrer nofollow ugc"
    ><bdi>${words}</bdi>${trueHost(said, href)}<span class="vh"> (${newTab})</span></a
  >`;
}

function block(token: MarkedToken, draw: Draw, scope: MarkdownScope, depth: number): unknown {
  switch (token.type) {
    case 'space':
      return nothing;
    case 'paragraph':
      return html`<p>${draw(token.tokens, depth)}</p>`;
    // A chat has no outline: a heading of an answer must not join that of the page.
    case 'heading':
      return html`<p><b>${draw(token.tokens, depth)}</b></p>`;
    case 'blockquote':
      return html`<blockquote>${draw(token.tokens, depth)}</blockquote>`;
    case 'list':
      return list(token, draw, depth);
    case 'table':
      return table(token, draw, depth);
    case 'code':
      return code(token, scope);
    case 'hr':
      return html`<hr />`;
    default:
      return inline(token, draw, scope, depth);
  }
}

/** Tokens that do nothing but set their words apart. */
const SPANS: Readonly<Record<string, (words: unknown) => TemplateResult>> = {
  strong: (words) => html`<b>${words}</b>`,
  em: (words) => html`<i>${words}</i>`,
  del: (words) => html`<s>${words}</s>`,
};

function inline(token: MarkedToken, draw: Draw, scope: MarkdownScope, depth: number): unknown {
  const span = Object.hasOwn(SPANS, token.type) && SPANS[token.type];
  if (span) return span(draw((token as Tokens.Strong).tokens, depth));
  switch (token.type) {
    case 'codespan':
      return html`<code dir="ltr">${token.text}</code>`;
    case 'br':
      return html`<br />`;
    case 'link':
      // An address in its words is no link of its own.
      return link(toDraw({ ...scope, decorate: (text) => text })(token.tokens, depth), token.text, token.href, scope);
    // Pictures inside words come from anywhere: they are named, and fetched only by whoever follows the link.
    case 'image':
      return link(token.text || token.href, token.text, token.href, scope);
    case 'text':
      return 'tokens' in token && token.tokens ? draw(token.tokens, depth) : scope.decorate(token.text);
    default:
      // Markup of theirs stays text, and so does what a later lexer may come up with.
      return token.type === 'escape' ? token.text : (token as Token).raw;
  }
}

function toDraw(scope: MarkdownScope): Draw {
  const draw: Draw = (inner = [], depth) =>
    inner.map((token) => (depth > MAX_DEPTH ? token.raw : block(token as MarkedToken, draw, scope, depth + 1)));
  return draw;
}

/** The blocks of an answer as templates; nothing of it is ever markup. */
export function drawBlocks(tokens: readonly Token[], scope: MarkdownScope): unknown[] {
  const draw = toDraw(scope);
  // Of an answer that is being written only the end is drawn anew.
  return tokens.map((token) => guard([token, scope.newTab, scope.copy], () => draw([token], 0)));
}
