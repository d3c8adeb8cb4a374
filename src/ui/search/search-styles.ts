import { css } from 'lit';

/** Comes with the element. */
export const searchStyles = css`
  chat-widget-messages:has(> chat-widget-search) {
    flex-direction: column;
  }
  chat-widget-search ~ .log {
    min-block-size: 0;
  }
  .search {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 2px;
    padding-block: 6px;
    padding-inline: 12px 10px;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
  }
  .panel .search input {
    flex: 1;
    min-inline-size: 6em;
    min-block-size: var(--_control);
    padding-inline: 10px;
    border: 1px solid var(--_border-strong);
    border-radius: calc(var(--_radius) * 0.6);
    appearance: none;
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: var(--_md);
  }
  .search input::-webkit-search-cancel-button {
    display: none;
  }
  .search output {
    padding-inline: 8px 4px;
    color: var(--_muted);
    font-size: var(--_sm);
    font-variant-numeric: tabular-nums;
  }
  .search [aria-disabled] {
    opacity: 0.4;
  }
  .search .up {
    transform: scaleY(-1);
  }
  .panel .search .older {
    flex-basis: 100%;
    min-block-size: var(--_control);
    color: var(--_accent-text);
    font-size: var(--_sm);
    font-weight: 600;
  }
  .log ::highlight(chat-widget-match) {
    background-color: light-dark(#ffe08a, #7a5c00);
    color: light-dark(#1a1a1a, #fff);
  }
  .log ::highlight(chat-widget-current) {
    background-color: light-dark(#ff9f1a, #ffb84d);
    color: #1a1a1a;
  }
  .log [data-found] {
    background: var(--_accent-soft);
    box-shadow: 0 0 0 4px var(--_accent-soft);
  }
  .marks mark {
    position: absolute;
    background: #ffb300;
    opacity: 0.4;
    pointer-events: none;
  }
  @media (forced-colors: active) {
    .log ::highlight(chat-widget-match) {
      background-color: Mark;
      color: MarkText;
    }
    .log ::highlight(chat-widget-current) {
      background-color: Highlight;
      color: HighlightText;
    }
    .log [data-found] {
      outline: 2px solid Highlight;
    }
  }
`;
