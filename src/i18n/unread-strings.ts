/** Said by the launcher (stage 2) and by the panel. */
export const unreadStrings = {
  one: '{count} unread message',
  other: '{count} unread messages',
} as const;
