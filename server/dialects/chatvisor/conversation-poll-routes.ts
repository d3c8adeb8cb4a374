import { Hono } from 'hono';
import { invalid } from '../../conversation/service-error.js';
import type { CustomerStatus } from '../../store/customer-store.js';
import type { ChatvisorTools } from './chatvisor-tools.js';
import { readMoment } from './read-moment.js';

const pageSize = 200;
const statuses: readonly CustomerStatus[] = ['UNREAD', 'UNRESOLVED', 'DONE'];

/**
 * `GET /conversations?status=&since=`: what changed at or after a time, the longest ago first, for
 * whoever polls. `updatedAt` of the last one is the next `since`.
 */
export function createConversationPollRoutes({ service, desk, wire, originOf }: ChatvisorTools): Hono {
  const app = new Hono();
  app.get('/conversations', (c) => {
    const { status: asked, since } = c.req.query();
    const status = statuses.find((each) => each === asked);
    if (asked && !status) throw invalid({ status: 'invalid' }, `status is one of ${statuses.join(', ')}`);
    const from = new Date(readMoment('since', since || undefined) ?? 0).toISOString();
    const rows = service.context.customers.changedSince(from, status, pageSize + 1);
    const conversations = rows
      .slice(0, pageSize)
      .map(({ visitorId }) => wire.conversation(desk.visitor(visitorId), originOf(c)));
    return c.json({ conversations, hasMore: rows.length > pageSize });
  });
  return app;
}
