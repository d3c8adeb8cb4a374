import { found, pressed } from './panel-story.js';

/** The search, in whatever language it is called, and words in it. */
export const searchFor =
  (words: string) =>
  async (panel: ShadowRoot): Promise<void> => {
    await pressed('chat-widget-menu button')(panel);
    await pressed('.menu [data-item=search]')(panel);
    const field = await found<HTMLInputElement>(panel, '.search input');
    field.value = words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(done));
  };

/** By keyboard: the tools of the message before the last. */
export async function focusMessage(panel: ShadowRoot): Promise<void> {
  await found(panel, '.message');
  await customElements.whenDefined('chat-widget-menu');
  await new Promise((done) => setTimeout(done));
  [...panel.querySelectorAll<HTMLElement>('.message')].at(-3)!.focus({ focusVisible: true } as FocusOptions);
  await found(panel, '.message-tools');
}
