import { toChatError, type ChatError, type ChatErrorCode } from '../core/errors.js';

/** @throws Error with the sentence when the condition does not hold. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}

/** Compares as JSON. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  assert(is === should, `${what}: expected ${should}, got ${is}`);
}

/** The ChatError with which the work fails. */
export async function fails(
  work: Promise<unknown>,
  code: ChatErrorCode | readonly ChatErrorCode[],
): Promise<ChatError> {
  const thrown = await within(work).then(
    () => undefined,
    (reason: unknown) => reason ?? 'nothing',
  );
  assert(thrown !== undefined, `expected a rejection with ${code}, but it was fulfilled`);
  // A plain object of that shape counts, as it does for the core.
  assert(Object(thrown).name === 'ChatError', `expected a ChatError, got ${String(thrown)}`);
  const error = toChatError(thrown);
  assert([code].flat().includes(error.code), `expected ${code}, got ${error.code}: ${error.message}`);
  return error;
}

/** Real milliseconds. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Rejects when the work takes too long, so that a hanging transport fails its case. */
export async function within<T>(work: Promise<T>, ms = 5000): Promise<T> {
  let handle: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    handle = setTimeout(() => reject(new Error(`not settled after ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(handle);
  }
}

/** Waits until `find` gives something; its last answer is in the error. */
export async function eventually<T>(
  what: string,
  find: () => T | undefined | false | Promise<T | undefined | false>,
  ms = 4000,
): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await find();
    if (found) return found;
    assert(performance.now() < end, `waited ${ms} ms in vain for ${what}`);
    await wait(10);
  }
}
