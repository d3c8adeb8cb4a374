/** The English words of the view of who waits; they come with its chunk. */
export const enQueue = {
  'queue.yourPlace': 'Your place in line',
  'queue.wait': 'About {duration} to go',
  'queue.soon': 'Less than a minute to go',
  'queue.longer': 'It’s taking a little longer than we thought.',
  'queue.hint': 'You can keep browsing. We’ll let you know when someone joins.',
  'queue.leave': 'Leave a message instead',
  'queue.less': 'Show less',
  'queue.details': 'Details',
} as const;
