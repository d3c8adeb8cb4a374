import { css } from 'lit';

/** Comes with the picker. */
export const pickerStyles = css`
  .picker {
    position: absolute;
    z-index: 2;
    inset-block-end: calc(100% + 2px);
    inset-inline: 12px;
    block-size: 336px;
    max-block-size: max(120px, var(--_room) - 16px);
    display: flex;
    flex-direction: column;
    overflow: clip;
  }
  .picker-top {
    display: flex;
    gap: 8px;
    padding: 10px 10px 6px;
  }
  .panel .picker :is(input, select) {
    font: inherit;
    font-size: max(var(--_md), 0.875em);
    color: inherit;
    background: light-dark(var(--_surface), var(--_surface-3));
    border: 0;
    border-radius: calc(var(--_radius) * 0.56);
    box-shadow: inset 0 0 0 1px var(--_border-strong);
    min-block-size: 36px;
    min-inline-size: 0;
    padding-inline: 10px;
  }
  .panel .picker input {
    flex: 1;
  }
  .panel .picker select {
    padding-inline: 6px;
  }
  .tabs {
    display: flex;
    padding-inline: 6px;
    border-block-end: 1px solid var(--_border);
  }
  .panel .picker button {
    flex: 1;
    min-inline-size: 24px;
    font-size: 1.375em;
    line-height: 1;
    border-radius: calc(var(--_radius) * 0.4);
    font-family: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif;
  }
  .panel .tabs button {
    block-size: 36px;
    font-size: 1.0625em;
    filter: grayscale(1);
    opacity: 0.72;
    border-radius: 0;
  }
  .panel .tabs button:is(:hover, :focus-visible, [aria-selected='true']) {
    filter: none;
    opacity: 1;
  }
  .panel .tabs [aria-selected='true'] {
    box-shadow: inset 0 -2px var(--_accent-text);
  }
  .emojis {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    padding: 6px;
    scroll-padding-block: 8px;
  }
  .emojis p {
    padding: 24px 12px;
    text-align: center;
    color: var(--_muted);
  }
  .emojis [role='row'] {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
  }
  .panel .emojis button {
    block-size: 38px;
  }
  .panel .emojis button:hover {
    background: color-mix(in oklab, var(--_text) 9%, transparent);
  }
  .panel .picker :focus-visible {
    outline-offset: -2px;
  }
  @media (forced-colors: active) {
    .panel .picker :is(input, select) {
      border: 1px solid;
    }
    .panel .tabs [aria-selected='true'] {
      border-block-end: 2px solid Highlight;
    }
  }
`;
