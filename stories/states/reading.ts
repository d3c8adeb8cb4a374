import type { ChatAction } from '../../src/core/actions.js';
import type { IncomingMessage } from '../../src/core/model.js';
import { maya, tom, visitor } from '../support/people.js';
import { said, talking } from '../support/say.js';
import { minutesAgo } from '../support/time.js';

const typed = (until: number): ChatAction => ({ type: 'typing/changed', author: maya, until });

export const typing: ChatAction[] = [
  ...talking(maya, [said(visitor, 'Is the bowl oven-proof?', minutesAgo(1), { status: 'read' })]),
  typed(minutesAgo(-60)),
];

const transfer: IncomingMessage = said(
  { role: 'system' },
  [{ type: 'notice', code: 'transfer', params: { from: 'Tom', to: 'Maya' } }],
  minutesAgo(30),
);

const longTalk = (): IncomingMessage[] => [
  said(tom, 'You’ve reached the shop floor. Orders are with Maya, one moment.', minutesAgo(32)),
  transfer,
  ...Array.from({ length: 8 }, (_, i) =>
    said(i % 3 ? maya : visitor, `Glaze ${i + 1} of eight is in stock again.`, minutesAgo(28 - i * 2), {
      ...(i % 3 ? {} : { status: 'read' as const }),
    }),
  ),
];

const fresh = [
  said(maya, 'Here is the glaze you asked about.', minutesAgo(4)),
  said(maya, 'Use it before Friday and it ships free.', minutesAgo(3.5)),
  ...Array.from({ length: 9 }, (_, i) => said(maya, `Batch ${i + 1} comes out of the kiln soon, shall I keep one for you?`, minutesAgo(3))),
];

/** Opened on unread messages, more than fit: the divider on top, the pill below. */
export const unread: ChatAction[] = [
  ...talking(maya, longTalk()),
  { type: 'panel/closed' },
  ...fresh.map((message): ChatAction => ({ type: 'message/received', message })),
  { type: 'panel/opened' },
];
