import type { ChatAction } from '../../../src/core/actions.js';
import { maya, visitor } from '../../../stories/support/people.js';
import { said, talking } from '../../../stories/support/say.js';
import { minutesAgo } from '../../../stories/support/time.js';

/** More than fits, all read; the oldest has the id `h0`. */
export const longTalk = (count = 60): ChatAction[] =>
  talking(
    maya,
    Array.from({ length: count }, (_, i) =>
      said(i % 2 ? visitor : maya, `Line ${i}`, minutesAgo(count * 6 - i * 6 + 10), {
        id: `h${i}`,
        ...(i % 2 ? { status: 'read' as const } : {}),
      }),
    ),
  );
