import { css } from 'lit';

/** Comes with the tray. */
export const trayStyles = css`
  chat-widget-tray {
    flex: 0 0 100%;
    min-inline-size: 0;
  }
  .tray {
    list-style: none;
    display: flex;
    gap: 8px;
    padding: 8px 8px 6px 6px;
    overflow: auto hidden;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .thumb {
    position: relative;
    flex: none;
    inline-size: var(--chat-thumb-size, 72px);
    block-size: var(--chat-thumb-size, 72px);
    scroll-margin-inline: 12px; /* its button as well */
  }
  .thumb :is(img, .thumb-name) {
    display: grid;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 12px;
    object-fit: cover;
    background: var(--_surface-3);
    box-shadow: var(--_edge);
  }
  .thumb-name {
    place-content: center;
    justify-items: center;
    gap: 2px;
    padding: 6px;
    font-size: 0.6875em;
    line-height: 1.25;
    color: var(--_muted);
  }
  .thumb-name bdi {
    max-inline-size: 60px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .thumb:has(.spinner) :is(img, .thumb-name) {
    opacity: 0.55;
  }
  .thumb .spinner {
    position: absolute;
    inset: 0;
    margin: auto;
  }
  /* The target is larger than what one sees of it. */
  .panel .thumb .remove {
    position: absolute;
    inset-block-start: -8px;
    inset-inline-end: -8px;
    inline-size: 30px;
    block-size: 30px;
    display: grid;
    place-items: center;
    border-radius: 50%;
  }
  .remove span {
    display: grid;
    place-items: center;
    inline-size: 22px;
    block-size: 22px;
    border-radius: 50%;
    background: var(--_text);
    color: var(--_surface);
    box-shadow: 0 0 0 2px var(--_surface);
  }
  .remove .icon {
    inline-size: 15px;
    block-size: 15px;
  }
  .panel .thumb .remove:focus-visible {
    outline-offset: -2px;
  }
  @media (pointer: coarse) {
    .panel .thumb .remove {
      inline-size: 44px;
      block-size: 44px;
      inset-block-start: -12px;
      inset-inline-end: -12px;
    }
    .tray {
      gap: 14px;
      padding: 12px 14px 6px 6px;
    }
  }
  @media (forced-colors: active) {
    .thumb :is(img, .thumb-name),
    .remove span {
      border: 1px solid;
    }
  }
`;
