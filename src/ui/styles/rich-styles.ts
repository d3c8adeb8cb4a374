import { css } from 'lit';

/** Comes with the element. */
export const richStyles = css`
  chat-widget-rich {
    display: block;
    max-inline-size: 100%;
  }
  /* Choices that are gone leave no hole: who offered them stands beside the words before. */
  .message[data-hollow]:not(.first) > .avatar {
    margin-block-start: calc(0px - var(--_face));
    inset-block-end: var(--_bubble-gap);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-block: 4px;
  }
  .panel .chip {
    min-block-size: var(--_control);
    padding: 6px 14px;
    border-radius: var(--chat-chip-radius, 99px);
    box-shadow: inset 0 0 0 1px var(--_accent-line);
    color: var(--_accent-text);
    font-size: var(--_sm);
    font-weight: 600;
    text-align: start;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .panel :is(.chip, .card-button):not([aria-disabled='true']):hover {
    background: var(--_accent-soft);
  }
  .panel [aria-disabled='true']:is(.chip, .card-button) {
    color: var(--_muted);
    cursor: default;
  }
  .panel .chip[aria-disabled='true'] {
    box-shadow: inset 0 0 0 1px var(--_border);
  }
  .panel [aria-pressed='true']:is(.chip, .card-button) {
    color: var(--_accent-text);
    background: var(--_accent-soft);
    font-weight: 640;
  }
  .rich-card {
    inline-size: var(--chat-card-width, 252px);
    max-inline-size: 100%;
    overflow: clip;
    border-radius: var(--_radius-md);
    box-shadow: inset 0 0 0 1px var(--_border);
    display: flex;
    flex-direction: column;
  }
  .rich-card img {
    display: block;
    inline-size: 100%;
    aspect-ratio: 2/1;
    object-fit: cover;
    background: var(--_surface-3);
  }
  .rich-card .words {
    flex: 1;
    display: grid;
    align-content: start;
    gap: 4px;
    padding: 11px 14px 13px;
    font-size: var(--_md);
    overflow-wrap: anywhere;
  }
  .rich-card .words span {
    font-size: 0.867em;
    color: var(--_muted);
  }
  .panel .card-button {
    display: block;
    min-block-size: 44px;
    padding: 10px 14px;
    border-block-start: 1px solid var(--_border);
    color: var(--_accent-text);
    font-size: var(--_md);
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .panel .rich-card :focus-visible {
    outline-offset: -3px;
  }
  .carousel {
    position: relative;
  }
  .carousel ul {
    list-style: none;
    display: flex;
    gap: 8px;
    padding: 2px;
    overflow: auto hidden;
    scroll-snap-type: x mandatory;
    scroll-behavior: smooth;
    scrollbar-width: none;
  }
  .carousel li {
    position: relative; /* hidden words scroll along */
    flex: none;
    max-inline-size: 92%;
    display: flex;
    scroll-snap-align: start;
  }
  .panel .turn {
    position: absolute;
    inset-block-start: 46px;
    inset-inline-end: 6px;
    inline-size: var(--_control);
    block-size: var(--_control);
    display: grid;
    place-items: center;
    border-radius: 50%;
    background: var(--_surface);
    color: var(--_text);
    box-shadow:
      0 0 0 1px var(--_border),
      0 2px 8px -2px var(--_shade);
  }
  .panel .turn.previous {
    inset-inline: 6px auto;
  }
  .panel .turn[aria-disabled='true'] {
    opacity: 0.5;
  }
  .panel .turn[aria-disabled='true']:not(:focus-visible) {
    opacity: 0;
    pointer-events: none;
  }
  .turn .icon {
    transform: rotate(-90deg);
  }
  .turn.previous .icon,
  .turn.next .icon:dir(rtl) {
    transform: rotate(90deg);
  }
  .turn.previous .icon:dir(rtl) {
    transform: rotate(-90deg);
  }
  @media (forced-colors: active) {
    .panel :is(.chip, .rich-card, .turn) {
      border: 1px solid;
    }
    .panel [aria-pressed='true'] {
      border: 2px solid Highlight;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .carousel ul {
      scroll-behavior: auto;
    }
  }
`;
