/** Whether somebody has chatted here before: `load="auto"` then connects without being asked. */
export function hasChatted(scope: string): boolean {
  try {
    return !!localStorage.getItem(`chat-widget:${scope}:chatted`);
  } catch {
    return false; // blocked: nothing was kept either
  }
}
