import '../../../src/define.js';
import type { ChatWidget } from '../../../src/chat-widget.js';

export { sleep, until } from '../../support/until.js';

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

/** The very same; an assertion of nodes would print all of them, which takes minutes. */
export function same(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${nameOf(found)} instead of ${nameOf(wanted)}`);
}
const nameOf = (it: unknown): string => (it instanceof Element ? `<${it.localName} ${it.className}>` : String(it));

export const frame = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
