import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChatWidgetMessages } from './messages.js';
import { PanelPart } from './panel-part.js';
import { Wake } from './wake.js';

/** A history that comes sooner needs none; what is shown stays long enough not to flash. */
const LATE_MS = 150;
const LEAST_MS = 300;

/** Bones in the shape of a conversation while it is fetched. */
export class ChatWidgetBones extends PanelPart {
  #wake = new Wake(this);
  #since = 0;

  /** They show, and have not done so for long. */
  get isHeld(): boolean {
    return !!this.firstElementChild && this.scope.clock.now() < this.#since + LATE_MS + LEAST_MS;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { clock } = this.scope;
    const now = clock.now();
    this.#since ||= now;
    const shown = this.#since + LATE_MS;
    if (now < shown) {
      this.#wake.at(clock, shown);
      return nothing;
    }
    if (now < shown + LEAST_MS) this.#wake.at(clock, shown + LEAST_MS);
    else this.closest<ChatWidgetMessages>('chat-widget-messages')?.requestUpdate();
    return html`<div class="bones" part="skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></div>`;
  }
}
