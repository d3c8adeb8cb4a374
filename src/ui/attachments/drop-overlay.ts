import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from '../icons.js';
import { PanelPart } from '../panel-part.js';
import { limitWords } from '../upload-rules.js';

const PICTURE = icon('M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2M4.5 17l4.5-5 4 4 2.5-2.5 4 4M9 8.2a.8.8 0 1 0 .01 0');

/** What lies over the panel while files are dragged across it. It may stand there before its words come. */
export class ChatWidgetDrop extends PanelPart {
  protected override render(): TemplateResult {
    const { chat, localize } = this.scope;
    return html`${PICTURE}<b>${localize.t('composer.drop')}</b><span>${limitWords(chat.state.config, localize)}</span>`;
  }
}
