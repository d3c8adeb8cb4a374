const KEY = 'chat-widget:muted';

/** On unless it was switched off on this device: for every chat of this site. */
export function isSoundOn(): boolean {
  try {
    return localStorage.getItem(KEY) === null;
  } catch {
    return true; // blocked: nothing can have been kept
  }
}

/** Kept on the device, where it allows that. */
export function setSound(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, '1');
  } catch {
    // Blocked or full: the next message rings again.
  }
}
