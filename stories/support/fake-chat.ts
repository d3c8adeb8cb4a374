import type { ChatAction } from '../../src/core/actions.js';
import type { Chat } from '../../src/core/chat.js';
import { initialState } from '../../src/core/initial-state.js';
import { reduce } from '../../src/core/reducer.js';
import { createStore } from '../../src/core/store.js';
import type { Store } from '../../src/core/store.js';

export type FakeChat = Chat & Pick<Store, 'dispatch'> & {
  /** What the panel has asked for, in order: `['send', {text: 'Hi'}]`. */
  readonly calls: [name: string, ...args: unknown[]][];
  readonly files: Map<string, Blob>;
};

/** The state after these actions, and a chat that only notes what it is asked for. */
export function createFakeChat(actions: readonly ChatAction[], respond: Partial<Chat> = {}): FakeChat {
  const store = createStore(actions.reduce(reduce, initialState));
  const calls: FakeChat['calls'] = [];
  const files = new Map<string, Blob>();
  const answers: Partial<Chat> = {
    file: (key) => Promise.resolve(files.get(key)),
    discard: () => Promise.resolve(''),
    send: () => Promise.resolve('l0'),
    ...respond,
  };
  const known: Record<string, unknown> = {
    calls,
    files,
    dispatch: store.dispatch,
    subscribe: store.subscribe,
  };
  return new Proxy({} as FakeChat, {
    get(_, name: string) {
      if (name === 'state') return store.state;
      if (name in known) return known[name];
      return (...args: unknown[]): unknown => {
        calls.push([name, ...args]);
        const answer = (answers as Record<string, ((...args: unknown[]) => unknown) | undefined>)[name];
        return answer ? answer(...args) : Promise.resolve();
      };
    },
  });
}
