import type { ChatAction } from '../../../src/core/actions.js';
import { initialState } from '../../../src/core/initial-state.js';
import type { Message } from '../../../src/core/model.js';
import { reduce, toShared } from '../../../src/core/reducer.js';
import { maya, tom, visitor } from '../../../stories/support/people.js';
import { talking } from '../../../stories/support/say.js';
import { NOW } from '../../../stories/support/time.js';

const WORDS = 'a parcel that was sent on Monday and has not been seen since then by anybody at all';
/** Two at a time, then a longer pause: groups, days, and now and then a notice. */
const GAPS_MIN = [1, 1, 40, 2, 90, 1, 30];

/** `count` messages of different heights, `h0` the oldest; the same at each call. */
export function hugeList(count: number): Message[] {
  let at = NOW - 60_000;
  const list: Message[] = [];
  for (let i = count - 1; i >= 0; i--) {
    const author = i % 29 === 7 ? { role: 'system' as const } : [visitor, maya, maya, tom][(i >> 1) % 4]!;
    const text = `Line ${i}: ${WORDS.slice(0, (i * 37) % WORDS.length)}`;
    list.push({
      key: `h${i}`, id: `h${i}`, author, createdAt: at, parts: [{ type: 'text', text, format: 'plain' }],
      ...(author.role === 'visitor' && { status: 'read' as const }),
    });
    at -= GAPS_MIN[i % GAPS_MIN.length]! * 60_000;
  }
  return list.reverse();
}

/** An open panel with so many messages, of which the last `unread` have not been seen. */
export function hugeTalk(count: number, unread = 0): ChatAction[] {
  const messages = hugeList(count);
  const seen = messages[count - 1 - unread]!;
  const { open: _, ...state } = talking(maya).reduce(reduce, initialState);
  const shared = { ...toShared({ ...state, open: false }), messages, readUpTo: seen.key, readAt: seen.createdAt };
  return [{ type: 'snapshot/received', shared }, { type: 'panel/opened' }];
}
