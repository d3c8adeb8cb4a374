import { sleep } from '../../support/until.js';
import type { TestStage } from './open-stage.js';

/** The control with this label. */
export const field = <E extends HTMLElement = HTMLInputElement>({ root }: TestStage, label: string): E => {
  const found = [...root.querySelectorAll('label')].find((each) => each.textContent.includes(label));
  return root.querySelector<E>(`#${found!.htmlFor}`)!;
};

export async function fill(stage: TestStage, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const input = field(stage, label);
    if (input.type === 'checkbox') input.checked = value === 'yes';
    else input.value = value;
    input.dispatchEvent(new Event(input.tagName === 'SELECT' || input.type === 'checkbox' ? 'change' : 'input'));
    await stage.settle();
  }
}

/** Sends the form, and waits for what comes of it. */
export const submit = async (stage: TestStage): Promise<void> => {
  stage.root.querySelector('form.form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
  for (let round = 0; round < 4; round++) {
    await sleep(0);
    await stage.settle();
  }
};

/** With what the chat was last asked for this. */
export const asked = ({ chat }: TestStage, name: string): unknown[] | undefined =>
  chat.calls.findLast(([each]) => each === name)?.slice(1);

export const isShown = (element: Element | null | undefined): boolean => !!element?.checkVisibility();

export const active = (stage: TestStage): Element | null => stage.active();

export const button = ({ root }: TestStage, words: string): HTMLButtonElement =>
  [...root.querySelectorAll('button')].find(({ textContent }) => textContent.includes(words))!;

/** An element in the page, for this test. */
export function inPage(name: string, attributes: Record<string, string>): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  document.body.append(element);
  return element;
}
