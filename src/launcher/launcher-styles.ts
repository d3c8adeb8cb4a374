import { css } from './css.js';

/**
 * Stage 1: what the launcher needs, and the accent arithmetic that the panel shares.
 * Public tokens (`--chat-*`) are only read, so a page may set them on the element or above it.
 *
 * The accent becomes a fill with text that meets WCAG AA by arithmetic: the Y of XYZ-D65 *is*
 * WCAG luminance. Y < .30: linear light is scaled to Y ≤ .175 and the text is white (≥ 4.64:1);
 * else the brand stays and the text is near-black (≥ 6:1). `--_w` is 1 where the text is white.
 */
export const launcherStyles = css`
  :host {
    display: contents !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host([placement='inline']:not([hidden])) {
    display: block !important;
    block-size: 100%;
  }

  .root {
    all: initial;
    unicode-bidi: isolate;
    color-scheme: inherit;
    font-size: medium;
    --_accent: var(--chat-accent, var(--_server-accent, #2f54eb));
    --_y: clamp(0, (0.3 - y) * 1e6, 1);
    --_k: (1 - var(--_y) * (1 - min(1, 0.175 / max(y, 0.0001))));
    --_fill-light: color(
      from var(--_accent) xyz-d65 calc(x * var(--_k)) calc(y * var(--_k)) calc(z * var(--_k))
    );
    --_fill-dark: color(
      from var(--_fill-light) xyz-d65 calc(x + 0.9505 * max(0, 0.075 - y))
        calc(y + max(0, 0.075 - y)) calc(z + 1.089 * max(0, 0.075 - y))
    );
    --_accent-fill: var(--chat-accent-fill, light-dark(var(--_fill-light), var(--_fill-dark)));
    --_on-accent: var(
      --chat-on-accent,
      color(
        from var(--_accent) xyz-d65 calc(0.0095 + 0.941 * var(--_y)) calc(0.01 + 0.99 * var(--_y))
          calc(0.0109 + 1.078 * var(--_y))
      )
    );
    --_size: var(--chat-launcher-size, 56px);
    --_offset: var(--chat-offset, 20px);
    --_font: var(
      --chat-font,
      ui-sans-serif,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      'Noto Sans Arabic',
      sans-serif
    );
    --_ease: var(--chat-ease, cubic-bezier(0.2, 0.8, 0.2, 1));
    --_duration: var(--chat-duration, 220ms);
    font-family: var(--_font);
    position: fixed;
    inset: auto;
    inset-block-end: calc(var(--_offset) + env(safe-area-inset-bottom, 0px));
    inset-inline-end: var(--_offset);
    inline-size: var(--_size);
    block-size: var(--_size);
    overflow: visible;
    z-index: 2147483647;
  }
  .root.start {
    inset-inline: var(--_offset) auto;
  }
  .root.inline {
    position: relative;
    display: block;
    inset: auto;
    inline-size: 100%;
    block-size: 100%;
    z-index: auto;
  }
  .root.inline > .launcher,
  .root.closed {
    display: none;
  }

  .launcher {
    all: unset;
    box-sizing: border-box;
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    cursor: pointer;
    border-radius: var(--chat-launcher-radius, 999px);
    background: var(--_accent-fill);
    color: var(--_on-accent);
    box-shadow:
      inset 0 1px 0 oklch(1 0 0 / 0.18),
      0 0 0 1px oklch(0 0 0 / 0.04),
      0 10px 26px -6px oklch(from var(--_accent) 0.35 0.1 h / 0.5),
      0 3px 8px oklch(0 0 0 / 0.14);
    transition: transform var(--_duration) var(--_ease);
  }
  .launcher:hover {
    transform: translateY(-2px);
  }
  .launcher:focus-visible {
    outline: 2px solid var(--_accent-fill);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px light-dark(#fff, #111);
  }
  .launcher svg {
    grid-area: 1/1;
    inline-size: 28px;
    block-size: 28px;
    fill: currentColor;
    transition:
      opacity 140ms,
      transform var(--_duration) var(--_ease);
  }
  .launcher[aria-expanded='true'] svg:first-of-type,
  .launcher[aria-expanded='false'] svg:last-of-type {
    opacity: 0;
    transform: scale(0.6);
  }
  .badge {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    box-sizing: border-box;
    min-inline-size: 22px;
    block-size: 22px;
    padding-inline: 6px;
    border-radius: 99px;
    background: #d92338;
    color: #fff;
    font: 650 0.75em/22px var(--_font);
    text-align: center;
    font-variant-numeric: tabular-nums;
    box-shadow: 0 0 0 2.5px #fff;
  }
  .badge:empty {
    display: none;
  }
  .failure {
    position: absolute;
    inset-block-end: calc(100% + 12px);
    inset-inline-end: 0;
    inline-size: 220px;
    margin: 0;
    padding: 12px 16px;
    border-radius: 12px;
    background: light-dark(#fff, #222);
    color: light-dark(#222, #fff);
    font-size: 0.875em;
    box-shadow: 0 4px 24px oklch(0 0 0 / 0.2);
  }
  .start > .failure {
    inset-inline: 0 auto;
  }
  @media (prefers-reduced-motion: reduce) {
    .launcher,
    .launcher svg {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .launcher {
      border: 2px solid ButtonText;
    }
    .badge {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    .root:not(.inline) {
      display: none;
    }
  }
`;
