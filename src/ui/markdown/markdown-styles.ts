import { css } from 'lit';

/** Formatted text inside a bubble. */
export const markdownStyles = css`
  .markdown {
    display: grid;
    gap: 0.6em;
    white-space: normal;
    min-inline-size: 0;
  }
  .markdown p {
    white-space: pre-line;
  }
  .markdown :is(ul, ol) {
    list-style: revert;
    margin-block-start: 0;
    padding-inline-start: 1.4em;
    display: grid;
    gap: 0.2em;
  }
  .markdown blockquote {
    display: grid;
    gap: 0.4em;
    padding-inline-start: 0.8em;
    border-inline-start: 3px solid var(--_border-strong);
    color: var(--_muted);
  }
  .markdown code {
    font-family: ui-monospace, monospace;
    font-size: 0.9em;
    unicode-bidi: isolate;
  }
  .markdown :not(pre) > code {
    padding: 0.1em 0.35em;
    border-radius: 4px;
    background: var(--_surface-3);
  }
  .markdown .code {
    position: relative;
    min-inline-size: 0;
  }
  .markdown pre {
    overflow: auto;
    max-block-size: 24em;
    padding: 10px 12px;
    padding-block-end: 34px;
    border-radius: var(--_tail);
    background: var(--_surface);
    box-shadow: inset 0 0 0 1px var(--_border);
    text-align: left;
    white-space: pre;
  }
  .panel .markdown .copy {
    position: absolute;
    inset-block-end: 4px;
    inset-inline-end: 6px;
    min-block-size: 24px;
    padding-inline: 6px;
    font-size: 0.8em;
    font-weight: 620;
    color: var(--_accent-text);
    background: var(--_surface);
  }
  .markdown .scroll {
    overflow: auto;
    min-inline-size: 0;
  }
  .markdown table {
    border-collapse: collapse;
    font-size: 0.93em;
  }
  .markdown :is(th, td) {
    padding: 0.3em 0.6em;
    border: 1px solid var(--_border-strong);
    text-align: start;
    overflow-wrap: break-word;
  }
  /* It does not blink: what moves longer than five seconds needs a switch. */
  .streaming .markdown > p:last-child::after,
  .streaming .markdown > :is(ul, ol):last-child > li:last-child::after {
    content: '';
    display: inline-block;
    block-size: 1em;
    margin-inline-start: 2px;
    border-inline-start: 2px solid;
    opacity: 0.5;
    vertical-align: -0.12em;
  }
  .markdown hr {
    inline-size: 100%;
    border: 0;
    border-block-start: 1px solid var(--_border-strong);
  }
`;
