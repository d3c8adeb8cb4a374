/** The overlay of `explain-triggers.ts`, apart from the page around it. */
export const explainStyles = `
  :host {
    position: fixed;
    inset-block-start: 16px;
    inset-inline-start: 16px;
    z-index: 2147483646;
    box-sizing: border-box;
    width: min(380px, calc(100vw - 32px));
    max-height: calc(100vh - 120px);
    overflow: auto;
    padding: 16px;
    border: 1px solid light-dark(#d5d9e0, #41454d);
    border-radius: 12px;
    background: light-dark(#fff, #1d2025);
    color: light-dark(#1d2025, #eef0f3);
    box-shadow: 0 12px 32px -8px #0005;
    font: 13px/1.5 ui-sans-serif, system-ui, sans-serif;
  }
  h2, h3 { margin: 0; font-size: 14px; }
  h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 6px; padding-inline-end: 56px; overflow-wrap: anywhere; }
  small { font-weight: 400; color: light-dark(#555b66, #b3b8c2); }
  .rule { position: relative; margin-block-start: 12px; padding-block-start: 12px; border-block-start: 1px solid light-dark(#e6e8ec, #33373e); }
  button { position: absolute; inset-block-start: 10px; inset-inline-end: 0; min-height: 26px; padding: 0 10px; border: 1px solid light-dark(#888e99, #8a909b); border-radius: 6px; background: none; color: inherit; font: inherit; }
  ul { margin: 4px 0 0; padding-inline-start: 16px; list-style: none; }
  li { overflow-wrap: anywhere; }
  .mark { display: inline-block; width: 1.2em; font-weight: 700; color: light-dark(#555b66, #b3b8c2); }
  .mark.true { color: light-dark(#0b6b3a, #63d297); }
  .log { margin: 12px 0 0; color: light-dark(#555b66, #b3b8c2); }
`;
