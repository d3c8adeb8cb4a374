import { selectUnread } from '../../core/selectors.js';
import type { Message } from '../../core/model.js';
import type { Host } from './attend.js';

/** More than a notification shows. */
const LENGTH = 200;

const wordsOf = ({ parts }: Message): string =>
  parts.flatMap((part) => (part.type === 'text' ? part.text : 'mime' in part ? part.name : [])).join(' ').slice(0, LENGTH);

/** Tells the visitor on the desktop what was written, while they are elsewhere; a click leads there. */
export function notify(host: Host): void {
  const message = host.chat && selectUnread(host.chat.state).at(-1);
  if (!message || !document.hidden) return;
  const title = message.author.name || host.getAttribute('brand') || document.title || location.host;
  try {
    // One at a time, and never with a sound of its own.
    const note = new Notification(title, { body: wordsOf(message), tag: 'chat-widget', silent: true });
    const done = (): void => note.close();
    document.addEventListener('visibilitychange', done, { once: true });
    note.onclick = () => {
      window.focus();
      (host as Host & { open: boolean }).open = true;
      done();
    };
  } catch {
    // A browser that lets only workers notify.
  }
}
