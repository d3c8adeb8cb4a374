/** Marks the template as CSS for the minifier and for editors; a shared module would be a chunk of its own. */
const css = String.raw;

/** What of the launcher shows only once a chat runs; comes behind its start. */
export const launcherViewStyles = css`
  .launcher {
    transition: var(--_duration) var(--_ease);
    transition-property: opacity, transform;
  }
  .launcher:hover {
    transform: translateY(-2px);
  }
  .launcher > i,
  .launcher::after {
    grid-area: 1 / 1;
    transition: inherit;
  }
  .launcher::after {
    content: '';
    border: 14px solid;
    clip-path: path('M8 10l6 6 6-6 2 2-8 8-8-8z');
  }
  .launcher::after,
  [aria-expanded='true'] > i {
    opacity: 0;
    transform: scale(.5);
  }
  [aria-expanded='true']::after {
    opacity: 1;
    transform: none;
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
    background: var(--chat-badge-background, #d92338);
    color: var(--chat-badge-text, #fff);
    font: 650 12px/22px var(--chat-font, ui-sans-serif, system-ui, sans-serif);
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
`;
