/** Marks the template as CSS for the minifier and for editors; a shared module would be a chunk of its own. */
const css = String.raw;

/**
 * Stage 1: what the launcher needs, and the accent arithmetic that the panel shares.
 * Public tokens (`--chat-*`) are only read, so a page may set them on the element or above it.
 *
 * The accent becomes a fill with text that meets WCAG AA by arithmetic: the Y of XYZ-D65 *is*
 * WCAG luminance. Y < .30: linear light is scaled to Y ≤ .175 and the text is white (≥ 4.64:1);
 * else the brand stays and the text is near-black (≥ 6:1). `--_w` is 1 where the text is white,
 * `--_k` the factor of the scaling, `--_t` the Y of the text; the dark scheme lifts fills so that a black brand does not vanish.
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
    color-scheme: inherit;
    --_accent: var(--chat-accent,var(--_server-accent,#2f54eb));
    --_w: clamp(0,(.3 - y)*1e6,1);
    --_k: (1 - var(--_w)*(1 - min(1,.175/max(y,.0001))));
    --_t: (.01 + .99*var(--_w));
    --_fill-light: color(from var(--_accent) xyz-d65 calc(x*var(--_k)) calc(y*var(--_k)) calc(z*var(--_k)));
    --_fill-dark: color(from var(--_fill-light) xyz-d65 calc(x + .9505*max(0,.075 - y)) calc(y + max(0,.075 - y)) calc(z + 1.089*max(0,.075 - y)));
    --_accent-fill: var(--chat-accent-fill,light-dark(var(--_fill-light),var(--_fill-dark)));
    --_on-accent: var(--chat-on-accent,color(from var(--_accent) xyz-d65 calc(.9505*var(--_t)) calc(var(--_t)) calc(1.089*var(--_t))));
    --_size: var(--chat-launcher-size,56px);
    --_offset: var(--chat-offset,20px);
    position: fixed;
    inset-block-end: calc(var(--_offset) + env(safe-area-inset-bottom));
    inset-inline-end: var(--_offset);
    width: var(--_size);
    height: var(--_size);
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
    border: 2px solid #0000; /* what forced colours show of it */
    border-radius: var(--chat-launcher-radius, 999px);
    background: var(--_accent-fill);
    color: var(--_on-accent);
    box-shadow: 0 8px 24px -4px #0006;
  }
  .launcher:focus-visible {
    outline: 2px solid var(--_accent-fill);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px canvas;
  }
  .launcher > i {
    border: 14px solid; /* all of the icon: forced colours keep a border visible */
    clip-path: path(evenodd, 'M14 3a11 10 0 1 1-2 19.8q-3 2-7 2 2-2 1-5a11 10 0 0 1 8-16.8M8.5 14q5.5 7 11 0l-2-1q-3.5 4-7 0');
  }
  .root > p {
    position: absolute;
    bottom: 100%;
    right: 0;
    background: canvas;
    color: canvastext;
  }
  :host([launcher='none']) .launcher {
    display: none;
  }
  @media print {
    .root {
      display: none;
    }
  }
`;
