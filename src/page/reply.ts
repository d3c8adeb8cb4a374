import type { ChatWidget } from '../chat-widget.js';
import type { Chat } from '../core/chat.js';
import { scopeOf } from '../storage/keep.js';

/** A backend that has said nothing by then asks nothing. */
const PATIENCE_MS = 2_000;

/** Until the backend has said what it asks; in a conversation it asks nothing more. */
async function untilKnown(chat: Chat): Promise<void> {
  let unsubscribe = (): void => {};
  await new Promise<void>((done) => {
    const look = (): void => {
      const { availability, config, conversation } = chat.state;
      if (availability !== 'unknown' || Object.keys(config)[0] || conversation.state !== 'none') done();
    };
    unsubscribe = chat.subscribe(look);
    setTimeout(done, PATIENCE_MS);
    look();
  });
  unsubscribe();
}

/** Whether something stands in the place of the first message: then nothing is said for the visitor. One in the thread holds nothing up. */
async function isAsked(host: ChatWidget): Promise<boolean> {
  if (host.getAttribute('consent') === 'required') return true;
  const { chat } = host;
  if (!chat || !host.opened) return false;
  const [{ toIntakeKind }] = await Promise.all([import('../ui/forms/to-intake-kind.js'), untilKnown(chat)]);
  return (toIntakeKind(chat.state, host) ?? 'hand-off') !== 'hand-off';
}

/** Sends an answer that was chosen; where a form comes first it waits in the message field. The panel is being opened. */
export async function reply(host: ChatWidget, text: string): Promise<void> {
  const scope = scopeOf(host);
  await host.open();
  // Without its code no form can be shown either.
  const waits = await isAsked(host).catch(() => false);
  if (scopeOf(host) !== scope) return;
  if (waits) await (await import('./compose.js')).compose(host, text);
  else await host.send(text);
}
