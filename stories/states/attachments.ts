import type { ChatAction } from '../../src/core/actions.js';
import { maya, mugUrl, visitor } from '../support/people.js';
import { own, picture, said, talking } from '../support/say.js';
import { minutesAgo, NOW } from '../support/time.js';

/** Pictures of both sides, each of which opens in full size. */
export const pictures: ChatAction[] = talking(maya, [
  said(visitor, [picture('ember-mug.webp', { url: mugUrl }), { type: 'text', text: 'It came with a crack', format: 'plain' }], minutesAgo(6), { status: 'read' }),
  said(maya, [picture('replacement.webp', { url: mugUrl })], minutesAgo(4)),
]);

/** Three files of one message: one has arrived, one is on its way, one waits. */
export const uploadingSeveral: ChatAction[] = [
  ...talking(maya, [said(maya, 'Could you send photos, and the invoice?', minutesAgo(3))]),
  {
    type: 'message/saving',
    message: own(
      'l3',
      [
        picture('front.webp', { localKey: 'blob:l3:0', uploadId: 'u1' }),
        picture('back.webp', { localKey: 'blob:l3:1' }),
        { type: 'file', name: 'invoice.pdf', mime: 'application/pdf', size: 48_200, localKey: 'blob:l3:2' },
        { type: 'text', text: 'Here you are', format: 'plain' },
      ],
      NOW,
    ),
  },
  { type: 'message/queued', localId: 'l3' },
  { type: 'message/sending', localId: 'l3' },
  { type: 'upload/progressed', localId: 'l3', done: 0.62 },
];

/** The composer of a backend that takes documents as well. */
export const documents: ChatAction[] = [
  ...talking(maya, [said(maya, 'You can send the invoice here.', minutesAgo(3))]),
  { type: 'config/received', config: { upload: { accept: ['image/*', 'application/pdf'], maxBytes: 10_000_000 } } },
];
