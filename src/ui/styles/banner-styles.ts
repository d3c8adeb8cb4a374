import { css } from 'lit';

/** What comes right behind the first paint: no conversation begins with it. */
export const bannerStyles = css`
  .root {
    --_radius-sm: var(--chat-field-radius, calc(var(--_radius) * 0.56));
    --_danger: var(--chat-danger, light-dark(#c8102e, #ff8a8a));
    --_danger-soft: var(--chat-danger-soft, light-dark(#fdf0f1, oklch(0.3 0.06 18)));
    --_warning: var(--chat-warning, light-dark(#8a5300, #f3c063));
    --_success: var(--chat-success, light-dark(#12794a, #4fd18b));
    --_warning-soft: var(--chat-warning-soft, light-dark(#fff6e3, oklch(0.31 0.045 80)));
    /* Away from the colour of the text, so that it can only become easier to read. */
    --_away: color(
      from var(--_accent) xyz-d65 calc(0.9505 - 0.9505 * var(--_w)) calc(1 - var(--_w))
        calc(1.089 - 1.089 * var(--_w))
    );
    --_accent-hover: var(
      --chat-accent-hover,
      color-mix(in oklab, var(--_accent-fill) 89%, var(--_away))
    );
    --_raised: var(--chat-shadow-raised, 0 12px 32px -8px var(--_shade));
  }
  .banner {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 9px 16px;
    font-size: var(--_sm);
    background: var(--_warning-soft);
    color: var(--_warning);
    border-block-end: 1px solid color-mix(in oklab, var(--_warning) 22%, transparent);
  }
  .banner.back {
    background: var(--_surface-2);
    color: var(--_success);
  }
  .banner.failed {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .banner button,
  .trouble button {
    min-block-size: 24px;
    font-weight: 620;
    text-decoration: underline;
    text-underline-offset: 2.5px;
  }
  .banner button {
    margin-inline-start: auto;
    white-space: nowrap;
  }
  .spinner {
    inline-size: 16px;
    block-size: 16px;
    flex: none;
    border-radius: 50%;
    border: 2px solid color-mix(in oklab, currentColor 28%, transparent);
    border-block-start-color: currentColor;
    animation: chat-spin 0.9s linear infinite;
  }
  @keyframes chat-spin {
    to {
      transform: rotate(1turn);
    }
  }
  .link {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2.5px;
    overflow-wrap: anywhere;
  }
  .agent .link,
  .bot .link {
    color: var(--_accent-text);
  }
  .log > .spinner {
    align-self: center;
    margin-block: 8px;
    color: var(--_muted);
  }
  .trouble {
    flex-wrap: wrap;
    justify-content: end;
    gap: 0 6px;
    font-size: var(--_sm);
    color: var(--_danger);
    margin-block-start: 5px;
  }
  .trouble button {
    padding-inline: 2px;
  }
  .bubble.failed {
    background: var(--_danger-soft);
    color: var(--_text);
    box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_danger) 50%, transparent);
  }
  .bubble.muted {
    font-style: italic;
  }
  .notice bdi {
    font-weight: 600;
    color: var(--_text);
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
  .problem {
    padding: 2px 8px 8px;
    font-size: var(--_sm);
    color: var(--_danger);
    overflow-wrap: anywhere;
    white-space: pre-line;
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
    border-radius: var(--chat-chip-radius, 99px);
    background: light-dark(var(--_surface), var(--_surface-3));
    color: var(--_accent-text);
    font-size: var(--_sm);
    font-weight: 620;
    box-shadow:
      0 0 0 1px var(--_border),
      var(--_raised);
  }
  .trouble .icon,
  .pill .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .panel .send:not([aria-disabled='true']):hover {
    background: var(--_accent-hover);
  }
  @media (max-height: 440px) {
    .panel .pill-field textarea {
      max-block-size: max(25dvh, var(--_control));
    }
  }
  @media (forced-colors: active) {
    .panel,
    .bubble,
    .card,
    .panel :is(.pill, .tile),
    .pill-field,
    .image {
      border: 1px solid CanvasText;
    }
    .bubble.visitor {
      border: 2px solid Highlight;
    }
    .bubble.failed {
      border: 3px double CanvasText;
    }
    .pill-field:focus-within {
      outline: 2px solid Highlight;
    }
    .panel :is(.send, .button) {
      border: 2px solid ButtonText;
    }
    .panel .send[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
    .presence,
    .dots i {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
