/** What the open panel needs, but not for its first paint; it is fetched right behind. */
import { ChatWidgetBanner } from './banner.js';
import { define } from './define.js';
import './menu.js';

define('chat-widget-banner', ChatWidgetBanner);

export { createDecorate } from './decorate.js';
export { Speech } from './speech.js';
