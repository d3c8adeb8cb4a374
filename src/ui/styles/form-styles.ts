import { css } from 'lit';

/** Forms, rating and what stands around them; comes with the elements. */
export const formStyles = css`
  .ended {
    flex: none;
    display: grid;
    gap: 10px;
    padding: 12px 20px max(16px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--_border);
    text-align: center;
    font-size: 0.8125em;
    color: var(--_muted);
  }
  .panel .button {
    min-block-size: 46px;
    padding: 10px 16px;
    border-radius: calc(var(--_radius) * 0.56);
    background: var(--_accent-fill);
    color: var(--_on-accent);
    box-shadow: var(--_edge);
    font-size: 1.154em;
    font-weight: 620;
  }
  chat-widget-intake {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    display: flex;
    flex-direction: column;
  }
  .intake {
    flex: 1;
    display: flex;
    flex-direction: column;
    padding: 20px 20px 0;
    overflow-wrap: anywhere;
  }
  .intake h3 {
    font-size: 1.375em;
    font-weight: 660;
    letter-spacing: -0.02em;
    line-height: 1.25;
  }
  .intake .lead {
    margin-block-start: 6px;
    color: var(--_muted);
    white-space: pre-line;
  }
  .intake .thanks {
    margin-block: auto 16px;
    font-size: 1.0625em;
    text-align: center;
    white-space: pre-line;
  }
  .intake > .button {
    margin-block-end: auto;
    align-self: center;
  }
  .intake > chat-widget-form {
    flex: 1;
    display: flex;
  }
  .form {
    flex: 1;
    inline-size: 100%;
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding-block-start: 18px;
    text-align: start;
  }
  .intake footer {
    position: sticky;
    inset-block-end: 0;
    margin: auto -20px 0;
    padding: 12px 20px max(16px, env(safe-area-inset-bottom));
    background: var(--_surface);
    border-block-start: 1px solid var(--_border);
  }
  @media (max-height: 440px) {
    .intake footer {
      position: static;
    }
  }
  .panel .button.main {
    inline-size: 100%;
    min-block-size: 46px;
    background: var(--_accent-fill);
    color: var(--_on-accent);
    box-shadow: var(--_edge);
  }
  .panel .button.main[aria-disabled='true'] {
    opacity: 0.7;
  }
  .panel fieldset {
    border: 0;
    padding: 0;
    min-inline-size: 0;
  }
  .field {
    display: grid;
    gap: 6px;
  }
  .field label,
  .field legend {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    font-size: 0.8125em;
    font-weight: 620;
  }
  .field legend {
    inline-size: 100%;
    padding: 0;
    margin-block-end: 6px;
  }
  .field small {
    font-size: 1em;
    font-weight: 400;
    color: var(--_muted);
  }
  .panel :is(.field, .csat) :is(input:not([type='checkbox'], [type='radio']), select, textarea) {
    font: inherit;
    font-size: var(--_md);
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 44px;
    padding: 10px 12px;
    border: 1px solid var(--_border-strong);
    border-radius: calc(var(--_radius) * 0.56);
    background: var(--_surface);
    color: var(--_text);
    text-align: start;
  }
  .panel :is(.field, .csat) textarea[rows] {
    min-block-size: 5em;
    resize: vertical;
  }
  .panel .field [aria-invalid='true']:is(input, select, textarea) {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .tick {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 28px;
  }
  .panel .tick input {
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    accent-color: var(--_accent-fill);
  }
  .tick label {
    font-weight: 400;
  }
  .tick a,
  .summary a {
    color: var(--_accent-text);
    font-size: 0.8125em;
  }
  .help,
  .complaint {
    font-size: 0.8125em;
    color: var(--_muted);
  }
  .complaint {
    display: flex;
    gap: 6px;
    color: var(--_danger);
  }
  .complaint .icon,
  .summary .icon {
    inline-size: 18px;
    block-size: 18px;
    color: var(--_danger);
  }
  .summary {
    display: flex;
    gap: 8px;
    padding: 12px 14px;
    border-radius: calc(var(--_radius) * 0.56);
    background: var(--_danger-soft);
    box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--_danger) 50%, transparent);
    font-size: 0.875em;
  }
  .summary ul {
    list-style: none;
    padding: 0;
    margin-block-start: 4px;
    display: grid;
    gap: 4px;
  }
  .summary a {
    color: var(--_danger);
    font-size: 1em;
    font-weight: 560;
  }
  chat-widget-farewell {
    display: grid;
    gap: 10px;
    margin-block-end: 10px;
  }
  .panel :is(chat-widget-farewell, .ended) > .button,
  .panel .intake > .button {
    background: none;
    color: inherit;
    box-shadow: inset 0 0 0 1px var(--_border-strong);
  }
  .csat {
    display: grid;
    gap: 12px;
    padding: 16px;
    border-radius: var(--_radius-md);
    background: var(--_surface-2);
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
    inline-size: 52px;
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
    outline: 2px solid var(--_accent-text);
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    .face {
      border: 1px solid;
    }
    .face:has(:checked) {
      border: 3px solid Highlight;
    }
    .summary {
      border: 1px solid;
    }
  }
`;
