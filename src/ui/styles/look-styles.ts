import { css } from 'lit';

/** Comes where a backend chooses a look; what a page sets beats it. */
export const lookStyles = css`
  .root[data-look='classic'] {
    --_radius: var(--chat-radius, 10px);
    --_tail: var(--chat-radius-tail, 3px);
  }
  .root[data-look='minimal'] {
    --_radius: var(--chat-radius, 8px);
    --_tail: var(--chat-radius-tail, 8px);
    --_surface-2: var(--chat-surface-2, var(--_surface));
  }
  [data-look='minimal'] .bubble:not(.visitor, .failed) {
    box-shadow: inset 0 0 0 1px var(--_border);
  }
  [data-look='minimal'] .panel {
    box-shadow: var(--chat-shadow, 0 0 0 1px var(--_border));
  }
  [data-look='minimal']:not([data-header]) .panel .solid,
  [data-look='minimal']:not([data-header]) .panel .solid :is(p, button) {
    background: var(--chat-header-background, none);
    color: var(--chat-header-text, inherit);
  }
  .root[data-look='bubble'] {
    --_radius: var(--chat-radius, 22px);
    --_tail: var(--chat-radius-tail, 22px);
  }
  [data-header] .panel .header,
  [data-header] .panel .header :is(p, button, button:hover):not(.menu *) {
    background: var(--chat-header-background, var(--_server-header));
    color: var(--chat-header-text, var(--_server-text));
  }
`;
