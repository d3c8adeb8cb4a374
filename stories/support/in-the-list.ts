const rootOf = (canvas: HTMLElement): ShadowRoot => canvas.querySelector('.stage')!.shadowRoot!;

async function find<E extends HTMLElement>(canvas: HTMLElement, selector: string): Promise<E> {
  for (;;) {
    const element = rootOf(canvas).querySelector<E>(selector);
    if (element) return element;
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Chooses an item of the menu, in whatever language that is. */
export async function openMenuItem(canvas: HTMLElement, id: string): Promise<void> {
  (await find(canvas, 'chat-widget-menu button')).click();
  (await find(canvas, `.menu [data-item=${id}]`)).click();
}

export async function typeSearch(canvas: HTMLElement, text: string): Promise<void> {
  const field = await find<HTMLInputElement>(canvas, '.search input');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(done));
}

/** By keyboard: the tools of the message before the last. */
export async function focusMessage(canvas: HTMLElement): Promise<void> {
  await find(canvas, '.message');
  await customElements.whenDefined('chat-widget-menu');
  await new Promise((done) => setTimeout(done));
  [...rootOf(canvas).querySelectorAll<HTMLElement>('.message')].at(-3)!.focus({ focusVisible: true } as FocusOptions);
  await find(canvas, '.message-tools');
}
