import { css } from 'lit';

/** Rating and transcript; comes with them, behind the sheet of the forms. */
export const farewellStyles = css`
  /* The last words stay in sight. */
  chat-widget-composer:has(.ended) {
    flex: 0 1 auto;
    max-block-size: 80%;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  .ended {
    flex: none;
    display: grid;
    gap: 10px;
    padding: 12px 20px max(16px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--_border);
    text-align: center;
    color: var(--_muted);
  }
  .ended p,
  .ended .quiet,
  .ended slot {
    font-size: var(--_sm);
  }
  chat-widget-farewell {
    display: grid;
    gap: 10px;
    margin-block-end: 10px;
  }
  .panel .ended .quiet {
    min-block-size: 24px;
    text-decoration: underline;
    color: inherit;
  }
  @media (pointer: coarse) {
    .panel .ended .quiet {
      min-block-size: 44px;
    }
  }
  .csat {
    display: grid;
    gap: 10px;
    padding: 14px 16px 16px;
    border-radius: var(--_radius-md);
    background: var(--_surface-2);
  }
  .csat .form {
    padding-block-start: 0;
    gap: 10px;
  }
  .panel .csat textarea[rows] {
    block-size: 44px;
    min-block-size: 44px;
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 4px 16px;
  }
  .csat legend {
    margin: 0 auto 10px;
    color: var(--_text);
    font-size: var(--_md);
    font-weight: 620;
  }
  .csat .faces,
  .ends {
    display: flex;
    justify-content: space-between;
    gap: 4px;
  }
  .ends {
    margin-block-start: 6px;
    font-size: var(--_xs);
    color: var(--_muted);
  }
  .face {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: var(--chat-rating-size, 52px);
    max-inline-size: 18%;
    aspect-ratio: 1;
    border-radius: 50%;
    background: var(--_surface);
    box-shadow: inset 0 0 0 1px var(--_border);
    cursor: pointer;
  }
  .face svg {
    inline-size: 60%;
    fill: #ffca45;
    stroke: #4d3300;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .face circle {
    stroke: none;
  }
  .face path {
    fill: none;
  }
  .face:last-child path {
    fill: #4d3300;
  }
  .face:has(:checked) {
    background: var(--_accent-soft);
    box-shadow: inset 0 0 0 2.5px var(--_accent-text);
  }
  .face:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    .face {
      border: 1px solid;
    }
    .face:has(:checked) {
      border: 3px solid Highlight;
    }
  }
`;
