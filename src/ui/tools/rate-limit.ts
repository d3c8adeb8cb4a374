import type { ReactiveController } from 'lit';
import type { ChatWidgetComposer } from '../composer.js';
import type { PanelScope } from '../panel-scope.js';

/** Counts down, in whole seconds, until the backend takes messages again; the draft waits meanwhile. */
export class RateLimit implements ReactiveController {
  #composer: ChatWidgetComposer;
  #scope: () => PanelScope;
  #cancel: (() => void) | undefined;

  constructor(composer: ChatWidgetComposer, scope: () => PanelScope) {
    this.#composer = composer;
    this.#scope = scope;
  }

  hostUpdated = (): void => {
    this.#cancel?.();
    const { chat, clock, localize } = this.#scope();
    const left = (chat.state.rateLimitedUntil ?? 0) - clock.now();
    this.#composer.limited = left > 0 ? localize.t('error.rateLimit', { duration: localize.duration(left) }) : '';
    if (left > 0) this.#cancel = clock.setTimer(this.hostUpdated, left % 1000 || 1000);
  };

  hostDisconnected(): void {
    this.#cancel?.();
  }
}
