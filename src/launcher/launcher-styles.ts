/** Marks the template as CSS for the minifier and for editors; a shared module would be a chunk of its own. */
const css = String.raw;

/**
 * Stage 1: what the launcher needs, and the accent arithmetic that the panel shares.
 * Public tokens (`--chat-*`) are only read, so a page may set them on the element or above it.
 *
 * The accent becomes a fill with text that meets WCAG AA by arithmetic: the Y of XYZ-D65 *is*
 * WCAG luminance. Y < .30: linear light is scaled to Y ≤ .175 and the text is white (≥ 4.64:1);
 * else the brand stays and the text is near-black (≥ 6:1). `--_w` is 1 where the text is white,
 * `--_k` the factor of the scaling; the dark scheme lifts fills so that a black brand does not vanish.
 */
export const launcherStyles = css`
  :host {
    display: contents !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  .root {
    all: initial;
    unicode-bidi: isolate;
    color-scheme: inherit;
    font: medium var(--_font);
    --_font: var(--chat-font, ui-sans-serif, system-ui, sans-serif);
    --_accent: var(--chat-accent, var(--_server-accent, #2f54eb));
    --_w: clamp(0, (.3 - y)*1e6, 1);
    --_k: (1 - var(--_w)*(1 - min(1, .175/max(y, .0001))));
    --_lift: max(0, .075 - y);
    --_fill-light: color(from var(--_accent) xyz-d65 calc(x*var(--_k)) calc(y*var(--_k)) calc(z*var(--_k)));
    --_fill-dark: color(from var(--_fill-light) xyz-d65 calc(x + .9505*var(--_lift)) calc(y + var(--_lift)) calc(z + 1.089*var(--_lift)));
    --_accent-fill: var(--chat-accent-fill, light-dark(var(--_fill-light), var(--_fill-dark)));
    --_on-accent: var(--chat-on-accent, color(from var(--_accent) xyz-d65 calc(.0095 + .941*var(--_w)) calc(.01 + .99*var(--_w)) calc(.0109 + 1.078*var(--_w))));
    --_size: var(--chat-launcher-size, 56px);
    --_offset: var(--chat-offset, 20px);
    --_ease: var(--chat-ease, cubic-bezier(.2, .8, .2, 1));
    --_duration: var(--chat-duration, 220ms);
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
  .launcher {
    all: unset;
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    cursor: pointer;
    border-radius: var(--chat-launcher-radius, 999px);
    background: var(--_accent-fill);
    color: var(--_on-accent);
    box-shadow:
      inset 0 1px oklch(1 0 0 / 0.18),
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
  .launcher > svg {
    grid-area: 1/1;
    inline-size: 28px;
    fill: currentColor;
    transition: var(--_duration) var(--_ease);
  }
  [aria-expanded='true'] > svg:first-child,
  [aria-expanded='false'] > svg + svg {
    opacity: 0;
    transform: scale(0.6);
  }
  .root > p {
    font: medium var(--_font);
    position: absolute;
    inset: auto 0 100% auto;
    inline-size: 200px;
    padding: 12px;
    background: #fff;
    color: #222;
  }
  @media (prefers-reduced-motion) {
    .launcher,
    .launcher > svg {
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    .launcher {
      border: 2px solid;
    }
  }
  @media print {
    .root {
      display: none;
    }
  }
`;
