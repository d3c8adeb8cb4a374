import { css } from 'lit';

/** The dialog and its header. */
export const frame = css`
  :host([placement='inline']:not([hidden])) {
    display: block !important;
    height: 100%;
  }
  .root.inline {
    position: relative;
    display: block;
    inset: auto;
    width: 100%;
    height: 100%;
    z-index: auto;
  }
  .panel,
  .panel * {
    box-sizing: border-box;
    margin: 0;
  }
  .vh {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .panel {
    position: absolute;
    inset: auto;
    inset-block-end: calc(100% + var(--_gap));
    inset-inline-end: 0;
    inline-size: min(var(--chat-panel-width, 400px), 100vw - 2 * var(--_offset));
    block-size: min(
      var(--chat-panel-height, 704px),
      100dvh - 2 * var(--_offset) - var(--_size) - var(--_gap)
    );
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    border: 0;
    display: flex;
    flex-direction: column;
    overflow: clip;
    isolation: isolate;
    border-radius: var(--_radius-panel);
    background: var(--_surface);
    color: var(--_text);
    line-height: 1.45;
    box-shadow: var(
      --chat-shadow,
      0 0 0 1px light-dark(oklch(from var(--_accent) 0.3 0.05 h / 0.07), oklch(1 0 0 / 0.09)),
      0 2px 8px -2px var(--_shade-2),
      0 28px 64px -16px var(--_shade)
    );
    transform-origin: calc(100% - var(--_size) / 2) 100%;
    animation: chat-open var(--_duration) var(--_ease);
  }
  .panel:dir(rtl),
  .start .panel {
    transform-origin: calc(var(--_size) / 2) 100%;
  }
  .start .panel {
    inset-inline: 0 auto;
  }
  .start .panel:dir(rtl) {
    transform-origin: calc(100% - var(--_size) / 2) 100%;
  }
  .panel:not([open]) {
    display: none;
  }
  .panel.new:not([open]) {
    display: flex;
    opacity: 0;
    animation: none;
  }
  @keyframes chat-open {
    from {
      opacity: 0;
      transform: scale(0.96);
    }
  }
  .panel :is(button, textarea) {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
  }
  .panel [hidden] {
    display: none;
  }
  .panel button {
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  .panel svg {
    display: block;
    flex: none;
  }
  .panel:focus-visible,
  .panel :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .panel:focus-visible {
    outline-offset: -2px;
  }
  .icon {
    inline-size: var(--chat-icon-size, 20px);
    block-size: var(--chat-icon-size, 20px);
    fill: none;
    stroke: currentColor;
    stroke-width: var(--chat-icon-stroke, 1.75);
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .header {
    display: flex;
    align-items: center;
    gap: 10px;
    flex: none;
    min-block-size: var(--chat-header-height, 64px);
    padding-block: 12px;
    padding-inline: 16px 10px;
    background: var(--chat-header-background, linear-gradient(var(--_accent-soft), var(--_surface)));
    --_head: var(--chat-header-text);
    color: var(--_head, inherit);
    border-block-end: 1px solid var(--_border);
  }
  .panel .solid,
  .panel .solid :is(p, button, button:hover) {
    background: var(--_accent-fill);
    color: var(--_on-accent);
  }
  .who {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .who h2 {
    font-size: var(--_md);
    font-weight: 640;
    letter-spacing: -0.011em;
    line-height: 1.25;
  }
  .who p {
    font-size: var(--_sm);
    line-height: 1.35;
    color: var(--_head, var(--_muted));
  }
  .panel .icon-button {
    inline-size: var(--_control);
    block-size: var(--_control);
    flex: none;
    display: grid;
    place-items: center;
    border-radius: calc(var(--_radius) * 0.6);
    color: var(--_head, var(--_muted));
  }
  .panel .icon-button:hover {
    background: color-mix(in oklab, var(--_text) 7%, transparent);
    color: var(--_text);
  }
  .avatar {
    position: relative;
    display: block;
    flex: none;
    inline-size: var(--chat-avatar-size, 36px);
    block-size: var(--chat-avatar-size, 36px);
  }
  .avatar :is(img, svg) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 50%;
  }
  .avatar svg {
    font-weight: 600;
    font-size: 14px;
  }
  .brand rect {
    fill: var(--_accent-fill);
  }
  .solid .brand rect {
    fill: color-mix(in oklab, var(--_on-accent) 18%, transparent);
  }
  .brand text {
    fill: var(--_on-accent);
  }
  .avatar img:not([hidden]) {
    display: block;
    object-fit: cover;
    background: var(--_surface-3);
  }
  .presence {
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    box-sizing: border-box;
    inline-size: var(--chat-presence-size, 12px);
    block-size: var(--chat-presence-size, 12px);
    border-radius: 50%;
    background: var(--_muted);
    border: 2px solid var(--_surface);
  }
  .presence.online {
    background: var(--_online);
  }
  .root.inline > .launcher {
    display: none;
  }
`;
