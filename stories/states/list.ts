import type { ChatAction } from '../../src/core/actions.js';
import { maya, tom, visitor } from '../support/people.js';
import { picture, said, talking } from '../support/say.js';
import { minutesAgo } from '../support/time.js';

/** Nobody's server: without a wish of the visitor nothing is asked of it. */
const CDN = 'https://pictures.invalid';

/** Words to be found, with and without accents, in plain text, in markdown, in a file's name and in a notice. */
export const search: ChatAction[] = [
  ...talking(maya, [
    said(visitor, 'Do you still have the café set, four cups?', minutesAgo(40), { status: 'read' }),
    said(tom, 'Let me look. The Café set comes in ochre and slate.', minutesAgo(38)),
    said(tom, [{ type: 'text', text: 'In stock:\n\n- **Café** set, ochre: 2\n- Cafe set, slate: 5', format: 'markdown' }], minutesAgo(37)),
    said(visitor, 'Slate, please. Would a saucer fit?', minutesAgo(30), { status: 'read' }),
    said({ role: 'system' }, [{ type: 'notice', code: 'transfer', params: { from: 'Tom', to: 'Maya' } }], minutesAgo(29)),
    said(maya, 'Yes, those of the CAFÉ line do. Shall I add four?', minutesAgo(28)),
    said(visitor, 'Two will do.', minutesAgo(3), { status: 'read' }),
    said(maya, 'Done. Two saucers are with the set now.', minutesAgo(2)),
  ]),
  { type: 'history/loaded', messages: [], hasOlder: true },
];

/** Pictures, a card and a face from a server that the page has not named. */
export const foreign: ChatAction[] = talking({ ...maya, avatarUrl: `${CDN}/maya.webp` }, [
  said({ ...maya, avatarUrl: `${CDN}/maya.webp` }, [picture('Shelf.webp', { url: `${CDN}/shelf.webp` })], minutesAgo(5)),
  said(maya, [{ type: 'card', card: { title: 'Stoneware bowl', subtitle: '€48, two left', imageUrl: `${CDN}/bowl.webp`, buttons: [{ id: 'b', title: 'Keep one for me' }] } }], minutesAgo(4)),
  said(visitor, 'Nice!', minutesAgo(2), { status: 'read' }),
]);

/** An answer that is being written. */
export const streaming: ChatAction[] = [
  ...talking({ role: 'bot', name: 'Kiln bot' }, [said(visitor, 'How do I care for it?', minutesAgo(2), { status: 'read' })]),
  {
    type: 'message/part-received', id: 's1', op: 'append', author: { role: 'bot', name: 'Kiln bot' }, createdAt: minutesAgo(1),
    text: 'Three things matter:\n\n1. Wash it **by hand**.\n2. Warm it slowly.\n\nAnd never put it on a flame, since the glaze ',
  },
];

/** Where links lead: written, named, and in words that name another place. */
export const links: ChatAction[] = talking(maya, [
  said(maya, 'All of it is at https://shop.example/care, or write to care@shop.example.', minutesAgo(3)),
  said(maya, [{ type: 'text', text: 'See [our guide](https://shop.example/guide). This one pretends: [bank.example](https://elsewhere.example/login)', format: 'markdown' }], minutesAgo(2)),
]);
