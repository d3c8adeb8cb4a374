import { found } from './panel-story.js';

const drawn = (): Promise<void> => new Promise((done) => setTimeout(done, 50));

/** Types into the fields with these labels, in English. */
export const fillIn =
  (values: Record<string, string>) =>
  async (panel: ShadowRoot): Promise<void> => {
    await found(panel, '.form');
    for (const [label, value] of Object.entries(values)) {
      const named = [...panel.querySelectorAll<HTMLLabelElement>('.form label')].find((each) => each.textContent.toLowerCase().includes(label));
      const field = named && panel.querySelector<HTMLInputElement>(`#${named.htmlFor}`);
      if (!field) continue; // another language
      field.value = value;
      field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input'));
    }
    await drawn();
  };

export async function sendForm(panel: ShadowRoot): Promise<void> {
  (await found<HTMLFormElement>(panel, 'form.form')).requestSubmit();
  await drawn();
}

export const chooseFace =
  (score: number) =>
  async (panel: ShadowRoot): Promise<void> => {
    (await found(panel, `.face:nth-child(${score}) input`)).click();
    await drawn();
  };

export const press =
  (words: string) =>
  async (panel: ShadowRoot): Promise<void> => {
    await found(panel, 'chat-widget-farewell button');
    [...panel.querySelectorAll('button')].find(({ textContent }) => textContent.includes(words))?.click();
    await drawn();
  };
