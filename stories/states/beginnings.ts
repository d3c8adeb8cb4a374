import type { ChatAction } from '../../src/core/actions.js';
import { talking } from '../support/say.js';
import { maya } from '../support/people.js';

/** Opened before anything was said or fetched. */
export const empty: ChatAction[] = [{ type: 'panel/opened' }];

export const welcome: ChatAction[] = [
  ...talking(maya),
  {
    type: 'config/received',
    config: { messages: { welcome: 'Hi, I’m Maya. Ask me about glazes, orders or the kiln.' } },
  },
];

export const loading: ChatAction[] = [
  { type: 'connection/changed', connection: { status: 'connecting' } },
  { type: 'panel/opened' },
];
