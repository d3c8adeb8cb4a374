/** The English words about formatted text; they come with its chunk. */
export const enMarkdown = {
  'code.copy': 'Copy',
  'code.copied': 'Copied',
} as const;
