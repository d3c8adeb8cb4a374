import type { ChatService } from '../conversation/chat-service.js';

/** The longest that a long poll may ask for. */
export const longestWaitSeconds = 55;

/** Waits for anything about a visitor, for the end of the call (`signal`), or for `seconds`. */
export function nextEvent(service: ChatService, visitorId: string, seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.min(seconds, longestWaitSeconds) * 1000);
    const stop = service.context.log.subscribe(visitorId, { event: finish, closed: finish });
    signal.addEventListener('abort', finish);
    // One that was gone before anybody listened says nothing any more.
    if (signal.aborted) finish();
  });
}
