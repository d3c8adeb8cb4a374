/** What the open panel needs, but not for its first paint; it is fetched right behind. */
import { ChatWidgetBanner } from './banner.js';
import { define } from './define.js';
import { ChatWidgetMenu } from './menu.js';

export { createDecorate } from './decorate.js';
export { Speech } from './speech.js';

/** A call, since bundlers drop what a module only does by being there. */
export function defineParts(): void {
  define('chat-widget-banner', ChatWidgetBanner);
  define('chat-widget-menu', ChatWidgetMenu);
}
