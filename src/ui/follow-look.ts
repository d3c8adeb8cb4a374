import type { ReactiveController } from 'lit';
import type { ServerConfig } from '../core/config.js';
import type { ChatWidgetPanel } from './panel.js';

const importLook = () => import('./server-look.js');

/** Hands the look that a backend has chosen, now or later, to the code for it. */
export class LookFollower implements ReactiveController {
  #panel: ChatWidgetPanel;
  #config: ServerConfig | undefined;

  constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
    this.hostUpdated();
  }

  hostUpdated(): void {
    const { config } = this.#panel.state;
    const { look, headerColor, textColor } = config;
    if (config === this.#config || !(look ?? headerColor ?? textColor)) return;
    this.#config = config;
    // Without its code the panel looks as it always does.
    importLook().then(({ dressByServer }) => dressByServer(this.#panel, config), () => {});
  }
}
