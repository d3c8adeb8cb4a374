import type { Context } from './context.js';

const everyMs = 10 * 60_000;
const unusedUploadMs = 24 * 60 * 60_000;

/** Drops what is no longer needed: old events, uploads nobody sent, idle counters. */
export function tidy(context: Context, eventRetentionMs: number): void {
  context.work.run(() => context.log.prune(context.now() - eventRetentionMs));
  context.uploads.removeUnused(context.now() - unusedUploadMs);
  context.limiter.sweep();
}

/** Tidies now and every ten minutes; answers the function that stops. */
export function startHousekeeping(context: Context, eventRetentionMs: number): () => void {
  tidy(context, eventRetentionMs);
  const timer = setInterval(() => tidy(context, eventRetentionMs), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
