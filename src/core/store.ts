import type { ChatAction } from './actions.js';
import { initialState } from './initial-state.js';
import { reduce } from './reducer.js';
import type { ChatState } from './state.js';

export type Listener = (state: ChatState, action: ChatAction) => void;

export interface Store {
  readonly state: ChatState;
  dispatch(action: ChatAction): void;
  subscribe(listener: Listener): () => void;
}

/** The one place where state changes. Listeners run at once, in the order of their subscription. */
export function createStore(state: ChatState = initialState): Store {
  const listeners = new Set<Listener>();
  return {
    get state() {
      return state;
    },
    dispatch(action) {
      state = reduce(state, action);
      for (const listener of [...listeners]) {
        try {
          listener(state, action);
        } catch (thrown) {
          // A page's broken listener must not stop a delivery half-way; the console hears of it.
          void Promise.reject(thrown);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
