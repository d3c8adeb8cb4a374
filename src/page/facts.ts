import type { Chat } from '../core/chat.js';
import type { Message } from '../core/model.js';

/** Facts about the running chat, for who does not want to follow its state. */
export type Facts = {
  /** How many messages the visitor has not seen. */
  readonly unreadCount: number;
  /** The conversation as this device knows it: a copy, so that nothing of it can be changed. */
  readonly messages: Message[];
};

type Talking = { readonly chat: Chat | undefined };

const FACTS: { [N in keyof Facts]: (host: Talking) => Facts[N] } = {
  unreadCount: ({ chat }) => chat?.unread ?? 0,
  messages: ({ chat }) => structuredClone(chat?.state.messages ?? []),
};

/** Gives the element's class read-only properties for them. */
export function defineFacts(prototype: object): void {
  for (const [name, read] of Object.entries(FACTS)) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: Talking) {
        return read(this);
      },
    });
  }
}
