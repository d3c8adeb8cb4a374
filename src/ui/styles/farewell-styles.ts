import { css } from 'lit';

/** Rating and transcript; comes with them, behind the sheet of the forms. */
export const farewellStyles = css`
  /* The last words stay in sight. */
  chat-widget-composer:has(.ended) {
    flex: 0 1 auto;
    max-block-size: 74%;
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
    font-size: var(--_sm);
    color: var(--_muted);
  }
  chat-widget-farewell {
    display: grid;
    gap: 10px;
    margin-block-end: 10px;
  }
  .panel :is(chat-widget-farewell, .ended) > .button {
    background: none;
    color: var(--_text);
    box-shadow: inset 0 0 0 1px var(--_border-strong);
  }
  .panel .quiet {
    min-block-size: 24px;
    text-decoration: underline;
    color: inherit;
  }
  @media (pointer: coarse) {
    .panel .quiet {
      min-block-size: 44px;
    }
  }
  .csat {
    display: grid;
    gap: 12px;
    padding: 16px;
    border-radius: var(--_radius-md);
    background: var(--_surface-2);
  }
  .csat .form {
    padding-block-start: 0;
    gap: 12px;
  }
  .panel .csat textarea[rows] {
    block-size: 4em;
    min-block-size: 44px;
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 4px 16px;
  }
  .csat legend {
    margin: 0 auto 12px;
    font-weight: 620;
  }
  .faces,
  .ends {
    display: flex;
    justify-content: space-between;
    gap: 4px;
  }
  .ends {
    margin-block-start: 6px;
    font-size: 0.75em;
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
    font-size: 1.75em;
    line-height: 1;
    box-shadow: inset 0 0 0 1px var(--_border);
    cursor: pointer;
  }
  .face:has(:checked) {
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
