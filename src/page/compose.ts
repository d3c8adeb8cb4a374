import type { ChatWidget } from '../chat-widget.js';
import { openByGesture } from './open-by-gesture.js';

type Composer = Element & { readonly field: HTMLTextAreaElement | null; putBack(text: string): void };
type Panel = Element & { show?(view: string): void; readonly updateComplete: Promise<unknown> };

/**
 * Opens the panel with words in the field, for the visitor to send; a draft of theirs is never
 * overwritten. The focus goes there if they have just pressed something.
 */
export async function compose(host: ChatWidget, text: string): Promise<void> {
  const isGesture = (navigator as Partial<Navigator>).userActivation?.isActive ?? false;
  // As a press on the launcher, so that the focus may move; then it is waited for, whatever becomes of it.
  if (isGesture) openByGesture(host);
  await host.open();
  const panel = host.shadowRoot!.querySelector<Panel>('chat-widget-panel');
  const composer = panel?.querySelector<Composer>('chat-widget-composer');
  if (!composer || !host.opened) return; // the page prevented it
  panel!.show?.('');
  await panel!.updateComplete;
  if (!composer.field?.value) composer.putBack(String(text));
  if (isGesture) composer.field?.focus();
}
