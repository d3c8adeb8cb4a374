import type { ReactiveController } from 'lit';
import { createKeep, scopeOf } from '../../storage/keep.js';
import type { Keep } from '../../storage/keep.js';
import type { ChatWidgetComposer } from '../composer.js';

const NAME = 'draft';
const PAUSE_MS = 300;

/**
 * Keeps what is written and not yet sent, for each conversation: a reload, a crash and a closed tab leave it
 * where it was. Nothing is touched before the visitor has typed.
 */
export class DraftKeeper implements ReactiveController {
  #composer: ChatWidgetComposer;
  #keep: Keep;
  /** What lies there, as far as this tab knows. */
  #kept = '';
  /** Written here, not only found. */
  #isOwn = false;
  #cancel: (() => void) | undefined;

  constructor(composer: ChatWidgetComposer) {
    this.#composer = composer;
    // The last words come when the panel goes, and the element may be somebody else's then.
    const { host } = composer.scope;
    this.#keep = createKeep(host, false, scopeOf(host));
    this.#restore();
  }

  hostConnected(): void {
    const composer = this.#composer;
    composer.addEventListener('input', this.#soon);
    composer.addEventListener('focusout', this.#now);
    addEventListener('pagehide', this.#now);
    document.addEventListener('visibilitychange', this.#now);
  }

  hostDisconnected(): void {
    this.#now();
    const composer = this.#composer;
    composer.removeEventListener('input', this.#soon);
    composer.removeEventListener('focusout', this.#now);
    removeEventListener('pagehide', this.#now);
    document.removeEventListener('visibilitychange', this.#now);
  }

  /** Words that were sent leave the field without an event. */
  hostUpdated(): void {
    if (this.#field.value !== this.#kept) this.#soon();
  }

  get #field(): HTMLTextAreaElement {
    return this.#composer.querySelector<HTMLTextAreaElement>('.composer textarea')!;
  }

  /** Before what has been written since the panel came up, of which nothing may be lost either. */
  #restore(): void {
    const words = this.#keep.get(NAME);
    if (!words) return;
    this.#kept = words;
    const typed = this.#field.value;
    if (!typed) this.#composer.putBack(words);
    else if (typed !== words) this.#field.setRangeText(`${words}\n`, 0, 0, 'preserve');
  }

  #soon = (): void => {
    this.#isOwn = !!this.#field.value;
    // What has been sent must not come back.
    if (!this.#isOwn) return this.#now();
    this.#cancel ??= this.#composer.scope.clock.setTimer(this.#now, PAUSE_MS);
  };

  #now = (): void => {
    this.#cancel?.();
    this.#cancel = undefined;
    const { value } = this.#field;
    const [before, there] = [this.#kept, this.#keep.get(NAME)];
    // Another tab keeps its draft in the same place: what was written here returns there before it is lost.
    if (value === before && (value === there || !this.#isOwn)) return;
    this.#kept = value;
    if (value.trim()) this.#keep.set(NAME, value);
    else if (there === before) this.#keep.remove(NAME);
  };
}
