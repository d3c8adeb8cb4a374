import { css } from 'lit';

/** Comes with the code that makes the panel modal on small screens. */
export const mobileStyles = css`
  .root .panel:modal {
    inset: var(--_above, 0) auto auto var(--_left, 0);
    inline-size: var(--_width, 100%);
    block-size: var(--_free, 100dvh);
    padding-inline: max(env(safe-area-inset-left), env(safe-area-inset-right));
    /* Where files, a notice and the field are more than there is room for. */
    overflow: hidden auto;
    overscroll-behavior: contain;
    translate: 0 var(--_pulled, 0);
    transition: translate var(--_duration) var(--_ease);
  }
  /* Around all that one sees a ring says nothing. */
  .root .panel:modal:focus-visible {
    outline: none;
  }
  .root .panel:modal::backdrop {
    background: none;
  }
  .root .panel.pulled {
    transition: none;
    border-radius: var(--_radius-panel) var(--_radius-panel) 0 0;
    box-shadow: 0 0 48px var(--_shade);
  }
  /* Goes on to where the finger has sent it. */
  .root .panel.flung:not([open]) {
    translate: 0 100%;
    transform: none;
    opacity: 1;
    transition:
      translate 140ms,
      display 140ms allow-discrete;
  }
  .panel:modal :is(.header, .hero .top) {
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }
  .panel:modal .log {
    overscroll-behavior: contain;
  }
  .above-keys :is(.composer, .ended, footer) {
    padding-block-end: 12px;
  }
  @media (prefers-reduced-motion: reduce) {
    .root .panel:modal,
    .root .panel.flung:not([open]) {
      transition: none;
    }
  }
`;
