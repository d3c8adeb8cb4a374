import { css } from 'lit';

/** Comes with the element. */
export const menuStyles = css`
  chat-widget-menu > div {
    position: relative;
  }
  chat-widget-menu .icon-button .icon {
    stroke-width: 3;
  }
  .menu {
    position: absolute;
    z-index: 1;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    inline-size: max-content;
    max-inline-size: min(300px, 80vw);
    max-block-size: 60vh;
    overflow: auto;
    display: grid;
    padding: 6px;
  }
  .menu p {
    padding: 8px 10px 10px;
    font-size: var(--_md);
    font-weight: 620;
  }
  .panel .menu button,
  .panel .solid .menu button {
    min-block-size: var(--_control);
    padding: 8px 10px;
    border-radius: calc(var(--_radius) * 0.5);
    background: none;
    color: var(--_text);
    font-size: var(--_md);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .panel .menu button:is(:hover, :focus-visible) {
    background: var(--_surface-3);
    color: var(--_text);
  }
  .panel .menu button:focus-visible {
    outline-offset: -2px;
  }
  .panel .menu [aria-checked='true'] {
    font-weight: 640;
    color: var(--_accent-text);
  }
  .panel .menu [role='menuitemcheckbox'] {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
  }
  chat-widget-menu .menu .icon {
    stroke-width: 1.75;
  }
  .menu:has(input) {
    gap: 8px;
    padding: 14px;
  }
  .menu label {
    font-size: 0.8125em;
    font-weight: 600;
  }
  .panel .menu input {
    inline-size: min(240px, 64vw);
    min-block-size: max(40px, var(--_control));
    padding: 6px 10px;
    border: 1px solid var(--_border-strong);
    border-radius: calc(var(--_radius) * 0.5);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--_md);
  }
  .panel .menu form button,
  .panel form.menu button {
    background: var(--_accent-fill);
    color: var(--_on-accent);
    text-align: center;
    font-weight: 620;
  }
  .panel .menu .danger {
    color: var(--_danger);
    font-weight: 620;
  }
`;
