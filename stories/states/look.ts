import type { ChatAction } from '../../src/core/actions.js';
import { maya, tom, visitor } from '../support/people.js';
import { own, said, talking } from '../support/say.js';
import { minutesAgo } from '../support/time.js';

const before = talking(maya, [
  said(maya, 'Thanks, that’s clear. A replacement ships today.', minutesAgo(2.5)),
  said(maya, 'Want to keep the cracked one?', minutesAgo(2)),
  said(visitor, 'Yes please! The order is https://juniper.example/JN-20418', minutesAgo(1), { status: 'read' }),
]);

/** Own words, two agents, answers to choose from: what shows of a theme. */
export const themed: ChatAction[] = [
  ...before,
  {
    type: 'message/received',
    message: said(
      tom,
      [
        { type: 'text', text: 'Done. Anything else?', format: 'plain' },
        {
          type: 'quick-replies',
          choices: [
            { id: 'no', title: 'No, all good', value: 'no' },
            { id: 'more', title: 'One more thing', value: 'more' },
          ],
        },
      ],
      minutesAgo(0.2),
    ),
  },
];

/** Words that this device is about to keep. */
export const saving: ChatAction[] = [...before, { type: 'message/saving', message: own('l1', 'It was the blue one.', minutesAgo(0.5)) }];

/** The page before this one is on its way. */
export const older: ChatAction[] = [...before, { type: 'history/requested' }];

/** What has been lost for a while. */
export const lost: ChatAction[] = [...before, { type: 'connection/changed', connection: { status: 'waiting', lostAt: minutesAgo(1) } }];
