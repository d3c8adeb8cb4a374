import { toAttribute } from '../../src/attributes.js';
import type { Options } from '../../src/attributes.js';
import { ChatWidget } from '../../src/chat-widget.js';
import type { MockScript } from '../../src/transports/mock/mock-script.js';
import type { Toolbar } from './render-state.js';
import { createShop } from './shop.js';

// The class is defined when the first story asks for an element: the controls of the table are read without a browser, too.
const define = (): void => {
  if (!customElements.get('chat-widget')) customElements.define('chat-widget', ChatWidget);
};

export type WidgetWishes = {
  /** What the scripted agent does. */
  script?: MockScript;
  /** Custom properties, as a page's style sheet sets them. */
  tokens?: Record<string, string>;
  /** Called before the element is on the page. */
  prepare?(widget: ChatWidget): void;
};

/** The real element; an option that is empty or off is an attribute that is not there. */
export function createWidget(options: Partial<Options>, { script, tokens, prepare }: WidgetWishes = {}): ChatWidget {
  define();
  const widget = document.createElement('chat-widget');
  for (const [option, value] of Object.entries(options)) {
    if (value) widget.setAttribute(toAttribute(option), value === true ? '' : value);
  }
  if (script) widget.setAttribute('script', JSON.stringify(script));
  for (const [name, value] of Object.entries(tokens ?? {})) widget.style.setProperty(name, value);
  prepare?.(widget);
  return widget;
}

/** The shop's page, in the scheme and direction of the toolbar, and what is put on it. */
export function renderPage({ scheme, dir, locale }: Toolbar, ...content: readonly HTMLElement[]): HTMLElement {
  const page = createShop(scheme === 'dark', dir === 'rtl');
  page.style.setProperty('color-scheme', scheme);
  if (dir === 'rtl') page.lang = 'ar';
  else if (locale) page.lang = locale;
  page.append(...content);
  return page;
}

/** Waits for a state of the page, so that a picture or a check of the story never comes too early. */
export async function until(condition: () => unknown, what: string): Promise<void> {
  const end = performance.now() + 8_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
