import type { ChatEventDetails } from '../events.js';

/** Fires a public event where the code of stage 2, which has `emit`, may not be there; false when a listener prevented it. */
export function fire<T extends keyof ChatEventDetails>(
  target: EventTarget,
  type: T,
  detail: ChatEventDetails[T],
  cancelable = false,
): boolean {
  return target.dispatchEvent(new CustomEvent(type, { detail, cancelable, bubbles: true, composed: true }));
}
