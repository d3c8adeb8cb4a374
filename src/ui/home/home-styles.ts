import { css } from 'lit';
import { facesStyles } from '../styles/faces-styles.js';

/** Comes with the element. The discs only move away from the colour of the text on them. */
export const homeStyles = css`
  ${facesStyles}
  .panel:has(> chat-widget-home) > .header {
    display: none;
  }
  chat-widget-home {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    display: flex;
    flex-direction: column;
    background: var(--_surface-2);
  }
  .hero {
    --_away: lab(from var(--_on-accent) calc(100 - l) 0 0);
    --_at: circle at 88% -12%;
    flex: none;
    padding-block: max(18px, env(safe-area-inset-top)) 80px;
    padding-inline: 20px 10px;
    background-color: var(--_accent-fill);
    background-image:
      radial-gradient(var(--_at), color-mix(in oklab, var(--_accent-fill), var(--_away) 26%) 132px, #0000 133px),
      radial-gradient(var(--_at), color-mix(in oklab, var(--_accent-fill), var(--_away) 15%) 236px, #0000 237px),
      radial-gradient(var(--_at), color-mix(in oklab, var(--_accent-fill), var(--_away) 7%) 356px, #0000 357px);
    color: var(--_on-accent);
  }
  .hero:dir(rtl) {
    --_at: circle at 12% -12%;
  }
  .hero :focus-visible {
    outline-color: currentColor;
  }
  .hero .top {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  .hero .top > :first-child {
    flex: 1;
    min-inline-size: 0;
  }
  .logo {
    display: flex;
    align-items: center;
    gap: 9px;
    font-size: var(--_md);
    font-weight: 660;
    letter-spacing: -0.015em;
    overflow-wrap: anywhere;
  }
  .logo .avatar {
    inline-size: 28px;
    block-size: 28px;
  }
  .logo rect {
    fill: var(--_away);
    opacity: 0.26;
  }
  .panel .hero .icon-button,
  .panel .hero .icon-button:hover {
    color: inherit;
  }
  .panel .hero .icon-button:hover {
    background: color-mix(in oklab, var(--_away) 26%, #0000);
  }
  .hero h2 {
    margin-block-start: 26px;
    padding-inline-end: 10px;
    font-family: var(--chat-font-display, inherit);
    font-size: 1.625em;
    font-weight: 680;
    letter-spacing: -0.026em;
    line-height: 1.14;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  /* Whoever has a page of text for a name: what follows stays in sight. */
  .hero h2 span,
  .row b {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    overflow: hidden;
  }
  .there {
    display: flex;
    align-items: center;
    gap: 9px;
    margin-block-start: 12px;
    padding-inline-end: 10px;
    font-size: 0.8125em;
    font-weight: 540;
  }
  .there i {
    flex: none;
    inline-size: 9px;
    block-size: 9px;
    border-radius: 50%;
    background: #9aa3b2;
    box-shadow: 0 0 0 2px var(--_on-accent);
  }
  .there .online {
    background: #22c55e;
  }
  .there .busy {
    background: #f3c063;
  }
  .there .unknown {
    display: none;
  }
  .home {
    flex: 1 0 auto;
    display: flex;
    flex-direction: column;
    gap: 12px;
    margin-block-start: -48px;
    padding: 0 16px max(14px, env(safe-area-inset-bottom));
  }
  .tile {
    border-radius: var(--_radius-md);
    background: light-dark(var(--_surface), var(--_surface-3));
    box-shadow:
      0 0 0 1px light-dark(oklch(from var(--_accent) 0.3 0.05 h / 0.06), oklch(1 0 0 / 0.06)),
      0 1px 2px var(--_shade-2),
      0 4px 12px -2px var(--_shade-2);
    overflow: clip;
  }
  .panel button.tile {
    background: light-dark(var(--_surface), var(--_surface-3));
  }
  .tile h3 {
    padding: 12px 16px 0;
    font-size: 0.75em;
    font-weight: 600;
    color: var(--_muted);
  }
  .tile ul {
    list-style: none;
    padding: 0;
  }
  .tile li + li {
    border-block-start: 1px solid var(--_border);
  }
  .panel .row {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 12px 16px;
    font-size: var(--_md);
    text-align: start;
  }
  .panel .row:hover {
    background: light-dark(var(--_surface-2), color-mix(in oklab, var(--_surface-3), #fff 6%));
  }
  .panel .row:focus-visible {
    outline-offset: -3px;
    border-radius: var(--_radius-md);
  }
  .panel .thin {
    min-block-size: 44px;
    padding-block: 9px;
  }
  .row .words {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .row b {
    font-weight: 610;
    letter-spacing: -0.01em;
  }
  .row small {
    display: block;
    font-size: 0.8667em;
    color: var(--_muted);
  }
  .row .avatar ~ .words small {
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row .end {
    align-self: stretch;
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 4px;
    font-size: 0.8em;
    color: var(--_muted);
  }
  .row .fresh {
    min-inline-size: 20px;
    padding: 0 6px;
    border-radius: 10px;
    background: #c8102e;
    color: #fff;
    font-size: 0.9em;
    font-weight: 680;
    line-height: 20px;
    text-align: center;
  }
  .disc {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 38px;
    block-size: 38px;
    border-radius: 50%;
    background: var(--_accent-fill);
    color: var(--_on-accent);
    box-shadow: var(--_edge);
  }
  .go {
    color: var(--_muted);
  }
  .thin .go .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .go:dir(rtl) {
    scale: -1 1;
  }
  .foot {
    margin-block-start: auto;
    padding-block-start: 6px;
    text-align: center;
    font-size: 0.75em;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  @media (max-height: 440px) {
    .hero h2 {
      margin-block-start: 8px;
    }
  }
  @media (forced-colors: active) {
    .hero {
      background: Canvas;
      border-block-end: 1px solid;
    }
    .there i {
      forced-color-adjust: none;
    }
    .tile,
    .disc,
    .row .fresh {
      border: 1px solid;
    }
  }
`;
