import { css } from 'lit';

/** Forms and what stands around them; comes with the elements. */
export const formStyles = css`
  .panel .button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: var(--chat-button-height, 46px);
    padding: 10px 16px;
    border-radius: var(--_radius-sm);
    color: var(--_text);
    box-shadow: inset 0 0 0 1px var(--_border-strong);
    font-size: var(--_md);
    font-weight: 620;
  }
  .button .icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }
  chat-widget-intake {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    /* What has the focus never stops behind the footer, which sticks. */
    scroll-padding-block: 12px calc(44px + var(--chat-button-height, 46px));
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
    font-family: var(--chat-font-display, inherit);
    font-size: 1.375em;
    font-weight: 660;
    letter-spacing: -0.02em;
    line-height: 1.25;
  }
  /* Below a conversation that stays to be read. */
  chat-widget-intake[kind='hand-off'] {
    flex: 0 1 auto;
    max-block-size: 64%;
    border-block-start: 1px solid var(--_border);
  }
  chat-widget-intake[kind='hand-off'] .intake {
    padding-block-start: 14px;
  }
  chat-widget-intake[kind='hand-off'] h3 {
    font-size: 1.0625em;
  }
  .intake .away {
    margin-block: auto 0;
    text-align: center;
    white-space: pre-line;
  }
  .intake .away:last-of-type,
  .intake .away ~ .hours {
    margin-block-end: auto;
  }
  .select {
    position: relative;
    display: grid;
  }
  .select::after {
    content: '';
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-end: 18px;
    inline-size: 8px;
    block-size: 8px;
    border: solid var(--_muted);
    border-width: 0 1.75px 1.75px 0;
    transform: rotate(45deg);
    pointer-events: none;
  }
  .panel .select select {
    appearance: none;
    padding-inline-end: 36px;
  }
  .intake .lead {
    margin-block-start: 6px;
    color: var(--_muted);
    font-size: var(--_md);
    white-space: pre-line;
  }
  .intake .hours {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-block-start: 12px;
    padding: 10px 14px;
    border-radius: var(--_radius-md);
    background: var(--_surface-2);
    color: var(--_muted);
    font-size: var(--_sm);
  }
  .intake .hours svg {
    flex: none;
    width: 18px;
    height: 18px;
  }
  .intake .thanks {
    margin-block: auto 16px;
    font-size: 1.0625em;
    text-align: center;
    white-space: pre-line;
  }
  .thanks .icon {
    inline-size: 40px;
    block-size: 40px;
    margin: 0 auto 10px;
    color: var(--_success);
  }
  /* Read aloud where the focus comes to rest; nothing to press. */
  .panel :is(.thanks, .rated, .note, .intake h3):focus-visible {
    outline: none;
  }
  .intake > .button {
    margin-block-end: 12px;
    align-self: center;
    text-decoration: none;
  }
  .intake > .button:last-child {
    margin-block-end: auto;
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
    chat-widget-intake {
      scroll-padding-block: 12px;
    }
    .intake footer {
      position: static;
    }
  }
  .panel .button.main {
    inline-size: 100%;
    background: var(--_accent-fill);
    color: var(--_on-accent);
    box-shadow: var(--_edge);
  }
  .panel .button.main:not([aria-disabled='true']):hover {
    background: var(--_accent-hover);
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
    font-size: var(--_sm);
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
  .panel .field :is(input:not([type='checkbox'], [type='radio']), select, textarea) {
    font: inherit;
    font-size: var(--_md);
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--chat-field-height, 44px);
    padding: 10px 12px;
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-sm);
    background: var(--_surface);
    color: var(--_text);
    text-align: start;
  }
  .panel .field textarea[rows] {
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
  .tick a {
    margin-inline-start: -4px;
    color: var(--_accent-text);
    font-size: var(--_sm);
  }
  .help,
  .complaint {
    font-size: var(--_sm);
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
    border-radius: var(--_radius-sm);
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
    font-weight: 560;
  }
  @media (forced-colors: active) {
    .summary {
      border: 1px solid;
    }
    /* Pictures keep their own colour otherwise. */
    :is(.complaint, .summary) .icon {
      color: CanvasText;
    }
  }
`;
