import { type Context, Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import type { Conversation } from '../conversation/model.js';
import { invalid } from '../conversation/service-error.js';
import { absoluteAttachment, absoluteMessage } from '../http/absolute-urls.js';
import { readInput } from '../http/input.js';
import { readRange } from '../http/page-range.js';
import { requestOrigin } from '../http/request-origin.js';
import { readUploadedFile } from '../http/uploaded-file.js';
import { showConversation } from './asked-conversation.js';
import type { OperatorEnv } from './operator-env.js';

/**
 * What whoever answers reads and does in one conversation, below `/conversations/:id`: messages, files, typing, read, close.
 * @param asked the conversation of a call's address, if it is open to the caller
 */
export function createThreadRoutes<E extends OperatorEnv>(service: ChatService, asked: (c: Context) => Conversation): Hono<E> {
  const app = new Hono<E>();

  app.get('/conversations/:id/messages', (c) => {
    const { messages, hasMore } = service.messages.ofConversation(asked(c), readRange(c.req.query()));
    const origin = requestOrigin(c.req.raw);
    return c.json({ messages: messages.map((each) => absoluteMessage(each, origin)), hasMore });
  });

  app.post('/conversations/:id/uploads', async (c) => {
    const file = await readUploadedFile(c.req.raw, service.context.site.config.upload.maxBytes);
    const { visitorId } = asked(c);
    return c.json(absoluteAttachment(service.uploads.store(visitorId, file), requestOrigin(c.req.raw)), 201);
  });

  app.post('/conversations/:id/typing', async (c) => {
    const on = await readInput(c.req.raw, (input) => input.requiredFlag('on'));
    service.presence.operatorTyping(asked(c), c.get('operator'), on);
    return c.body(null, 204);
  });

  app.post('/conversations/:id/read', async (c) => {
    const upTo = await readInput(c.req.raw, (input) => input.text('upTo'));
    if (upTo === '') throw invalid({ upTo: 'invalid' });
    service.receipts.readByOperator(asked(c), upTo);
    return c.body(null, 204);
  });

  app.post('/conversations/:id/close', (c) => {
    const ended = service.conversations.end(asked(c), 'agent', c.get('operator'));
    return c.json({ conversation: showConversation(service, c, ended) });
  });

  return app;
}
