/** Waits until a part of the panel is there: it may come with a chunk of its own. */
async function find<E extends Element>(panel: ShadowRoot, selector: string): Promise<E> {
  const end = performance.now() + 8_000;
  for (;;) {
    const found = panel.querySelector<E>(selector);
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain for: ${selector}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

const drawn = (): Promise<void> => new Promise((done) => setTimeout(done, 50));

/** Types into the fields with these labels, in English. */
export const fillIn =
  (values: Record<string, string>) =>
  async (panel: ShadowRoot): Promise<void> => {
    await find(panel, '.form');
    for (const [label, value] of Object.entries(values)) {
      const found = [...panel.querySelectorAll<HTMLLabelElement>('.form label')].find((each) => each.textContent.toLowerCase().includes(label));
      const field = found && panel.querySelector<HTMLInputElement>(`#${found.htmlFor}`);
      if (!field) continue; // another language
      field.value = value;
      field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input'));
    }
    await drawn();
  };

export async function sendForm(panel: ShadowRoot): Promise<void> {
  (await find<HTMLFormElement>(panel, 'form.form')).requestSubmit();
  await drawn();
}

export const chooseFace =
  (score: number) =>
  async (panel: ShadowRoot): Promise<void> => {
    (await find<HTMLElement>(panel, `.face:nth-child(${score}) input`)).click();
    await drawn();
  };

export const press =
  (words: string) =>
  async (panel: ShadowRoot): Promise<void> => {
    await find(panel, 'chat-widget-farewell button');
    [...panel.querySelectorAll('button')].find(({ textContent }) => textContent.includes(words))?.click();
    await drawn();
  };
