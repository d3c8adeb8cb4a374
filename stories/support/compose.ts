/** Waits, for ten seconds at most, until there is what these stories act on. */
async function found<E extends Element>(canvas: HTMLElement, selector: string): Promise<E> {
  const panel = canvas.querySelector('.stage')!.shadowRoot!;
  for (let tries = 0; tries < 500; tries++) {
    const element = panel.querySelector<E>(selector);
    if (element) return element;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`no ${selector}`);
}

/** Words in the message field, as if they had been typed. */
export async function write(canvas: HTMLElement, words: string): Promise<void> {
  await found(canvas, 'chat-widget-tools');
  const field = await found<HTMLTextAreaElement>(canvas, 'textarea');
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The picker, and what was looked for in it. */
export async function openEmoji(canvas: HTMLElement, query = ''): Promise<void> {
  (await found<HTMLElement>(canvas, '[part=emoji]')).click();
  await found(canvas, '[role=gridcell]');
  if (!query) return;
  const search = await found<HTMLInputElement>(canvas, '.picker input');
  search.value = query;
  search.dispatchEvent(new Event('input', { bubbles: true }));
}
