/**
 * Written with the first message, never before; taken away when the visitor is forgotten. Stage 1
 * reads it (`chat-marker.ts`); the two share no module, since that would be a second request.
 */
export function markChatted(scope: string, on: boolean): void {
  const key = `chat-widget:${scope}:chatted`;
  try {
    if (on) localStorage.setItem(key, '1');
    else localStorage.removeItem(key);
  } catch {
    // Blocked or full: the next page connects when it is opened.
  }
}
