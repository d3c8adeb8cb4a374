/** The English words of the header’s buttons and of what they open; they come right behind the first paint. So do lines about the conversation that one backend has. */
export const enAround = {
  'panel.back': 'Back',
  'panel.expand': 'Make larger',
  'panel.collapse': 'Make smaller',
  'agent.about': 'About {name}',
  'event.started': 'Chat started',
  'event.requeued': 'You were returned to the queue',
  'event.transferred': 'You were passed to somebody else',
  'status.replyIn': 'Usually replies in about {duration}',
} as const;
