/** The English words of what stands beside the message field; they come right behind the first paint. */
export const enComposer = {
  'composer.emoji': 'Insert emoji',
  'composer.left': { one: '{count} character left', other: '{count} characters left' },
  'composer.tooMany': {
    one: 'The message is {count} character too long',
    other: 'The message is {count} characters too long',
  },
} as const;
