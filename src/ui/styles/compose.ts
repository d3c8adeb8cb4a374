import { css } from 'lit';

/** Where the visitor writes. */
export const compose = css`
  .composer:not([hidden]) {
    display: block;
    flex: none;
    padding: 6px 12px max(12px, env(safe-area-inset-bottom));
  }
  .pill-field {
    --_r: var(--chat-composer-radius, calc(var(--_radius) * 1.5));
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    padding: 4px;
    border-radius: var(--_r);
    background: var(--chat-composer-background, none);
    box-shadow: inset 0 0 0 1px var(--_border-strong);
  }
  .pill-field:focus-within {
    box-shadow: inset 0 0 0 2px var(--_accent-text);
  }
  .panel .pill-field button {
    border-radius: calc(var(--_r) - 4px);
  }
  .pill-field textarea {
    flex: 1;
    min-inline-size: 0;
    padding: calc(var(--_control) / 2 - 0.7em * 0.9375 - 0.5px) 4px;
    padding-inline-start: 8px;
    max-block-size: calc(8.4em + var(--_control) - 1.4em);
    resize: none;
    font-size: var(--_md);
    line-height: 1.4;
    field-sizing: content;
    text-align: start;
    scrollbar-width: thin;
  }
  /* The ring is drawn by the field around it. */
  .panel .pill-field textarea:focus-visible {
    outline: 0;
  }
  .panel ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .panel .send {
    flex: none;
    inline-size: var(--_control);
    block-size: var(--_control);
    display: grid;
    place-items: center;
    margin-inline-start: 2px;
    background: var(--_accent-fill);
    color: var(--_on-accent);
    box-shadow: var(--_edge);
  }
  .panel .send[aria-disabled='true'] {
    background: var(--_surface-3);
    color: var(--_muted);
    cursor: default;
  }
`;
