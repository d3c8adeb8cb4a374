import { html, nothing } from 'lit';
import type { ReactiveController, TemplateResult } from 'lit';
import type { ChatWidgetComposer } from '../composer.js';
import type { PanelPart } from '../panel-part.js';

const PAUSE_MS = 1_000;

/** From here on the visitor should know. */
const near = (max: number): number => Math.min(100, Math.max(20, max / 10));

/** Counts what is written where the backend takes only so much; words beyond are kept back, never cut off. */
export class Counter implements ReactiveController {
  #composer: ChatWidgetComposer;
  #view: PanelPart;
  #told = '';
  #cancel: (() => void) | undefined;

  /** @param view what is drawn again when the count changes */
  constructor(composer: ChatWidgetComposer, view: PanelPart) {
    this.#composer = composer;
    this.#view = view;
  }

  hostConnected(): void {
    this.#composer.addEventListener('input', this.hostUpdated);
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#composer.removeEventListener('input', this.hostUpdated);
  }

  hostUpdated = (): void => {
    const { left } = this.#count();
    const { t } = this.#composer.scope.localize;
    this.#composer.over = left < 0 ? t('composer.tooMany', { count: -left }) : '';
    this.#view.requestUpdate();
    this.#tell();
  };

  render(): TemplateResult | typeof nothing {
    const { left, max, used } = this.#count();
    if (left > near(max)) return nothing;
    const { number } = this.#composer.scope.localize;
    // Said by the announcer and at the field; twice would be too much.
    return html`<p class="count ${left < 0 ? 'over' : ''}" part="counter" aria-hidden="true">
      <bdi>${number(used)}</bdi> / <bdi>${number(max)}</bdi>
    </p>`;
  }

  /** As backends count: without the white space around, in the units of JavaScript. */
  #count(): { left: number; max: number; used: number } {
    const max = this.#composer.scope.chat.state.config.maxLength || Infinity;
    const used = this.#composer.querySelector<HTMLTextAreaElement>('.composer textarea')!.value.trim().length;
    return { left: max - used, max, used };
  }

  /** When the visitor pauses, and only what is news: near the end, at the last ten, beyond it. */
  #tell(): void {
    this.#cancel?.();
    const { announce, clock, localize } = this.#composer.scope;
    this.#cancel = clock.setTimer(() => {
      const { left, max } = this.#count();
      const zone = left < 0 ? 'over' : left <= 10 ? 'last' : left <= near(max) ? 'near' : '';
      if (zone === this.#told) return;
      this.#told = zone;
      if (zone) announce(localize.t(left < 0 ? 'composer.tooMany' : 'composer.left', { count: Math.abs(left) }));
    }, PAUSE_MS);
  }
}
