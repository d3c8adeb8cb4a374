import type { Context } from './context.js';
import { eraseVisitor } from './erase-visitor.js';

const everyMs = 10 * 60_000;
/** The next round takes the rest. */
const mostAtOnce = 500;
const dayMs = 24 * 60 * 60_000;
const unusedUploadMs = dayMs;
const unusedVisitorMs = 30 * dayMs;

/** Drops what is no longer needed: old events, uploads nobody sent, visitors who never said anything, idle counters. */
export function tidy(context: Context, eventRetentionMs: number): void {
  context.work.run(() => context.log.prune(context.now() - eventRetentionMs));
  context.uploads.removeUnused(context.now() - unusedUploadMs);
  const before = new Date(context.now() - unusedVisitorMs).toISOString();
  for (const visitor of context.visitors.unused(before, mostAtOnce)) eraseVisitor(context, visitor);
  context.limiter.sweep();
}

/** Tidies now and every ten minutes; answers the function that stops. */
export function startHousekeeping(context: Context, eventRetentionMs: number): () => void {
  tidy(context, eventRetentionMs);
  const timer = setInterval(() => tidy(context, eventRetentionMs), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
