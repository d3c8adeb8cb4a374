/** The English words of the start; they come with its chunk. */
export const enHome = {
  'home.hello': 'Hello.',
  'home.helloName': 'Hello, {name}.',
  'home.online': 'We’re online',
  'home.busy': 'Everyone is busy right now',
  'home.offline': 'We’re away right now',
  'home.recent': 'Recent conversation',
  'home.start': 'Start a new conversation',
  'home.startHint': 'Ask us anything, or send a photo',
  'home.leave': 'Leave a message',
  'home.quick': 'Quick start',
  'home.privacy': 'Privacy',
} as const;
