import { css } from 'lit';
import { adapt } from './adapt.js';
import { compose } from './compose.js';
import { frame } from './frame.js';
import { log } from './log.js';
import { tokens } from './tokens.js';

/** One sheet for the one shadow root; the order is the cascade. */
export const panelStyles = css`
  ${tokens}${frame}${log}${compose}${adapt}
`;
