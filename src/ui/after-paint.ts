/** What the open panel needs, but not for its first paint; it is fetched right behind. */
import { enAround } from '../i18n/en-around.js';
import { addEnglish } from '../i18n/localize.js';
import { adopt } from './adopt.js';
import { ChatWidgetAgent } from './agent-card.js';
import { sound } from './attention/attend.js';
import { ChatWidgetAttach } from './attachments/attach.js';
import { ChatWidgetBack } from './back.js';
import { ChatWidgetBanner } from './banner.js';
import { ChatWidgetBones } from './bones.js';
import { define } from './define.js';
import { tendLog } from './list/tend-log.js';
import { moveInLog } from './log-keys.js';
import { LookFollower } from './follow-look.js';
import { ChatWidgetMenu } from './menu.js';
import { ViewportFollower } from './mobile/follow-viewport.js';
import type { ChatWidgetPanel } from './panel.js';
import { PlaceKeeper } from './place-keeper.js';
import { SizeLoader } from './size/load-size.js';
import { aroundStyles } from './styles/around-styles.js';
import { ChatWidgetEnded } from './tools/ended.js';
import { ChatWidgetTools } from './tools/tools.js';
import { HostWatcher } from './watch-host.js';

export { createDecorate } from './decorate.js';
export { Speech } from './speech.js';
export { status } from './status.js';

addEnglish(enAround);

/** A call, since bundlers drop what a module only does by being there. */
export function defineParts(panel: ChatWidgetPanel): void {
  adopt(panel, aroundStyles);
  define('chat-widget-agent', ChatWidgetAgent);
  define('chat-widget-attach', ChatWidgetAttach);
  define('chat-widget-back', ChatWidgetBack);
  define('chat-widget-bones', ChatWidgetBones);
  define('chat-widget-banner', ChatWidgetBanner);
  define('chat-widget-ended', ChatWidgetEnded);
  define('chat-widget-menu', ChatWidgetMenu);
  define('chat-widget-tools', ChatWidgetTools);
  panel.addController(new ViewportFollower(panel));
  panel.addController(new SizeLoader(panel));
  panel.addController(new HostWatcher(panel));
  panel.addController(new LookFollower(panel));
  panel.addController(new PlaceKeeper(panel));
  panel.addEventListener('keydown', (event) => moveInLog(panel, event));
  tendLog(panel);
  sound.listenForTouch();
}
