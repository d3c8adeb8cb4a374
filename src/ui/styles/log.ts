import { css } from 'lit';

/** The list and its rows. */
export const log = css`
  chat-widget-messages {
    position: relative;
    flex: 1;
    min-block-size: 0;
    display: flex;
  }
  .log {
    position: relative;
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
    padding: var(--chat-log-padding, 8px 16px 12px);
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scroll-padding-block: 8px;
    scrollbar-width: thin;
    scrollbar-color: var(--_border-strong) transparent;
  }
  .panel .log:focus-visible {
    outline-offset: -3px;
  }
  .log ol {
    list-style: none;
    padding: 0;
    margin-block-start: auto;
    display: flex;
    flex-direction: column;
  }
  .day,
  .notice {
    align-self: center;
    text-align: center;
    color: var(--_muted);
    font-size: var(--_xs);
    font-weight: 520;
    padding-block: 14px 2px;
  }
  .notice {
    max-inline-size: 86%;
    font-size: var(--_sm);
    font-weight: inherit;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .unread {
    display: flex;
    align-items: center;
    gap: 10px;
    margin-block: 14px 4px;
    font-size: var(--_xs);
    font-weight: 600;
    color: var(--_accent-text);
  }
  .unread::before,
  .unread::after {
    content: '';
    flex: 1;
    block-size: 1px;
    background: var(--_accent-line);
  }
  .message {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: end;
    margin-block-start: var(--_bubble-gap);
    border-radius: var(--_tail);
  }
  .message.first {
    margin-block-start: var(--chat-message-gap, 14px);
  }
  .day + .first {
    margin-block-start: 8px;
  }
  .message.other {
    grid-template-columns: var(--_face) minmax(0, 1fr);
    column-gap: 8px;
    justify-items: start;
  }
  .other > :not(.avatar) {
    grid-column: 2;
  }
  .other > .avatar {
    grid-area: 2/1;
    align-self: end;
    inline-size: var(--_face);
    block-size: var(--_face);
  }
  .name {
    font-size: var(--_xs);
    font-weight: 560;
    color: var(--_muted);
    margin-inline-start: 2px;
    margin-block-end: 4px;
    overflow-wrap: anywhere;
  }
  .stack {
    grid-row: 2;
    display: flex;
    flex-direction: column;
    gap: var(--_bubble-gap);
    inline-size: 100%;
    align-items: flex-start;
  }
  .own > .stack {
    align-items: flex-end;
  }
  .bubble {
    max-inline-size: var(--chat-bubble-width, 82%);
    min-block-size: 2.55em;
    padding: var(--chat-bubble-padding, 8.5px 13px 9px);
    border-radius: var(--_radius);
    border-start-start-radius: var(--_tail);
    border-end-start-radius: var(--_tail);
    font-size: var(--_md);
    line-height: 1.42;
    background: var(--chat-bubble-agent-background, var(--_surface-2));
    color: var(--chat-bubble-agent-text, var(--_text));
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    /* Towers of accents end at its edge. */
    overflow: clip;
    unicode-bidi: plaintext;
    text-align: start;
  }
  .bubble.first {
    border-start-start-radius: var(--_radius);
  }
  .bubble.visitor {
    border-radius: var(--_radius);
    border-start-end-radius: var(--_tail);
    border-end-end-radius: var(--_tail);
    background: var(--chat-bubble-visitor-background, var(--_accent-fill));
    color: var(--chat-bubble-visitor-text, var(--_on-accent));
    box-shadow: var(--_edge);
  }
  .bubble.visitor.first {
    border-start-end-radius: var(--_radius);
  }
  .meta,
  .trouble {
    grid-row: 3;
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 1.5em;
    margin-block-start: 4px;
    padding-inline: 2px;
    font-size: var(--_xs);
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .status .icon {
    inline-size: 15px;
    block-size: 15px;
  }
  .status.read {
    color: var(--_accent-text);
  }

  .image,
  .card {
    position: relative;
    inline-size: var(--chat-image-width, 236px);
    max-inline-size: 100%;
    border-radius: var(--_radius-md);
    overflow: hidden;
    color: var(--_muted);
  }
  .image {
    aspect-ratio: 4/3;
    background: var(--_surface-3);
  }
  .card {
    min-block-size: 56px;
    box-shadow: inset 0 0 0 1px var(--_border);
  }

  .empty {
    margin: auto;
    max-inline-size: 17em;
    display: grid;
    justify-items: center;
    gap: 14px;
    text-align: center;
    font-size: 1.0625em;
    font-weight: 560;
    letter-spacing: -0.011em;
    line-height: 1.35;
    text-wrap: balance;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .empty .avatar {
    inline-size: 56px;
    block-size: 56px;
  }
  @keyframes chat-show {
    from {
      opacity: 0;
    }
  }
`;
