import type { ChatWidget } from '../chat-widget.js';
import type { TeaserOptions } from './teaser.js';

type Shows = { show(options: TeaserOptions): Promise<boolean>; hide(): void };

/** Shows the newest message that the visitor has not seen, as long as it is unread; the answer ends that. */
export function followUnread(host: ChatWidget, teaser: Shows): () => void {
  const look = (): void => {
    if (!host.chat?.unread) return teaser.hide();
    const { messages } = host.chat.state;
    const last = messages.findLast(({ id, author, deleted }) => id && !deleted && /^(agent|bot)$/.test(author.role));
    const text = last?.parts.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n');
    if (!last || !text) return;
    const { name, avatarUrl } = last.author;
    // It is gone when it has been read: nothing is to be remembered but that it was closed.
    const who = { ...(name && { sender: name }), ...(avatarUrl && { avatarUrl }) };
    void teaser.show({ id: `message ${last.id}`, text, ...who, again: true });
  };
  // Of a chat that begins for another visitor as well: the last one's words are not theirs.
  const types = ['chat-unread-changed', 'chat-ready'];
  for (const type of types) host.addEventListener(type, look);
  look();
  return () => types.forEach((type) => host.removeEventListener(type, look));
}
