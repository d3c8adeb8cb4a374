/** The English words in the place of pictures from other servers; they come with their chunk. */
export const enForeign = {
  'image.load': 'Load image from {host}',
  'image.loadHint': 'It is not fetched unasked, since {host} would learn of your visit.',
} as const;
