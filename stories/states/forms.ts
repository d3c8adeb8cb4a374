import type { ChatAction } from '../../src/core/actions.js';
import { maya, visitor } from '../support/people.js';
import { said, talking } from '../support/say.js';
import { minutesAgo } from '../support/time.js';

const CAN = { upload: true, register: true, offline: true, rating: true, transcript: true } as const;

/** What a shop asks before a conversation. */
const registrationFields = [
  { name: 'name', type: 'text', label: 'Name', required: true },
  { name: 'email', type: 'email', label: 'Email', required: true },
  { name: 'phone', type: 'tel', label: 'Phone', help: 'Only if you want to be called back' },
  {
    name: 'department',
    type: 'select',
    label: 'What is it about?',
    required: true,
    options: [
      { value: 'orders', label: 'Orders and delivery' },
      { value: 'advice', label: 'Advice' },
    ],
  },
  { name: 'order', type: 'text', label: 'Order number', required: true, pattern: 'JN-\\d+', patternMessage: 'It looks like JN-20418', visibleIf: { field: 'department', is: 'orders' } },
  { name: 'consent', type: 'consent', label: 'I agree to how you use this', required: true, link: 'https://shop.example/privacy' },
];

const offlineFields = [
  { name: 'name', type: 'text', label: 'Name', required: true },
  { name: 'email', type: 'email', label: 'Email', required: true },
  { name: 'message', type: 'textarea', label: 'Message', required: true, maxLength: 2000 },
];

const open = (...actions: ChatAction[]): ChatAction[] => [{ type: 'capabilities/changed', change: CAN }, ...actions, { type: 'panel/opened' }];

export const registration: ChatAction[] = open({
  type: 'config/received',
  config: {
    forms: { registration: registrationFields, offline: null },
    messages: { registration: 'We’ll use this to find your order and to reply by email if you leave.' },
  },
});

/** Somebody is there to answer it. */
export const registrationOnline: ChatAction[] = [...registration, { type: 'availability/changed', availability: 'online' }];

/** Every kind of field that there is. */
export const everyField: ChatAction[] = open({
  type: 'config/received',
  config: {
    forms: {
      registration: [
        { name: 'a', type: 'radio', label: 'Which glaze?', options: ['Ochre', 'Slate'], required: true },
        { name: 'b', type: 'checkbox', label: 'It is a present' },
        { name: 'c', type: 'date', label: 'When do you need it?' },
        { name: 'd', type: 'number', label: 'How many?' },
        { name: 'e', type: 'url', label: 'Where did you see it?' },
        { name: 'f', type: 'textarea', label: 'Anything else?' },
        { name: 'g', type: 'hidden', label: 'Source', default: 'shop' },
      ],
    },
  },
});

const away: ChatAction = { type: 'availability/changed', availability: 'offline' };

export const leaveMessage: ChatAction[] = open(away, {
  type: 'config/received',
  config: { forms: { registration: null, offline: offlineFields }, offlineTitle: 'The kiln is cold' },
});

export const unavailable: ChatAction[] = open(away, {
  type: 'config/received',
  config: { forms: { registration: null, offline: null }, messages: { offlineUnavailable: 'We are closed. Write to hello@shop.example.' } },
});

/** After the end: a rating and the transcript. */
export const rating: ChatAction[] = [
  ...talking(maya, [
    said(visitor, 'Thank you, that was quick 🙌', minutesAgo(3), { status: 'read' }),
    said(maya, 'All set. Enjoy the new mug!', minutesAgo(2)),
  ]),
  { type: 'capabilities/changed', change: CAN },
  { type: 'config/received', config: { messages: { transcript: 'Would you like a copy of this conversation?' } } },
  { type: 'conversation/changed', conversation: { id: 'c1', state: 'ended', by: 'Maya' } },
];

/** Everything that a visitor may wish for, in the menu of the header. */
export const wishes: ChatAction[] = [
  ...talking(maya, [said(visitor, 'Do you ship to Norway?', minutesAgo(3), { status: 'read' }), said(maya, 'We do.', minutesAgo(2))]),
  { type: 'session/opened', conversation: { id: 'c1', state: 'active', department: 'orders' }, visitorId: 'v1', resume: undefined },
  { type: 'capabilities/changed', change: { ...CAN, departments: true, end: true, forget: true } },
  {
    type: 'config/received',
    config: { departments: [{ id: 'orders', name: 'Orders' }, { id: 'advice', name: 'Advice' }] },
  },
];

/** A backend that has a colour of its own gets a header of it. */
export const solidHeader: ChatAction[] = [
  ...talking(maya, [said(maya, 'Good morning!', minutesAgo(2))]),
  { type: 'config/received', config: { color: '#ff6f4d' } },
];

const bot = { role: 'bot', id: 'b1', name: 'Kiln bot' } as const;

/** A bot answers first. */
export const withBot: ChatAction[] = [
  { type: 'capabilities/changed', change: CAN },
  { type: 'session/opened', conversation: { id: 'c1', state: 'bot' }, visitorId: 'v1', resume: undefined },
  { type: 'history/loaded', messages: [
    said(visitor, 'My mug came with a crack', minutesAgo(3), { status: 'read' }),
    said(bot, 'I am sorry to hear that. I’ll get you a person.', minutesAgo(2)),
  ], hasOlder: false },
  { type: 'panel/opened' },
];

/** It hands over to a person. */
export const agentCame: ChatAction[] = [
  { type: 'message/received', message: said(visitor, 'Thank you', minutesAgo(1), { status: 'sent' }) },
  { type: 'conversation/changed', conversation: { id: 'c1', state: 'active' } },
];

export const consentOnly: ChatAction[] = open({
  type: 'config/received',
  config: { forms: { registration: registrationFields.filter(({ type }) => type === 'consent' || type === 'email') } },
});

/** The page asks for the department; the backend has two. */
export const departments: ChatAction[] = open({
  type: 'config/received',
  config: { departments: [{ id: 'orders', name: 'Orders and delivery' }, { id: 'advice', name: 'Advice' }] },
});

/** A backend that asks nothing. */
export const nothingAsked: ChatAction[] = open();

/** Nobody is there, and the backend has no place for a message. */
export const takesNoMessages: ChatAction[] = [{ type: 'capabilities/changed', change: { ...CAN, offline: false } }, away, { type: 'panel/opened' }];
