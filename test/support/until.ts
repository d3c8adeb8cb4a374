export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits for something true, and answers it; fails after `ms`, which is long enough for a busy machine.
 * @param what it is, in words or what makes them in the end; otherwise the code says it
 */
export async function until<T>(condition: () => T | Promise<T>, what: string | (() => string) = String(condition), ms = 15_000): Promise<NonNullable<T>> {
  const end = performance.now() + ms;
  for (;;) {
    const asked = performance.now();
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`waited in vain for: ${typeof what === 'string' ? what : what()}`);
    // Who takes long to answer is left alone as long.
    await sleep(10 + performance.now() - asked);
  }
}
