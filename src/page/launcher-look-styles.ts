/** Marks the template as CSS for the minifier and for editors; a shared module would be a chunk of its own. */
const css = String.raw;

/** Shapes of the launcher beside the round one, icons and launchers of the page's own. */
export const launcherLookStyles = css`
  .launcher[data-shape='rounded'] {
    border-radius: var(--chat-launcher-radius, 16px);
  }
  .launcher[data-shape='pill'] {
    inset-inline-start: auto;
    box-sizing: border-box;
    grid-auto-flow: column;
    justify-content: center;
    gap: calc(var(--_size) * 0.14);
    width: max-content;
    min-width: 100%;
    max-width: calc(100vw - 2 * var(--_offset));
    padding-inline: calc(var(--_size) * 0.26) calc(var(--_size) * 0.36);
    font: 600 0.9375em/1.25 var(--chat-font, ui-sans-serif, system-ui, sans-serif);
  }
  .start > .launcher[data-shape='pill'] {
    inset-inline: 0 auto;
  }
  .launcher-label {
    max-width: 16em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .launcher:not([data-shape='pill']) > .launcher-label,
  .launcher[data-icon='own'] > i,
  .launcher[data-shape='own'],
  .root:is(.inline, .closed) > slot {
    display: none;
  }
  .launcher > i,
  slot[name='launcher-icon'] {
    grid-area: 1 / 1;
  }
  slot[name='launcher-icon'] {
    display: grid;
    place-items: center;
    pointer-events: none;
    transition: inherit;
  }
  [aria-expanded='true'] > slot[name='launcher-icon'] {
    opacity: 0;
    transform: scale(0.5);
  }
  slot[name='launcher'] {
    display: block;
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    width: max-content;
    max-width: calc(100vw - 2 * var(--_offset));
  }
  .start > slot[name='launcher'] {
    inset-inline: 0 auto;
  }
  @media (max-width: 480px), (max-height: 440px) {
    chat-widget-panel[open] ~ slot[name='launcher'] {
      display: none;
    }
  }
`;
