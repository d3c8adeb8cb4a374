import { css } from 'lit';

/** Comes with the tools. They lie beside the bubble, so that nothing moves when they come. */
export const toolsStyles = css`
  .message {
    position: relative;
    scroll-margin-block-start: 44px;
  }
  .message-tools {
    position: absolute;
    z-index: 1;
    inset-block-start: 50%;
    inset-inline-end: 0;
    translate: 0 -50%;
    display: flex;
    flex-direction: column;
    align-items: center;
    border-radius: 8px;
    background: var(--_surface);
    color: var(--_muted);
    font-size: var(--_xs);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    animation: chat-tools 120ms 120ms backwards;
  }
  .own > .message-tools {
    inset-inline: 0 auto;
  }
  /* By keyboard or finger: nothing could be pointed at for the rest. */
  .message-tools.full {
    inset-block: auto calc(100% - 8px);
    inset-inline: 0 auto;
    translate: none;
    flex-direction: row;
    gap: 6px;
    inline-size: max-content;
    max-inline-size: 100%;
    padding-inline-start: 10px;
    white-space: normal;
    box-shadow:
      0 0 0 1px var(--_border),
      0 4px 14px -4px var(--_shade);
  }
  .own > .message-tools.full {
    inset-inline: auto 0;
  }
  .panel .message-tools button {
    flex: none;
    display: grid;
    place-items: center;
    min-inline-size: max(24px, var(--_control) - 8px);
    min-block-size: 24px;
    border-radius: 8px;
  }
  .panel .message-tools.full button {
    min-inline-size: var(--_control);
    min-block-size: var(--_control);
  }
  .panel .message-tools button:hover {
    color: var(--_text);
    background: var(--_surface-3);
  }
  .message-tools .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  @keyframes chat-tools {
    from {
      opacity: 0;
    }
  }
  @media (forced-colors: active) {
    .message-tools {
      border: 1px solid;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .message-tools {
      animation: none;
    }
  }
`;
