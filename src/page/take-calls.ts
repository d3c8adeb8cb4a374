/** A call made before the upgrade: `(element.calls ??= []).push(['send', ['Hi'], resolve, reject])`. */
export type EarlyCall = [
  method: string,
  args?: unknown[],
  resolve?: (value: unknown) => void,
  reject?: (error: unknown) => void,
];

type Caller = { calls?: unknown } & Partial<Record<string, (...args: unknown[]) => unknown>>;

/** Answers the calls that a page has left on the element, and from now on every further one at once. */
export function takeCalls(host: Caller | HTMLElement): void {
  const own = host as Caller;
  const call = ([method, args = [], resolve, reject]: EarlyCall): void => {
    // What is no method answers nobody.
    const run = own[method];
    if (typeof run !== 'function') return;
    const answer = (async () => run.apply(own, args))();
    answer.then(resolve, reject ?? (() => {}));
  };
  const early = Array.isArray(own.calls) ? (own.calls as EarlyCall[]) : [];
  own.calls = { push: (...calls: EarlyCall[]) => calls.forEach(call) };
  early.forEach(call);
}
