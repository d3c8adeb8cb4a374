import { availabilityOf } from './availability.js';
import type { Context } from './context.js';

/** The place each conversation was last told, per database, so that only changes are sent. */
const told = new WeakMap<Context['conversations'], Map<string, number>>();

/** Tells the waiting visitors their place, while operators are busy; otherwise nobody needs a number. */
export function announceQueue(context: Context): void {
  const places = new Map<string, number>();
  if (availabilityOf(context) === 'busy') {
    for (const [index, conversation] of context.conversations.queued().entries()) {
      const position = index + 1;
      places.set(conversation.id, position);
      if (told.get(context.conversations)?.get(conversation.id) === position) continue;
      context.log.append(conversation.visitorId, 'queue', { position });
    }
  }
  told.set(context.conversations, places);
}
