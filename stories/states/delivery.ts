import type { ChatAction } from '../../src/core/actions.js';
import { maya, visitor } from '../support/people.js';
import { own, picture, said, talking } from '../support/say.js';
import { minutesAgo, NOW } from '../support/time.js';

const before = talking(maya, [
  said(maya, 'Which address should it go to?', minutesAgo(6)),
  said(visitor, '14 Kiln Lane, please', minutesAgo(5), { status: 'delivered' }),
]);

export const sending: ChatAction[] = [
  ...before,
  { type: 'message/saving', message: own('l1', 'The bell does not work, just knock', minutesAgo(0.5)) },
  { type: 'message/queued', localId: 'l1' },
  { type: 'message/sending', localId: 'l1' },
];

export const failed: ChatAction[] = [
  ...sending,
  { type: 'message/failed', localId: 'l1', error: { code: 'timeout', message: 'no answer', retryable: true } },
];

export const unconfirmed: ChatAction[] = [
  ...sending,
  { type: 'message/unconfirmed', localId: 'l1' },
];

export const uploading: ChatAction[] = [
  ...before,
  {
    type: 'message/saving',
    message: own('l2', [picture('ember-mug.webp', { localKey: 'blob:l2:0' })], NOW),
  },
  { type: 'message/queued', localId: 'l2' },
  { type: 'message/sending', localId: 'l2' },
  { type: 'upload/progressed', localId: 'l2', done: 0.62 },
];

export const rateLimited: ChatAction[] = [
  ...before,
  { type: 'rate-limit/changed', until: NOW + 42_000 },
];
