/** Part of stage 1, so it shares no module with stage 2: a shared one would be a second request. */
const key = (scope: string): string => `chat-widget:${scope}:chatted`;

/** Whether somebody has chatted here before: `load="auto"` then connects without being asked. */
export function hasChatted(scope: string): boolean {
  try {
    return localStorage.getItem(key(scope)) !== null;
  } catch {
    return false; // blocked: nothing was kept either
  }
}

/** Written with the first message, never before; taken away when the visitor is forgotten. */
export function markChatted(scope: string, on: boolean): void {
  try {
    if (on) localStorage.setItem(key(scope), '1');
    else localStorage.removeItem(key(scope));
  } catch {
    // Blocked or full: the next page connects when it is opened.
  }
}
