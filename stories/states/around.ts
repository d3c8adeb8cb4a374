import type { ChatAction } from '../../src/core/actions.js';
import { maya, noor, tom, visitor } from '../support/people.js';
import { said, talking } from '../support/say.js';
import { minutesAgo } from '../support/time.js';

const team = [maya, tom, noor].map(({ id, name, avatarUrl }) => ({ id: id!, name: name!, ...(avatarUrl && { avatarUrl }) }));
const forms = { offline: [{ name: 'email', type: 'email', label: 'Email', required: true }, { name: 'message', type: 'textarea', label: 'Message', required: true }] };
const allThere: ChatAction = { type: 'availability/changed', availability: 'online', agents: team };
const talk = [
  said(visitor, 'My Ember mug arrived with a crack.', minutesAgo(12), { status: 'read' }),
  said(maya, 'Thanks, that’s clear. I’ve put a replacement in the post, it ships today.', minutesAgo(2.2)),
  said(maya, 'Would you like to keep the cracked one?', minutesAgo(2)),
];

/** Nobody has said anything yet. */
export const homeFirst: ChatAction[] = [allThere, { type: 'history/loaded', messages: [] }, { type: 'connection/changed', connection: { status: 'online' } }, { type: 'panel/opened' }];

/** A conversation from before, with two messages not read. */
export const homeAgain: ChatAction[] = [
  ...talking(maya, talk.slice(0, 1)),
  allThere,
  ...talk.slice(1).map((message): ChatAction => ({ type: 'message/received', message })),
  { type: 'conversation/changed', conversation: { id: 'c1', state: 'ended' } },
];

export const homeOffline: ChatAction[] = [
  { type: 'capabilities/changed', change: { offline: true } },
  { type: 'config/received', config: { forms } },
  { type: 'availability/changed', availability: 'offline', agents: [] },
  { type: 'history/loaded', messages: [] },
  { type: 'panel/opened' },
];

export const homeAttributes = {
  home: '',
  name: 'Ana',
  'reply-time': '2',
  'home-note': 'Mon to Fri, 09:00–18:00',
  'privacy-url': 'https://shop.example/privacy',
  prompts: '["Where is my order?", {"title": "Returns and exchanges", "text": "I would like to return something."}, "Help me choose a gift"]',
};

export const waiting = (queue: { position?: number; etaSeconds?: number } | null, said_: typeof talk = talk.slice(0, 1)): ChatAction[] => [
  ...talking(maya, said_),
  allThere,
  { type: 'capabilities/changed', change: { offline: true } },
  { type: 'config/received', config: { forms } },
  { type: 'conversation/changed', conversation: { id: 'c1', state: 'queued' } },
  { type: 'queue/changed', queue },
];

export const queued: ChatAction[] = waiting({ position: 2, etaSeconds: 170 });
export const queuedWithoutPlace: ChatAction[] = waiting(null);

/** The same, while the connection is gone. */
export const queuedAndLost: ChatAction[] = [
  ...waiting({ position: 2, etaSeconds: 170 }, []),
  { type: 'connection/changed', connection: { status: 'waiting', lostAt: minutesAgo(1) } },
];

/** Before anything was said. */
export const queuedFirst: ChatAction[] = waiting({ position: 2, etaSeconds: 170 }, []);

/** From one agent to the next. */
export const transferred: ChatAction[] = [
  ...talking(maya, talk),
  { type: 'message/received', message: said({ role: 'system' }, [{ type: 'notice', code: 'transfer', params: { from: 'Maya', to: 'Tom' } }], minutesAgo(0.6)) },
  { type: 'availability/changed', availability: 'online', agents: team.slice(1, 2) },
];

/** The bot has more to say meanwhile. */
export const queuedAside: ChatAction[] = [...queued, { type: 'message/received', message: said({ role: 'bot', name: 'Kiln' }, 'While you wait: what is your order number?', minutesAgo(0.5)) }];
