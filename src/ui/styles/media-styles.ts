import { css } from 'lit';

/** Comes with the element; the room of a picture or card is reserved by the main sheet. */
export const mediaStyles = css`
  chat-widget-media a {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 10px;
    block-size: 100%;
    color: inherit;
    font-size: var(--_sm);
    text-decoration: none;
  }
  .card:has(.cancel) a {
    padding-inline-end: 56px;
  }
  .image a[role] {
    cursor: zoom-in;
  }
  .panel chat-widget-media a:focus-visible {
    outline-offset: -3px;
  }
  .image::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
    box-shadow: inset 0 0 0 1px light-dark(oklch(0 0 0 / 0.08), oklch(1 0 0 / 0.1));
    pointer-events: none;
  }
  .image img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  chat-widget-media :is(audio, video) {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  .card audio {
    min-block-size: 56px;
  }
  :is(.ring, .cancel) {
    position: absolute;
    inset: 0;
    margin: auto;
    inline-size: 52px;
    block-size: 52px;
    border-radius: 50%;
    background: oklch(0.2 0 0 / 0.7);
  }
  .card :is(.ring, .cancel) {
    inset-inline: auto 8px;
    inline-size: 44px;
    block-size: 44px;
  }
  .panel .cancel {
    display: grid;
    place-items: center;
    color: #fff;
  }
  .ring + .cancel {
    background: none;
  }
  .panel .cancel:focus-visible {
    outline-color: #fff;
    outline-offset: -6px;
  }
  .ring svg {
    inline-size: 100%;
    block-size: 100%;
    fill: none;
    stroke: oklch(1 0 0 / 0.3);
    stroke-width: 3.5;
    transform: rotate(-90deg);
  }
  .ring circle + circle {
    stroke: #fff;
    stroke-linecap: round;
    transition: stroke-dasharray 200ms;
  }
  .card a {
    justify-content: start;
    padding: 9px 13px;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .broken {
    display: block;
    padding: 12px;
    font-size: var(--_sm);
    font-style: italic;
  }
  .card bdi {
    display: block;
    font-size: 1.154em;
    color: var(--_text);
  }
`;
