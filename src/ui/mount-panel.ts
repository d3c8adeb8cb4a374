import { adopt } from './adopt.js';
import { ChatWidgetComposer } from './composer.js';
import { define } from './define.js';
import { ChatWidgetMessages } from './messages.js';
import { pageClock } from './page-clock.js';
import type { PanelClock } from './page-clock.js';
import { ChatWidgetPanel } from './panel.js';
import type { PanelContext, PanelHandle } from './panel-options.js';
import { panelStyles } from './styles/panel-styles.js';

/** A `MountPanel`; the clock is there for tests. */
export function mountPanel(
  root: HTMLElement,
  context: PanelContext,
  clock: PanelClock = pageClock,
): PanelHandle {
  define('chat-widget-messages', ChatWidgetMessages);
  define('chat-widget-composer', ChatWidgetComposer);
  define('chat-widget-panel', ChatWidgetPanel);
  adopt(root, panelStyles);
  const panel = document.createElement('chat-widget-panel') as ChatWidgetPanel;
  panel.setUp(context, clock);
  root.prepend(panel);
  return {
    update: (options) => panel.setOptions(options),
    focus: () => void panel.takeFocus(),
    remove: () => panel.remove(),
  };
}
