import '../../../src/define.js';
import type { ChatWidget } from '../../../src/chat-widget.js';

export type Server = { url: string; operatorKey: string };

/** The reference server that runs beside the browser tests. */
export const server: Promise<Server> = fetch('/reference-server.json').then((it) => it.json());

const made: HTMLElement[] = [];

/** Puts a widget on the page; `cleanUp` takes it away. */
export function widget(attributes: Record<string, string> = {}): ChatWidget {
  const element = document.createElement('chat-widget');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  made.push(element);
  return element;
}

/** A widget of its own tenant on the reference server, so that no test finds another's words. */
export async function connectedWidget(attributes: Record<string, string> = {}): Promise<ChatWidget> {
  const { url } = await server;
  return widget({ endpoint: `${url}/rest`, 'data-test': '', 'external-id': crypto.randomUUID(), ...attributes });
}

export async function cleanUp(): Promise<void> {
  for (const element of made.splice(0)) {
    await (element as ChatWidget).destroy?.();
    element.remove();
  }
  localStorage.clear();
}

export const launcherOf = (element: Element): HTMLButtonElement =>
  element.shadowRoot!.querySelector('.launcher')!;
export const dockOf = (element: Element): HTMLElement => element.shadowRoot!.querySelector('.root')!;
export const panelOf = (element: Element): HTMLDialogElement | null =>
  element.shadowRoot!.querySelector('dialog');

/** Waits for a condition; fails with `what` after `ms`. */
export async function until<T>(condition: () => T | Promise<T>, what: string, ms = 8_000): Promise<NonNullable<T>> {
  const end = performance.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** The very same; an assertion of nodes would print all of them, which takes minutes. */
export function same(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${nameOf(found)} instead of ${nameOf(wanted)}`);
}
const nameOf = (it: unknown): string => (it instanceof Element ? `<${it.localName} ${it.className}>` : String(it));

export const frame = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
