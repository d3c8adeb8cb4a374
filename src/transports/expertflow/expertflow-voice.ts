import type { ChatError } from '../../core/errors.js';
import type { TransportContext, TransportEvent } from '../../core/transport.js';
import { toResume, type ExpertflowSession } from './expertflow-session.js';

/** What the core is told, and when it may be told. */
export type Voice = {
  /** Says it with the newest resume token; silent unless a connection stands. */
  emit(event: TransportEvent): void;
  /** From now on events wait for `open`. */
  hold(): void;
  /** The core has the answer of `connect` in the next task. */
  open(): void;
  /** The connection is gone; told once. */
  lose(error?: ChatError): void;
  silence(): void;
  /** The core believes that a connection stands. */
  readonly isOpen: boolean;
  /** Aborts every request when the transport is disconnected. */
  readonly life: AbortSignal;
};

/** Nothing is emitted before the core has the answer of `connect`, nor after `disconnect`. */
export function createVoice({ emit: tell, clock }: TransportContext, session: ExpertflowSession): Voice {
  let held: TransportEvent[] | undefined;
  let state: 'silent' | 'holding' | 'open' = 'silent';
  let cancelOpen = (): void => undefined;
  let life = new AbortController();

  const silence = (): void => {
    cancelOpen();
    state = 'silent';
    held = undefined;
  };
  const voice: Voice = {
    get life() {
      return life.signal;
    },
    get isOpen() {
      return state === 'open';
    },
    emit(event) {
      if (held) held.push(event);
      else if (state === 'open') tell(event, toResume(session));
    },
    hold() {
      silence();
      if (life.signal.aborted) life = new AbortController();
      state = 'holding';
      held = [];
    },
    open() {
      state = 'open';
      cancelOpen = clock.setTimer(() => {
        const waiting = held ?? [];
        held = undefined;
        waiting.forEach(voice.emit);
      }, 0);
    },
    lose(error) {
      // While connecting, the rejection of `connect` says it.
      if (state !== 'open') return;
      silence();
      tell({ type: 'connection-lost', ...(error && { error }) }, toResume(session));
    },
    silence() {
      silence();
      life.abort();
    },
  };
  return voice;
}
