import type { ChatAction } from '../../src/core/actions.js';
import { maya, mugUrl, visitor } from '../support/people.js';
import { own, picture, said, talking } from '../support/say.js';
import { minutesAgo, NOW } from '../support/time.js';

const photo = picture('ember-mug.webp', { url: mugUrl, width: 480, height: 360, size: 5_988 });

/** Two days, a picture, receipts, one message that was not sent, and dots. */
export const conversation: ChatAction[] = [
  ...talking(maya, [
    said(visitor, 'Hi! My Ember mug arrived with a crack down the side 😕', minutesAgo(874), { status: 'read' }),
    said(maya, 'Oh no, I’m sorry about that. Could you send me a photo of the crack?', minutesAgo(873)),
    said(visitor, [photo], minutesAgo(4.5), { status: 'read' }),
    said(visitor, 'Here it is. The order is #JN-20418', minutesAgo(4), { status: 'read' }),
    said(maya, 'Thanks, that’s clear. I’ve put a replacement in the post, it ships today.', minutesAgo(2.2)),
    said(maya, 'Would you like to keep the cracked one? No need to return it.', minutesAgo(2)),
  ]),
  { type: 'message/saving', message: own('l1', 'Yes please, it can hold pencils ✏️', minutesAgo(1)) },
  {
    type: 'message/failed',
    localId: 'l1',
    error: { code: 'network', message: 'unreachable', retryable: true },
  },
  { type: 'typing/changed', author: maya, until: NOW + 3_600_000 },
];
