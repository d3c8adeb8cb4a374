import type { ChatAction } from '../../src/core/actions.js';
import { maya, visitor } from '../support/people.js';
import { own, said, talking } from '../support/say.js';
import { minutesAgo, NOW } from '../support/time.js';

const before = talking(maya, [
  said(visitor, 'Do you ship to Norway?', minutesAgo(8), { status: 'read' }),
  said(maya, 'We do, it takes four days.', minutesAgo(7)),
]);

export const reconnecting: ChatAction[] = [
  ...before,
  {
    type: 'connection/changed',
    connection: { status: 'waiting', lostAt: minutesAgo(1), retryAt: NOW + 8_000 },
  },
];

export const offline: ChatAction[] = [
  ...before,
  {
    type: 'connection/changed',
    connection: { status: 'waiting', lostAt: minutesAgo(1), offline: true },
  },
  { type: 'message/saving', message: own('l1', 'And to Svalbard?', minutesAgo(0.5)) },
  { type: 'message/queued', localId: 'l1' },
];

export const away: ChatAction[] = [...before, { type: 'availability/changed', availability: 'busy' }];

export const refused: ChatAction[] = [
  ...before,
  { type: 'connection/changed', connection: { status: 'failed', lostAt: minutesAgo(1) } },
];

export const ended: ChatAction[] = [
  ...before,
  { type: 'message/received', message: said(maya, 'All set. Enjoy the mug!', minutesAgo(1)) },
  { type: 'conversation/changed', conversation: { id: 'c1', state: 'ended', by: 'Maya' } },
];

export const memoryOnly: ChatAction[] = [...before, { type: 'storage/lost' }];
