import { css } from 'lit';

/** Comes with the lightbox, which is dark on every page. */
export const lightboxStyles = css`
  .lightbox {
    position: fixed;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    border: 0;
    overflow: clip;
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    background: var(--chat-lightbox-background, oklch(0.16 0.008 260 / 0.97));
    color: #fff;
    font-size: 0.8125em;
    color-scheme: dark;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    animation: chat-show 120ms;
  }
  .lightbox::backdrop {
    background: none;
  }
  .lightbox header {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: max(10px, env(safe-area-inset-top)) max(12px, env(safe-area-inset-right)) 10px
      max(16px, env(safe-area-inset-left));
  }
  .lightbox header p {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    line-height: 1.35;
    color: oklch(0.85 0 0);
  }
  .lightbox b {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 640;
    color: #fff;
  }
  .panel .lightbox .icon-button {
    color: #fff;
  }
  .panel .lightbox .icon-button:hover {
    background: oklch(1 0 0 / 0.16);
    color: #fff;
  }
  .panel .lightbox [aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
  }
  .panel .lightbox :focus-visible {
    outline-color: #fff;
  }
  .stage {
    position: relative;
    min-block-size: 0;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    place-items: center;
    padding-inline: 24px;
  }
  .stage img {
    max-inline-size: 100%;
    max-block-size: 100%;
    border-radius: 8px;
    cursor: zoom-in;
    transition: transform 160ms var(--_ease);
    -webkit-user-drag: none;
  }
  .zoomed .stage img {
    cursor: grab;
    border-radius: 0;
  }
  .moving .stage img {
    transition: none;
  }
  .stage .spinner {
    position: absolute;
  }
  .panel .lightbox .step {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 12px;
    margin-block: auto;
    background: oklch(0.16 0.008 260 / 0.6);
  }
  .panel .lightbox .step.next {
    inset-inline: auto 12px;
  }
  .step .icon {
    transform: rotate(90deg);
  }
  .step.next .icon,
  .step:dir(rtl) .icon {
    transform: rotate(-90deg);
  }
  .step.next:dir(rtl) .icon {
    transform: rotate(90deg);
  }
  .lightbox .count {
    min-block-size: 20px;
    padding: 10px 16px max(14px, env(safe-area-inset-bottom));
    text-align: center;
    line-height: 1.35;
    color: oklch(0.85 0 0);
    font-variant-numeric: tabular-nums;
  }
  @media (forced-colors: active) {
    .panel .lightbox .icon-button {
      border: 1px solid ButtonText;
    }
  }
`;
