/** The words that a closed widget needs. Stage 1 imports these alone. */
export const launcherStrings = {
  label: 'Chat with {brand}',
  labelGeneric: 'Chat',
  failed: 'The chat could not be loaded. Try again.',
} as const;
