import { css } from 'lit';

/** What every part of the console has: buttons, avatars, focus, counts, banners. */
export const baseStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 36px;
    padding: 0 14px;
    border: 1px solid var(--line-strong);
    border-radius: 8px;
    background: var(--paper-raised);
    cursor: pointer;
  }
  .button:hover {
    background: var(--hover);
  }
  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
  }
  .button.primary:hover {
    filter: brightness(1.08);
  }
  .button.icon {
    width: 36px;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--ink-soft);
  }
  .button.icon:hover {
    background: var(--hover);
    color: var(--ink);
  }
  .button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  svg {
    flex: none;
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .avatar {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    width: 38px;
    height: 38px;
    border-radius: 50%;
    background: var(--hue);
    color: #fff;
    font-size: 14px;
    font-weight: 600;
  }
  .hue0 {
    --hue: #2f6f8f;
  }
  .hue1 {
    --hue: #7a4f9a;
  }
  .hue2 {
    --hue: #a1493f;
  }
  .hue3 {
    --hue: #3d7350;
  }
  .hue4 {
    --hue: #8a6116;
  }
  .hue5 {
    --hue: #4a5aa8;
  }
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  .count {
    min-width: 20px;
    padding: 0 6px;
    border-radius: 10px;
    background: var(--accent);
    color: var(--accent-ink);
    font-size: 12px;
    font-weight: 700;
    line-height: 20px;
    text-align: center;
  }
  .waiting {
    display: grid;
    flex: 1;
    place-items: center;
    color: var(--ink-soft);
  }
  .banner {
    padding: 8px 20px;
    background: var(--warn-wash);
    color: var(--warn);
    text-align: center;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: no-preference) {
    .button {
      transition: background 120ms;
    }
  }
`;
