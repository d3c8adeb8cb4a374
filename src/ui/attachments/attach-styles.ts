import { css } from 'lit';

/** Comes right behind the first paint. */
export const attachStyles = css`
  chat-widget-attach {
    display: contents;
  }
  .attach {
    position: relative;
  }
  .attach .menu {
    inset-block: auto calc(100% + 4px);
    inset-inline: 0 auto;
  }
  .pill-field chat-widget-attach:has(.attach) + textarea {
    padding-inline-start: 4px;
  }
  /* The only target while it is there. */
  .drop {
    position: absolute;
    inset: 8px;
    z-index: 5;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 6px;
    padding: 16px;
    text-align: center;
    border: 2px dashed var(--_accent-text);
    border-radius: calc(var(--_radius-panel) - 8px);
    background: color-mix(in oklab, var(--_surface) 94%, transparent);
    color: var(--_accent-text);
    backdrop-filter: blur(6px);
  }
  .drop::after {
    content: '';
    position: absolute;
    inset: -10px;
  }
  .drop * {
    pointer-events: none;
  }
  .drop .icon {
    inline-size: 36px;
    block-size: 36px;
    stroke-width: 1.5;
  }
  .drop b {
    font-size: 1.0625em;
    font-weight: 650;
    letter-spacing: -0.012em;
    margin-block-start: 8px;
  }
  .drop span {
    font-size: 0.8125em;
    color: var(--_muted);
  }
`;
