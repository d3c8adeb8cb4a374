import type { ReactiveController } from 'lit';
import type { ChatWidgetComposer } from '../composer.js';

/** Counts down, in whole seconds, until the backend takes messages again; the draft waits meanwhile. */
export class RateLimit implements ReactiveController {
  #composer: ChatWidgetComposer;
  #cancel: (() => void) | undefined;

  constructor(composer: ChatWidgetComposer) {
    this.#composer = composer;
  }

  hostUpdated = (): void => {
    this.#cancel?.();
    const { chat, clock, localize } = this.#composer.scope;
    const left = (chat.state.rateLimitedUntil ?? 0) - clock.now();
    this.#composer.limited = left > 0 ? localize.t('error.rateLimit', { duration: localize.duration(left) }) : '';
    if (left > 0) this.#cancel = clock.setTimer(this.hostUpdated, left % 1000 || 1000);
  };

  hostDisconnected(): void {
    this.#cancel?.();
  }
}
