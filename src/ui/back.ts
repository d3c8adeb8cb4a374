import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from './icons.js';
import { home, isDefined } from './lazy.js';
import type { ChatWidgetPanel } from './panel.js';
import { PanelPart } from './panel-part.js';

const BACK = icon('M14.5 5.5L8 12l6.5 6.5');

/** From the conversation to the start; from a form that was opened instead of waiting, to the place in line. */
export class ChatWidgetBack extends PanelPart {
  protected override render(): TemplateResult {
    const label = this.scope.localize.t('panel.back');
    return html`<button type="button" class="icon-button back" part="header-button" aria-label=${label} title=${label} @click=${this.#go}>
      ${BACK}
    </button>`;
  }

  #go = (): void => {
    const panel = this.closest<ChatWidgetPanel>('chat-widget-panel')!;
    const { announce, chat, host, localize } = this.scope;
    const isAway = panel.view === 'offline' && chat.state.conversation.state === 'queued';
    if (isAway || !host.hasAttribute('home')) return panel.show('');
    if (isDefined('home')) return panel.show('home');
    // Nothing would stand there before its code does, and no button leads out of that.
    home().catch(home).then(() => panel.show('home'), () => announce(localize.t('menu.failed'), true));
  };
}
