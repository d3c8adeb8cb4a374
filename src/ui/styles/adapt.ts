import { css } from 'lit';

/** Inline placement, small screens, and what the visitor's system asks for. */
export const adapt = css`
  .inline :is(chat-widget-panel, section) {
    display: block;
    block-size: 100%;
  }
  .root.inline .panel {
    position: relative;
    inset: auto;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 320px;
    border: 1px solid var(--_border);
    box-shadow: none;
    animation: none;
  }
  @media (max-width: 480px), (max-height: 440px) {
    .root:not(.inline) .panel {
      position: fixed;
      inset: 0;
      inline-size: 100%;
      block-size: 100dvh;
      border-radius: 0;
      box-shadow: none;
    }
    .root:not(.inline) .header {
      padding-block-start: max(12px, env(safe-area-inset-top));
    }
    chat-widget-panel[open] ~ .launcher {
      display: none;
    }
  }
  @media (max-height: 440px) {
    .panel .header {
      min-block-size: 48px;
      padding-block-end: 4px;
    }
    .panel .composer {
      padding-block-start: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    /* Before all that single rules may say. */
    .panel,
    .panel * {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
