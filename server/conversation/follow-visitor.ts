import type { Context } from './context.js';
import type { EventListener } from './event-log.js';

/** Follows a visitor's events over one connection; consoles show them as there meanwhile. Answers the function that stops. */
export function followVisitor({ log, feed }: Context, visitorId: string, listener: EventListener): () => void {
  const tell = (): void => feed.publish('presence', { visitorId, connected: log.hasListener(visitorId) });
  const stop = log.subscribe(visitorId, listener);
  tell();
  return () => {
    stop();
    tell();
  };
}
