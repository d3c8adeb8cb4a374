/** Marks the template as CSS for the minifier and for editors; a shared module would be a chunk of its own. */
const css = String.raw;

/** Stage 2: what of launcher and box shows only once a chat runs. */
export const launcherViewStyles = css`
  :host([placement='inline']:not([hidden])) {
    display: block !important;
    block-size: 100%;
  }
  .root.inline {
    position: relative;
    display: block;
    inset: auto;
    inline-size: 100%;
    block-size: 100%;
    z-index: auto;
  }
  .root.inline > .launcher,
  .root.closed {
    display: none;
  }
  .badge {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    box-sizing: border-box;
    min-inline-size: 22px;
    padding-inline: 6px;
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
  @media (forced-colors: active) {
    .badge {
      border: 1px solid;
    }
  }
  @media print {
    .root.inline {
      display: block;
    }
  }
`;
