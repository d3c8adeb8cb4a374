/** Marks the template as CSS for the minifier and for editors; a shared module would be a chunk of its own. */
const css = String.raw;

/** Stage 2: what of launcher and box shows only once a chat runs. */
export const launcherViewStyles = css`
  :host([placement='inline']:not([hidden])) {
    display: block !important;
    height: 100%;
  }
  .root.inline {
    position: relative;
    display: block;
    inset: auto;
    width: 100%;
    height: 100%;
    z-index: auto;
  }
  .root.inline > .launcher,
  .root.closed {
    display: none;
  }
  .root {
    font: medium var(--_font);
    --_font: var(--chat-font, ui-sans-serif, system-ui, sans-serif);
    --_ease: var(--chat-ease, cubic-bezier(.2, .8, .2, 1));
    --_duration: var(--chat-duration, 220ms);
  }
  .launcher {
    transition: transform var(--_duration) var(--_ease);
  }
  .launcher:hover {
    transform: translateY(-2px);
  }
  [aria-expanded='true'] > i {
    clip-path: path('M8 10l6 6 6-6 2 2-8 8-8-8z');
  }
  .badge {
    position: absolute;
    inset-block-start: -5px;
    inset-inline-end: -5px;
    box-sizing: border-box;
    min-width: 24px;
    padding: 0 6px;
    border: 1px solid #0000; /* what forced colours show of it */
    border-radius: 99px;
    background: #d92338;
    color: #fff;
    font: 650 0.75em/22px var(--_font);
    text-align: center;
    box-shadow: 0 0 0 2.5px #fff;
  }
  .badge:empty {
    display: none;
  }
  @media (prefers-reduced-motion) {
    .launcher {
      transition: none;
    }
  }
  @media print {
    .root.inline {
      display: block;
    }
  }
`;
