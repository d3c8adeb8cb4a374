import type { ChatDriver, SeenMessage } from './chat-driver.js';

type Widget = HTMLElement & { readonly opened: boolean; open(): Promise<void>; close(): Promise<void> };
type Form = Element & {
  readonly kind: string;
  readonly fields: readonly { name: string; label?: string; options: readonly { value: string; label: string }[] }[];
};

/** What the actions stand on: they are methods of one object. */
type Base = {
  readonly element: Widget;
  readonly timeout: number;
  until<T>(look: () => T, what: string): Promise<NonNullable<T>>;
  all<T extends HTMLElement>(selector: string): T[];
  fill(field: HTMLElement, value: string | boolean): void;
  choiceAt(place: HTMLElement, options: Form['fields'][number]['options'] | undefined, value: string | boolean): number;
  fillField(form: HTMLElement, key: string, value: string | boolean): void;
};
type Self = ThisType<Base & ChatDriver>;

/**
 * The driver's methods. Each stands alone, without a name from around it: `chatPage` sends their source
 * into the page of another process. They go by parts, roles and labels, which are the widget's public face.
 */
export const chatActions: Omit<Base, 'element' | 'timeout'> & ChatDriver & Self = {
  async until(look, what) {
    const end = Date.now() + this.timeout;
    for (;;) {
      const value = look();
      if (value) return value;
      if (Date.now() > end) throw new Error(`<chat-widget>: waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  },

  /** What can be seen. */
  all<T extends HTMLElement>(selector: string): T[] {
    const found = this.element.shadowRoot?.querySelectorAll<T>(selector) ?? [];
    return [...found].filter((it) => it.getClientRects().length > 0);
  },

  async open() {
    await this.until(() => this.element.shadowRoot, 'the element to be defined');
    const [launcher] = this.all('[part~=launcher]');
    if (!this.element.opened) await (launcher ? launcher.click() : this.element.open());
    await this.until(() => this.element.opened && this.all('[part~=panel]')[0], 'the panel to open');
  },

  async close() {
    await this.element.close();
    await this.until(() => !this.element.opened, 'the panel to close');
  },

  async isOpen() {
    return this.element.opened;
  },

  async send(text) {
    const field = await this.until(() => this.all('[part~=textarea]')[0], 'the message field');
    const before = (await this.messages()).length;
    this.fill(field, text);
    const button = await this.until(
      () => this.all('[part~=send]').find((it) => it.ariaDisabled !== 'true' && !it.matches(':disabled')),
      'the send button to be ready',
    );
    button.click();
    const own = '[part~=bubble][part~=visitor]';
    const isThere = (): unknown => this.all(own).some((it) => it.textContent.trim() === text.trim());
    await this.until(() => this.all('[part~=bubble]').length > before || isThere(), `the message "${text}"`);
  },

  async messages() {
    return this.all('[part~=bubble],[part~=system-message]').map((it) => {
      const roles: SeenMessage['from'][] = ['visitor', 'agent', 'bot'];
      return { from: roles.find((role) => it.part.contains(role)) ?? 'system', text: it.innerText.trim() };
    });
  },

  async lastMessage() {
    return (await this.messages()).at(-1);
  },

  async waitForMessage(text) {
    const end = Date.now() + this.timeout;
    for (;;) {
      const seen = await this.messages();
      const found = seen.findLast((it) => it.text.includes(text));
      if (found) return found;
      if (Date.now() > end) throw new Error(`<chat-widget>: no message "${text}" among ${JSON.stringify(seen)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  },

  async choose(title) {
    const parts = '[part~=chip],[part~=card-button]';
    const find = (): HTMLElement | undefined => this.all(parts).find((it) => it.textContent.trim() === title);
    (await this.until(find, `the choice "${title}"`)).click();
  },

  /** Which of the radios: by its words, or by the value that is sent. */
  choiceAt(place, options, value) {
    const byWords = [...place.querySelectorAll('label')].findIndex((it) => it.textContent.trim() === String(value));
    return byWords < 0 ? (options?.findIndex((it) => it.value === value) ?? -1) : byWords;
  },

  fillField(form, key, value) {
    const { kind, fields = [] } = form.closest<Form>('chat-widget-form') ?? {};
    const index = fields.findIndex(({ name }) => name === key);
    const label = (fields[index]?.label ?? key).toLowerCase();
    const isIt = (it: HTMLElement): boolean =>
      !!it.querySelector('[part~=label]')?.textContent.trim().toLowerCase().startsWith(label);
    const named = form.querySelector(`#${kind}-${index}`)?.closest<HTMLElement>('[part~=field]');
    const place = named ?? [...form.querySelectorAll<HTMLElement>('[part~=field]')].find(isIt);
    if (!place) throw new Error(`<chat-widget>: the form has no field "${key}"`);
    const inputs = [...place.querySelectorAll<HTMLElement>('[part~=input]')];
    if (!place.matches('fieldset')) return this.fill(inputs[0]!, value);
    const field = fields[index] ?? fields.find((_, at) => place.id === `${kind}-${at}`);
    const chosen = this.choiceAt(place, field?.options, value);
    if (chosen < 0) throw new Error(`<chat-widget>: the field "${key}" has no choice "${value}"`);
    this.fill(inputs[chosen]!, true);
  },

  async fillForm(values) {
    const form = await this.until(() => this.all('[part~=form]')[0], 'a form');
    for (const [key, value] of Object.entries(values)) this.fillField(form, key, value);
    form.querySelector<HTMLElement>('[part~=submit]')!.click();
  },

  async press(name) {
    const isIt = (it: HTMLElement): boolean => (it.ariaLabel ?? it.textContent).trim() === name;
    (await this.until(() => this.all('button,[role=menuitem]').find(isIt), `the button "${name}"`)).click();
  },

  async unread() {
    return Number.parseInt(this.all('[part~=badge]')[0]?.textContent ?? '0', 10) || 0;
  },

  async teaser() {
    const text = await this.until(() => this.all('[part~=teaser-text]')[0], 'a teaser');
    return text.innerText.trim();
  },

  /** As typing does: the value, and the events that tell of it. */
  fill(field, value) {
    if (typeof value === 'boolean') {
      if ((field as HTMLInputElement).checked !== value) field.click();
      return;
    }
    (field as HTMLInputElement).value = value;
    for (const type of ['input', 'change', 'blur']) field.dispatchEvent(new Event(type, { bubbles: type !== 'blur' }));
  },
};
