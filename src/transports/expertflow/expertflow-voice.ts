import type { TransportEvent } from '../../core/transport.js';
import type { Connection } from '../wire/rest/rest-connection.js';

/** What the core is told. */
export type Voice = {
  emit(event: TransportEvent): void;
  /** Events wait from here until `release`: the core has no answer to its connect yet. */
  hold(): void;
  release(): void;
};

/** Events of one connection, in their order. */
export function createVoice({ emit: tell }: Connection): Voice {
  let held: TransportEvent[] | undefined;
  const emit = (event: TransportEvent): void => {
    if (held) held.push(event);
    else tell(event, {});
  };
  return {
    emit,
    hold() {
      held = [];
    },
    release() {
      const waiting = held ?? [];
      held = undefined;
      for (const event of waiting) emit(event);
    },
  };
}
