import type { ChatAction } from '../../src/core/actions.js';
import type { Card, IncomingMessage, Part } from '../../src/core/model.js';
import { goods, maya, visitor } from '../support/people.js';
import { said, talking } from '../support/say.js';
import { minutesAgo } from '../support/time.js';

const replies: Part = {
  type: 'quick-replies',
  choices: [
    { id: 'swap', title: 'Send a new one', value: 'swap' },
    { id: 'refund', title: 'Refund', value: 'refund' },
    { id: 'later', title: 'I’ll think about it', value: 'later' },
  ],
};

const card = (title: string, subtitle: string, piece = 0): Card => ({
  title,
  subtitle,
  imageUrl: goods[piece]!,
  buttons: [
    { id: `view-${title}`, title: 'View product', url: 'https://shop.example/ember' },
    { id: `ask-${title}`, title: 'Ask about this one', value: title },
  ],
});

const text = (words: string): Part => ({ type: 'text', text: words, format: 'plain' });

const question = said(maya, [text('What would you like us to do?'), replies], minutesAgo(2));
const answer: IncomingMessage = {
  ...said(visitor, 'Refund', minutesAgo(1), { status: 'read' }),
  action: { messageId: question.id!, id: 'refund', value: 'refund' },
};

/** Answers to choose from, under the newest message. */
export const quickReplies: ChatAction[] = talking(maya, [question]);

/** One was chosen; it stays readable. */
export const chosen: ChatAction[] = talking(maya, [question, answer]);

/** Something else was written: nothing is left to choose. */
export const typedInstead: ChatAction[] = talking(maya, [
  question,
  said(visitor, 'Is there a third way?', minutesAgo(1), { status: 'read' }),
]);

const glaze: Part[] = [text('Here is the glaze you asked about:'), { type: 'card', card: card('Ember mug, Ochre', '€28 · in stock · 340 ml') }];

/** One product. */
export const oneCard: ChatAction[] = talking(maya, [said(maya, glaze, minutesAgo(2))]);

/** Passed on by another agent; a product, and more that was not read yet. */
export const richTalk: ChatAction[] = [
  ...talking(maya, [
    said(visitor, 'Is there one in another colour?', minutesAgo(9), { status: 'read' }),
    said({ role: 'system' }, [{ type: 'notice', code: 'transfer', params: { from: 'Tom', to: 'Maya' } }], minutesAgo(8)),
    said(maya, glaze, minutesAgo(6)),
  ]),
  { type: 'panel/closed' },
  { type: 'message/received', message: said(maya, 'Use the code EMBER at the till and 10% comes off.', minutesAgo(3)) },
  { type: 'message/received', message: said(maya, 'It is good until Friday, for as many mugs as you like.', minutesAgo(2)) },
  { type: 'panel/opened' },
];

/** Several. */
export const carousel: ChatAction[] = talking(maya, [
  said(
    maya,
    [
      text('These are close to it:'),
      {
        type: 'carousel',
        cards: [
          card('Ember mug, Ochre', '€28 · in stock · 340 ml'),
          card('Dune bowl', '€34 · two left', 2),
          card('A very long name of a vase that nobody would ever put on a price tag', '€64', 1),
        ],
      },
    ],
    minutesAgo(2),
  ),
]);

/** Something to hear, something to watch, something to open. */
export const recordings: ChatAction[] = talking(maya, [
  said(
    maya,
    [
      { type: 'audio', name: 'how-to-glue.mp3', mime: 'audio/mpeg', url: 'https://shop.example/how-to-glue.mp3' },
      { type: 'video', name: 'kiln.mp4', mime: 'video/mp4', url: 'https://shop.example/kiln.mp4' },
      { type: 'file', name: 'invoice.pdf', mime: 'application/pdf', size: 48_200, url: 'https://shop.example/invoice.pdf' },
    ],
    minutesAgo(2),
  ),
]);
