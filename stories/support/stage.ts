import type { ChatAction } from '../../src/core/actions.js';
import type { Chat } from '../../src/core/chat.js';
import { createLauncher } from '../../src/launcher/launcher.js';
import { launcherStyles } from '../../src/launcher/launcher-styles.js';
import { launcherViewStyles } from '../../src/launcher/launcher-view-styles.js';
import { mountPanel } from '../../src/ui/mount-panel.js';
import type { PanelClock } from '../../src/ui/page-clock.js';
import type { PanelHandle, PanelOptions } from '../../src/ui/panel-options.js';
import { createFakeChat } from './fake-chat.js';
import type { FakeChat } from './fake-chat.js';

export type StageOptions = Partial<PanelOptions> & {
  clock?: PanelClock;
  scheme?: 'light' | 'dark';
  accent?: string;
  side?: 'start' | 'end';
  chat?: FakeChat;
  /** What the chat answers where the default will not do. */
  respond?: Partial<Chat>;
  /** Attributes by which the page tells who the visitor is. */
  known?: Record<string, string>;
  /** What is kept on the device is kept for this site. */
  site?: string;
};

export type Stage = {
  host: HTMLElement;
  shadow: ShadowRoot;
  root: HTMLElement;
  chat: FakeChat;
  panel: HTMLElement;
  handle: PanelHandle;
  options: PanelOptions;
};

function launcher(): HTMLButtonElement {
  const button = createLauncher(() => {});
  button.ariaLabel = 'Chat with Juniper & Co.';
  button.ariaExpanded = 'true';
  button.setAttribute('aria-controls', 'panel');
  return button;
}

function createRoot(shadow: ShadowRoot, { dir, placement }: PanelOptions, side: string): HTMLElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherStyles + launcherViewStyles);
  shadow.adoptedStyleSheets = [sheet];
  const root = document.createElement('div');
  root.classList.add('root', side, ...(placement === 'inline' ? ['inline'] : []));
  root.dir = dir;
  root.append(launcher());
  shadow.append(root);
  return root;
}

/** The panel in a shadow root as the host element would put it there, over a chat in a given state. */
export function createStage(actions: readonly ChatAction[], wishes: StageOptions = {}): Stage {
  const { clock, scheme, accent, side = 'end', respond, known = {}, site = '', chat = createFakeChat(actions, respond), ...rest } = wishes;
  const options: PanelOptions = {
    locale: 'en-GB',
    dir: 'ltr',
    brand: 'Juniper & Co.',
    placement: 'fixed',
    ...rest,
  };
  const host = document.createElement('div');
  host.className = 'stage';
  if (options.placement === 'inline') host.setAttribute('placement', 'inline');
  for (const [name, value] of Object.entries(known)) host.setAttribute(name, value);
  Object.assign(host, { site });
  if (scheme) host.style.setProperty('color-scheme', scheme);
  if (accent) host.style.setProperty('--chat-accent', accent);
  const shadow = host.attachShadow({ mode: 'open' });
  const root = createRoot(shadow, options, side);
  const onClose = (): void => chat.dispatch({ type: 'panel/closed' });
  const handle = mountPanel(root, { chat, options, onClose }, clock);
  return { host, shadow, root, chat, panel: root.firstElementChild as HTMLElement, handle, options };
}
