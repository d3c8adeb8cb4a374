import { adopt } from './adopt.js';
import { ChatWidgetComposer } from './composer.js';
import { define } from './define.js';
import { home } from './lazy.js';
import { ChatWidgetMessages } from './messages.js';
import { pageClock } from './page-clock.js';
import type { PanelClock } from './page-clock.js';
import { ChatWidgetPanel } from './panel.js';
import type { PanelContext, PanelHandle } from './panel-options.js';
import { panelStyles } from './styles/panel-styles.js';

// With the code of the panel, which may be fetched before the press that opens it.
if (document.querySelector('chat-widget[home]')) home().catch(() => {});

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
  panel.setUp(context, clock, (root.getRootNode() as ShadowRoot).host as HTMLElement);
  root.prepend(panel);
  return {
    update: (options) => panel.setOptions(options),
    focus: () => void panel.takeFocus(),
    remove: () => panel.remove(),
  };
}
