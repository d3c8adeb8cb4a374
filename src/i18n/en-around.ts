/** The English words of the header’s buttons and of what they open; they come right behind the first paint. */
export const enAround = {
  'panel.back': 'Back',
  'panel.expand': 'Make larger',
  'panel.collapse': 'Make smaller',
  'agent.about': 'About {name}',
  'status.replyIn': 'Usually replies in about {duration}',
} as const;
