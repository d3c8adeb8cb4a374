import { css } from 'lit';

/** Comes right behind the first paint. */
export const toolsStyles = css`
  .composer {
    position: relative;
  }
  chat-widget-tools,
  .tools {
    display: contents;
  }
  /* Each paragraph in its own direction; an empty field has the caret where the hint begins. */
  .pill-field textarea:not(:placeholder-shown) {
    unicode-bidi: plaintext;
  }
  /* Above the words, so that no button moves while somebody types. */
  .pill-field .count {
    order: -1;
    flex: 1 0 100%;
    padding: 2px 12px 0;
    margin-block-end: -8px;
    text-align: end;
    font-size: 0.75em;
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
  }
  .pill-field .over {
    color: var(--_danger);
    font-weight: 620;
  }
  .bubble:not(.failed):has(> .emoji-only) {
    min-block-size: 0;
    padding: 0 2px;
    background: none;
    color: inherit;
    box-shadow: none;
  }
  .emoji-only {
    font-size: 2em;
    line-height: 1.25;
  }
`;
