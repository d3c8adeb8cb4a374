/** The English words of cards and carousels; they come with their chunk. */
export const enRich = {
  'card.previous': 'Previous card',
  'card.next': 'Next card',
  'card.list': 'Cards',
  'choice.group': 'Answers to choose from',
} as const;
