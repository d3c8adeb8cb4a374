import { found } from './panel-story.js';

/** Words in the message field, as if they had been typed. */
export const write =
  (words: string) =>
  async (panel: ShadowRoot): Promise<void> => {
    await found(panel, 'chat-widget-tools');
    await type(panel, 'textarea', words);
  };

/** The picker, and what was looked for in it. */
export const openEmoji =
  (query = '') =>
  async (panel: ShadowRoot): Promise<void> => {
    (await found(panel, '[part=emoji]')).click();
    await found(panel, '[role=gridcell]');
    if (query) await type(panel, '.picker input', query);
  };

async function type(panel: ShadowRoot, selector: string, words: string): Promise<void> {
  const field = await found<HTMLInputElement | HTMLTextAreaElement>(panel, selector);
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
