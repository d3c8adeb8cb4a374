import { AsyncLocalStorage } from 'node:async_hooks';

const callers = new AsyncLocalStorage<string | undefined>();

/** Does what a caller asked for; whatever comes of it, later too, knows who that was. */
export function runForCaller<T>(caller: string | undefined, work: () => T): T {
  return callers.run(caller, work);
}

/** The network address behind the work under way, for limits; undefined for this machine itself. */
export function currentCaller(): string | undefined {
  return callers.getStore();
}
