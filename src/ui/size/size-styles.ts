import { css } from 'lit';

/** Comes with the code; small screens, and panels that fill a place of the page, have their own size. */
export const sizeStyles = css`
  .grip {
    display: none;
  }
  @media (min-width: 480.02px) and (min-height: 440.02px) {
    .root:not(.inline) .panel.sized {
      inline-size: min(var(--_wide, var(--chat-panel-width, 400px)), 100vw - 2 * var(--_offset));
      block-size: min(
        var(--_tall, var(--chat-panel-height, 704px)),
        100dvh - 2 * var(--_offset) - var(--_size) - var(--_gap)
      );
    }
    .root:not(.inline) .panel.expanded {
      inline-size: min(720px, 100vw - 2 * var(--_offset));
      block-size: calc(100dvh - 2 * var(--_offset) - var(--_size) - var(--_gap));
    }
    .root:not(.inline) .panel:not(.expanded) > .grip {
      position: absolute;
      z-index: 2;
      inset-block-start: 0;
      inset-inline-start: 0;
      display: block;
      inline-size: 24px;
      block-size: 24px;
      border-radius: 6px;
      cursor: nwse-resize;
      touch-action: none;
      color: var(--_muted);
    }
    .root.start:not(.inline) .panel:not(.expanded) > .grip {
      inset-inline: auto 0;
    }
    .grip::before {
      content: '';
      position: absolute;
      inset: 5px;
      border: solid currentColor;
      border-width: 2px 0 0 2px;
      border-start-start-radius: 0;
      border-radius: 12px 0 0;
      opacity: 0.45;
    }
    .grip:is(:hover, :focus-visible)::before {
      opacity: 1;
    }
    .root:not(.start) .grip:dir(rtl),
    .start .grip:dir(ltr) {
      cursor: nesw-resize;
    }
    .root:not(.start) .grip:dir(rtl)::before,
    .start .grip:dir(ltr)::before {
      scale: -1 1;
    }
    .panel .grip:focus-visible {
      outline-offset: -3px;
    }
    .solid ~ .grip {
      color: var(--_on-accent);
    }
  }
  @media (min-width: 480.02px) and (min-height: 440.02px) and (prefers-reduced-motion: no-preference) {
    .root .panel[open]:is(.expanded, :not(.sized)) {
      transition:
        inline-size var(--_duration) var(--_ease),
        block-size var(--_duration) var(--_ease);
    }
  }
`;
