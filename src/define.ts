import { ChatWidget } from './chat-widget.js';
import type { ChatEventMap } from './events.js';

declare global {
  interface HTMLElementTagNameMap {
    'chat-widget': ChatWidget;
  }
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- this is how the map is widened
  interface GlobalEventHandlersEventMap extends ChatEventMap {}
}

const registry = globalThis.customElements as CustomElementRegistry | undefined;

// Loading the script twice is harmless: the first one stays.
if (registry && !registry.get('chat-widget')) registry.define('chat-widget', ChatWidget);
