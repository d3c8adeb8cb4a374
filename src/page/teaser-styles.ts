/** Marks the template as CSS for the minifier and for editors; a shared module would be a chunk of its own. */
const css = String.raw;

/**
 * The bubble beside a closed launcher. The panel's sheet may not be there, so what it says of surfaces
 * and text is said here once more; a test holds the two together.
 */
export const teaserStyles = css`
  .teaser {
    --_surface: var(--chat-surface, light-dark(#fff, oklch(from var(--_accent) 0.205 min(c * 0.09, 0.014) h)));
    --_text: var(
      --chat-text,
      light-dark(oklch(from var(--_accent) 0.235 min(c * 0.12, 0.022) h), oklch(from var(--_accent) 0.955 min(c * 0.03, 0.006) h))
    );
    --_muted: var(
      --chat-text-muted,
      light-dark(oklch(from var(--_accent) 0.49 min(c * 0.1, 0.02) h), oklch(from var(--_accent) 0.755 min(c * 0.06, 0.014) h))
    );
    --_at-k: min(1, 0.14 / max(y, 0.0001));
    --_at-m: max(0, (0.34 - y) / (1.0001 - y));
    --_accent-text: var(
      --chat-accent-text,
      light-dark(
        color(from var(--_accent) xyz-d65 calc(x * var(--_at-k)) calc(y * var(--_at-k)) calc(z * var(--_at-k))),
        color(
          from var(--_accent) xyz-d65 calc(x + (0.9505 - x) * var(--_at-m)) calc(y + (1 - y) * var(--_at-m))
            calc(z + (1.089 - z) * var(--_at-m))
        )
      )
    );
    --_edge: color-mix(in oklab, var(--_accent-text) 34%, var(--_surface));
    --_radius: var(--chat-radius, 18px);
    position: absolute;
    inset-block-end: calc(100% + 14px);
    inset-inline-end: 0;
    display: flex;
    flex-direction: column;
    gap: 10px;
    width: min(328px, 100vw - 2 * var(--_offset));
    font: 0.9375em/1.42 var(--chat-font, ui-sans-serif, system-ui, sans-serif);
    color: var(--_text);
    animation: chat-teaser var(--chat-duration, 220ms) var(--chat-ease, cubic-bezier(0.2, 0.8, 0.2, 1));
  }
  .start > .teaser {
    inset-inline: 0 auto;
  }
  :host([launcher='none']) .teaser {
    inset-block-end: 0;
  }
  .teaser[hidden],
  .root.inline > .teaser {
    display: none;
  }
  @keyframes chat-teaser {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  .teaser button {
    all: unset;
    box-sizing: border-box;
    cursor: pointer;
  }
  .teaser .teaser-text {
    display: flex;
    gap: 12px;
    max-height: max(96px, 100dvh - 260px);
    overflow: hidden auto;
    padding: 14px 16px 16px;
    border: 1px solid #0000; /* what forced colours show of it */
    border-radius: var(--_radius);
    border-end-end-radius: var(--chat-radius-tail, 6px);
    background: var(--_surface);
    overflow-wrap: anywhere;
    box-shadow: var(
      --chat-shadow,
      0 0 0 1px light-dark(oklch(from var(--_accent) 0.3 0.05 h / 0.07), oklch(1 0 0 / 0.09)),
      0 2px 8px -2px light-dark(oklch(from var(--_accent) 0.3 0.05 h / 0.1), oklch(0 0 0 / 0.4)),
      0 28px 64px -16px light-dark(oklch(from var(--_accent) 0.3 0.05 h / 0.2), oklch(0 0 0 / 0.55))
    );
  }
  .start > .teaser .teaser-text {
    border-end-end-radius: var(--_radius);
    border-end-start-radius: var(--chat-radius-tail, 6px);
  }
  .teaser button:focus-visible {
    outline: 2px solid var(--_accent-text);
    outline-offset: 2px;
  }
  .teaser .words {
    display: block;
    min-width: 0;
    flex: 1;
  }
  .teaser .from {
    display: block;
    margin-block-end: 2px;
    padding-inline-end: 28px;
    color: var(--_muted);
    font-size: 0.8667em;
  }
  .teaser .from b {
    color: var(--_text);
    font-weight: 620;
  }
  .teaser .said {
    display: block;
    white-space: pre-line;
  }
  .teaser .said:only-child {
    padding-inline-end: 28px;
  }
  .teaser .picture {
    flex: none;
    display: grid;
    place-items: center;
    width: 36px;
    height: 36px;
    border-radius: 50%;
    overflow: hidden;
    background: var(--_accent-fill);
    color: var(--_on-accent);
    font-weight: 600;
    font-size: 0.8667em;
  }
  .teaser .picture > * {
    grid-area: 1 / 1;
  }
  .teaser .picture img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .teaser .teaser-dismiss {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
    width: 32px;
    height: 32px;
    border-radius: 10px;
    color: var(--_muted);
  }
  .teaser .teaser-dismiss:hover {
    background: color-mix(in oklab, var(--_text) 8%, #0000);
  }
  .teaser .teaser-dismiss i {
    display: block;
    margin: auto;
    width: 0;
    border: 10px solid; /* forced colours keep a border visible */
    clip-path: path('M5.4 4.4l4.6 4.6 4.6-4.6 1 1-4.6 4.6 4.6 4.6-1 1-4.6-4.6-4.6 4.6-1-1 4.6-4.6-4.6-4.6z');
  }
  .teaser .replies {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }
  .start > .teaser .replies {
    justify-content: flex-start;
  }
  .teaser .chip {
    max-width: 100%;
    min-height: 36px;
    padding: 7px 14px;
    border: 1px solid var(--_edge);
    border-radius: 99px;
    background: var(--_surface);
    color: var(--_accent-text);
    font-size: 0.8667em;
    font-weight: 560;
    overflow-wrap: anywhere;
    box-shadow:
      0 1px 2px light-dark(oklch(from var(--_accent) 0.3 0.05 h / 0.1), oklch(0 0 0 / 0.4)),
      0 6px 18px -4px light-dark(oklch(from var(--_accent) 0.3 0.05 h / 0.2), oklch(0 0 0 / 0.55));
  }
  .teaser .chip:hover {
    background: color-mix(in oklab, var(--_accent) 9%, var(--_surface));
  }
  .teaser-status {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (pointer: coarse) {
    .teaser .chip {
      min-height: 44px;
    }
    .teaser .teaser-dismiss {
      width: 44px;
      height: 44px;
    }
    .teaser .from,
    .teaser .said:only-child {
      padding-inline-end: 36px;
    }
  }
  @media (prefers-contrast: more) {
    .teaser {
      --_muted: var(--_text);
      --_edge: var(--_text);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .teaser {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .teaser .chip,
    .teaser .picture {
      border: 1px solid CanvasText;
    }
  }
`;
