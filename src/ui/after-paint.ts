/** What the open panel needs, but not for its first paint; it is fetched right behind. */
import { sound } from './attention/attend.js';
import { ChatWidgetAttach } from './attachments/attach.js';
import { ChatWidgetBanner } from './banner.js';
import { define } from './define.js';
import { ChatWidgetMenu } from './menu.js';
import { ViewportFollower } from './mobile/follow-viewport.js';
import type { ChatWidgetPanel } from './panel.js';

export { createDecorate } from './decorate.js';
export { moveInLog } from './log-keys.js';
export { Speech } from './speech.js';

/** A call, since bundlers drop what a module only does by being there. */
export function defineParts(panel: ChatWidgetPanel): void {
  define('chat-widget-attach', ChatWidgetAttach);
  define('chat-widget-banner', ChatWidgetBanner);
  define('chat-widget-menu', ChatWidgetMenu);
  panel.addController(new ViewportFollower(panel));
  sound.listenForTouch();
}
