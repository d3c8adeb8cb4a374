import type { Context } from '../../conversation/context.js';
import type { Visitor } from '../../conversation/model.js';
import { chatvisorSite } from './chatvisor-site.js';

const dayMs = 24 * 60 * 60_000;
const most = 10_000;

/**
 * Tells Chatvisor's visitors what concerns them: those who are connected or were here within a day,
 * since a long poll listens only now and then. Everybody else hears it with the next session.
 * @param dataFor what to tell one visitor; undefined for nothing
 */
export function tellVisitors(context: Context, type: string, dataFor: (visitor: Visitor) => unknown): void {
  const since = new Date(context.now() - dayMs).toISOString();
  context.work.run(() => {
    for (const visitor of context.visitors.ofSite(chatvisorSite, most)) {
      if (visitor.seenAt < since && !context.log.hasListener(visitor.id)) continue;
      const data = dataFor(visitor);
      if (data !== undefined) context.log.append(visitor.id, type, data);
    }
  });
}
