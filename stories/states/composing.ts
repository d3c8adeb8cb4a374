import type { ChatAction } from '../../src/core/actions.js';
import { maya, visitor } from '../support/people.js';
import { own, said, talking } from '../support/say.js';
import { minutesAgo } from '../support/time.js';

/** One to three emoji alone are drawn large; a fourth one, or a word, makes it a text. */
export const emojiOnly: ChatAction[] = [
  ...talking(maya, [
    said(visitor, 'It arrived, and it is lovely', minutesAgo(9), { status: 'read' }),
    said(visitor, '😍', minutesAgo(8.9), { status: 'read' }),
    said(maya, '🎉 🎉 🎉', minutesAgo(8)),
    said(maya, 'Enjoy it 🎉', minutesAgo(7.9)),
    said(visitor, '👍🏽❤️', minutesAgo(7), { status: 'delivered' }),
    said(visitor, '☕☕☕☕', minutesAgo(6.9), { status: 'delivered' }),
  ]),
  { type: 'message/saving', message: own('l1', '🙏', minutesAgo(1)) },
  { type: 'message/failed', localId: 'l1', error: { code: 'network', message: 'unreachable', retryable: true } },
];

/** The backend takes no more than so many characters. */
export const limited = (maxLength: number): ChatAction[] => [
  ...talking(maya, [said(maya, 'What should we engrave on it?', minutesAgo(2))]),
  { type: 'config/received', config: { maxLength } },
];
