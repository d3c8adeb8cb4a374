import { css } from 'lit';
import { facesStyles } from './faces-styles.js';

/** Comes with the element. */
export const queueStyles = css`
  ${facesStyles}
  chat-widget-queue:not([aside]) {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    display: flex;
    flex-direction: column;
    scrollbar-width: thin;
  }
  chat-widget-queue:not([aside], [beside]) ~ chat-widget-messages {
    display: none;
  }
  chat-widget-queue[beside]:not([aside]) {
    flex: 0 1 auto;
    border-block-end: 1px solid var(--_border);
  }
  chat-widget-queue[beside]:not([aside]) ~ chat-widget-messages {
    min-block-size: min(120px, 30%);
  }
  [beside] .queue-ways {
    grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
  }
  .queue {
    --_ring: var(--_surface);
    flex: 1 0 auto;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 6px;
    padding: 24px 32px 12px;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .queue .faces {
    margin-block-end: 18px;
  }
  .queue .faces .avatar {
    inline-size: 44px;
    block-size: 44px;
  }
  .queue p {
    font-size: var(--_md);
    color: var(--_muted);
    text-wrap: balance;
  }
  .queue .cap {
    font-size: 0.8125em;
    font-weight: 560;
  }
  .queue .place {
    font-family: var(--chat-font-display, inherit);
    font-size: 3.5em;
    font-weight: 690;
    letter-spacing: -0.04em;
    line-height: 1;
    color: var(--_accent-text);
    font-variant-numeric: tabular-nums;
  }
  .queue h3 {
    margin-block-start: 16px;
    font-size: 1.25em;
    font-weight: 650;
    letter-spacing: -0.018em;
  }
  .meter {
    inline-size: 180px;
    block-size: 6px;
    margin-block-start: 16px;
    fill: var(--_surface-3);
  }
  .meter:dir(rtl) {
    scale: -1 1;
  }
  .meter rect + rect {
    fill: var(--_accent-fill);
    transition: width var(--_duration) var(--_ease);
  }
  .queue-ways {
    display: grid;
    gap: 10px;
    padding: 12px 20px;
  }
  .panel .queue-ways .quiet {
    min-block-size: var(--chat-button-height, 46px);
    padding: 10px 16px;
    border-radius: var(--_radius-sm);
    background: none;
    color: var(--_text);
    box-shadow: inset 0 0 0 1px var(--_border-strong);
    font-size: var(--_md);
    font-weight: 620;
  }
  .panel .queue-ways .quiet:hover {
    background: var(--_surface-2);
  }
  .in-line {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 10px;
    padding: 9px 16px;
    font-size: 0.8125em;
    background: var(--_accent-soft);
    border-block-end: 1px solid var(--_border);
    overflow-wrap: anywhere;
  }
  .in-line button {
    min-block-size: 24px;
    margin-inline-start: auto;
    color: var(--_accent-text);
    font-weight: 620;
    text-decoration: underline;
    text-underline-offset: 2.5px;
  }
  @media (forced-colors: active) {
    .meter {
      forced-color-adjust: none;
      fill: Canvas;
      stroke: CanvasText;
    }
    .meter rect + rect {
      fill: Highlight;
    }
    .panel .queue-ways .quiet {
      border: 1px solid ButtonText;
    }
  }
`;
