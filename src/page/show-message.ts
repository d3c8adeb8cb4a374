import type { Chat } from '../core/chat.js';

export type LocalMessage = {
  text: string;
  /** Who seems to say it; by default whoever answers here. */
  sender?: string;
  /** Their picture: of the page's origin, the backend's, or one of `image-origins`. */
  avatarUrl?: string;
  /** Whether the text is Markdown. */
  markdown?: boolean;
};

let count = 0;

/** A bubble of the other side that the backend does not know: it is in this tab alone, and gone with it. */
export function showMessage(chat: Pick<Chat, 'show'>, message: Partial<LocalMessage>): void {
  const { text, sender, avatarUrl, markdown } = message;
  if (typeof text !== 'string' || !text.trim()) return;
  chat.show({
    // No id: history cannot be asked for what follows it, and nothing of it is read or unread.
    localId: `shown:${Date.now()}:${++count}`,
    author: { role: 'agent', ...(sender && { name: String(sender) }), ...(avatarUrl && { avatarUrl: String(avatarUrl) }) },
    parts: [{ type: 'text', text, format: markdown ? 'markdown' : 'plain' }],
    createdAt: Date.now(),
    isLocalTime: true,
  });
}
