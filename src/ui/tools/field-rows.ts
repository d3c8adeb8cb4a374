import type { ReactiveController } from 'lit';
import type { ChatWidgetComposer } from '../composer.js';

const MAX_LINES = 6;

/** Lets the field grow where the engine does not: Firefox and older Safaris have no `field-sizing`. */
export class FieldRows implements ReactiveController {
  #composer: ChatWidgetComposer;

  constructor(composer: ChatWidgetComposer) {
    this.#composer = composer;
  }

  hostConnected(): void {
    this.#composer.addEventListener('input', this.hostUpdated);
  }

  hostDisconnected(): void {
    this.#composer.removeEventListener('input', this.hostUpdated);
  }

  hostUpdated = (): void => {
    const { field } = this.#composer;
    if (!field || CSS.supports('field-sizing', 'content')) return;
    field.rows = 1;
    const { lineHeight, paddingBlockStart, paddingBlockEnd } = getComputedStyle(field);
    const inner = field.scrollHeight - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd);
    field.rows = Math.min(MAX_LINES, Math.round(inner / parseFloat(lineHeight)) || 1);
  };
}
