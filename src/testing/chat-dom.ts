import { chatActions } from './chat-actions.js';
import type { ChatDriver } from './chat-driver.js';

/** Drives a widget of the page in which the test runs. `timeout`: milliseconds to wait for anything. */
export function chatDom(element: HTMLElement, timeout = 10_000): ChatDriver {
  return Object.create(chatActions, { element: { value: element }, timeout: { value: timeout } }) as ChatDriver;
}
