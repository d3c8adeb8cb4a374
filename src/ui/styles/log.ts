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
    padding: 8px 16px 12px;
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
  .log > .spinner {
    align-self: center;
    margin-block: 8px;
    color: var(--_muted);
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
    font-size: 0.75em;
    font-weight: 520;
    padding-block: 14px 2px;
  }
  .notice {
    max-inline-size: 86%;
    font-size: 0.8125em;
    font-weight: inherit;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .notice bdi {
    font-weight: 600;
    color: var(--_text);
  }
  .unread {
    display: flex;
    align-items: center;
    gap: 10px;
    margin-block: 14px 4px;
    font-size: 0.75em;
    font-weight: 600;
    color: var(--_accent-text);
  }
  .unread::before,
  .unread::after {
    content: '';
    flex: 1;
    block-size: 1px;
    background: color-mix(in oklab, var(--_accent-text) 36%, var(--_surface));
  }
  .message {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: end;
    margin-block-start: 3px;
    border-radius: var(--_tail);
  }
  .message.first {
    margin-block-start: 14px;
  }
  .day + .first {
    margin-block-start: 8px;
  }
  .message.other {
    grid-template-columns: 28px minmax(0, 1fr);
    column-gap: 8px;
    justify-items: start;
  }
  .other > :not(.avatar) {
    grid-column: 2;
  }
  .other > .avatar {
    grid-area: 2/1;
    align-self: end;
    inline-size: 28px;
    block-size: 28px;
  }
  .name {
    font-size: 0.75em;
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
    gap: 3px;
    inline-size: 100%;
    align-items: flex-start;
  }
  .own > .stack {
    align-items: flex-end;
  }
  .bubble {
    max-inline-size: 82%;
    min-block-size: 2.55em;
    padding: 8.5px 13px 9px;
    border-radius: var(--_radius);
    border-start-start-radius: var(--_tail);
    border-end-start-radius: var(--_tail);
    font-size: var(--_md);
    line-height: 1.42;
    background: var(--chat-bubble-agent-background, var(--_surface-2));
    color: var(--chat-bubble-agent-text, var(--_text));
    white-space: pre-wrap;
    overflow-wrap: anywhere;
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
  .bubble.failed {
    background: var(--_danger-soft);
    color: var(--_text);
    box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_danger) 50%, transparent);
  }
  .bubble.muted {
    font-style: italic;
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
    font-size: 0.75em;
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
  .trouble {
    flex-wrap: wrap;
    justify-content: end;
    gap: 0 6px;
    font-size: 0.8125em;
    color: var(--_danger);
    margin-block-start: 5px;
  }
  .trouble .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .trouble button {
    padding-inline: 2px;
  }

  .image,
  .card {
    position: relative;
    inline-size: 236px;
    max-inline-size: 100%;
    border-radius: var(--_radius-md);
    overflow: hidden;
    color: var(--_muted);
  }
  .image {
    aspect-ratio: 4/3;
    background: var(--_surface-3);
  }
  .image::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px light-dark(oklch(0 0 0 / 0.08), oklch(1 0 0 / 0.1));
    pointer-events: none;
  }
  .card {
    min-block-size: 56px;
    box-shadow: inset 0 0 0 1px var(--_border);
  }
  .idle {
    block-size: 39px;
    flex: none;
  }
  .dots {
    grid-row: 2;
    display: flex;
    align-items: center;
    gap: 4.5px;
    block-size: 39px;
    padding: 0 15px;
  }
  .dots i {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_muted);
    /* Four times 1.2 s: what moves by itself for more than five seconds needs a switch. */
    animation: chat-dot 1.2s 4 var(--_ease);
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
    opacity: 0.7;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
    opacity: 0.45;
  }
  @keyframes chat-dot {
    30% {
      transform: translateY(-4px);
    }
    60% {
      transform: none;
    }
  }

  .panel .pill {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    max-inline-size: calc(100% - 32px);
    min-block-size: var(--_control);
    display: flex;
    align-items: center;
    gap: 6px;
    padding-block: 8px;
    padding-inline: 11px 14px;
    border-radius: 99px;
    background: light-dark(var(--_surface), var(--_surface-3));
    color: var(--_accent-text);
    font-size: 0.8125em;
    font-weight: 620;
    box-shadow:
      0 0 0 1px var(--_border),
      0 1px 2px var(--_shade-2),
      0 6px 18px -4px var(--_shade);
  }
  .pill .icon {
    inline-size: 16px;
    block-size: 16px;
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
  .bones {
    margin-block-start: auto;
    display: grid;
    gap: 14px;
    animation: chat-show 150ms steps(1, start) backwards;
  }
  .bones i {
    inline-size: 64%;
    block-size: 3.9em;
    border-radius: var(--_radius);
    background: var(--_surface-2);
  }
  .bones i:nth-child(2) {
    inline-size: 46%;
    block-size: 2.4em;
    justify-self: end;
  }
  @keyframes chat-show {
    from {
      opacity: 0;
    }
  }
`;
