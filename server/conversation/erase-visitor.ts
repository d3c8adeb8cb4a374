import type { Context } from './context.js';
import type { Visitor } from './model.js';
import { announceQueue } from './queue.js';

/** Removes everything about one visitor: words, files, forms, mails, tokens, events. */
export function eraseVisitor(context: Context, visitor: Visitor): void {
  context.work.run(() => {
    context.belongings.removeOf(visitor.id);
    context.visitors.remove(visitor.id);
    context.log.erase(visitor.id);
    context.log.close(visitor.id);
    announceQueue(context);
    context.feed.publish('visitor-erased', { visitorId: visitor.id });
  });
}
