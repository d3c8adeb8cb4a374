import { Hono } from 'hono';
import { isEmail } from '../../conversation/check-fields.js';
import { notFound } from '../../conversation/service-error.js';
import { readJson } from '../../http/json-body.js';
import { customerOf, lookUpChat } from './chat-lookup.js';
import { refuse } from './expertflow-error.js';
import type { Hub } from './hub.js';
import { openChat } from './open-chat.js';
import { writePdf } from './pdf-writer.js';
import { readInit } from './read-init.js';

const channels = new Set(['web', 'fb', 'sms', 'twitter']);

/** `POST /api/customer/init` and `GET /api/customer/transcript/<ID>/<Type>`. */
export function createChannelRoutes(hub: Hub): Hono {
  const app = new Hono();
  const { service } = hub;

  app.post('/api/customer/init', async (c) => {
    const request = readInit(await readJson(c.req.raw));
    const { failInit, joinTimeoutMs } = hub.options;
    if (failInit !== undefined) return refuse({ status: failInit, message: 'no chats at the moment' });
    if (!channels.has(request.channel) && !hub.connectors.serves(request.channel)) {
      return refuse({ status: 400, message: 'no such channel' });
    }
    const { isNew, ...chat } = openChat(service, request);
    if (isNew) hub.waiting.add(chat, joinTimeoutMs);
    return c.json({
      conversationId: chat.conversation.id,
      participant: customerOf(chat.visitor),
      requestId: request.requestId,
      timestamp: service.context.nowText(),
    });
  });

  app.get('/api/customer/transcript/:id/:type', (c) => {
    const chat = lookUpChat(service, c.req.param('id'));
    const isOffered = service.context.site.config.features.transcript;
    if (!chat || chat.conversation.state !== 'ended' || !isOffered) throw notFound('transcript');
    const type = c.req.param('type');
    if (type === 'email') {
      // Whom to mail it to was asked before the chat, or never.
      if (!isEmail(chat.visitor.email ?? '')) throw notFound('address');
      service.submissions.mailTranscript(chat.visitor, undefined);
      return c.body(null, 200);
    }
    if (type !== 'pdf') throw notFound('type of transcript');
    const text = service.submissions.transcript(chat.visitor);
    return c.body(writePdf(text.trimEnd().split('\n'), { name: 'conversation.txt', text }), 200, {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'attachment; filename="conversation.pdf"',
    });
  });

  return app;
}
