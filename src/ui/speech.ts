import type { ChatState } from '../core/state.js';
import { MessageSpeech } from './message-speech.js';
import type { ChatWidgetPanel } from './panel.js';
import { StatusSpeech } from './status-speech.js';

/** What the panel says to assistive technology; it comes right after the first paint, which has nothing to say. */
export class Speech {
  #messages: MessageSpeech;
  #status: StatusSpeech;
  #state: ChatState;

  /** @param state what has been on screen so far, and is not said */
  constructor(panel: ChatWidgetPanel, state: ChatState) {
    this.#state = state;
    this.#messages = new MessageSpeech(panel);
    this.#status = new StatusSpeech(panel);
  }

  update(state: ChatState): void {
    const before = this.#state;
    this.#state = state;
    this.#messages.update(before, state);
    this.#status.update(before, state);
  }

  stop(): void {
    this.#status.stop();
  }
}
