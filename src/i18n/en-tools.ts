/** The English words of what can be done with a message; they come with its chunk. */
export const enTools = {
  'msg.copy': 'Copy',
  'msg.copied': 'Copied',
} as const;
