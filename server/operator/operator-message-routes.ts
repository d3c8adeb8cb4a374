import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { maxTextLength, type OperatorMessage } from '../conversation/messages.js';
import type { Author, Card, QuickReply } from '../conversation/model.js';
import { invalid } from '../conversation/service-error.js';
import { absoluteAttachment, absoluteMessage } from '../http/absolute-urls.js';
import { Input } from '../http/input.js';
import { readJson } from '../http/json-body.js';
import { requestOrigin } from '../http/request-origin.js';
import { readUploadedFile } from '../http/uploaded-file.js';
import { askedConversation } from './asked-conversation.js';
import type { OperatorEnv } from './operator-env.js';

/** What operators say: messages, files, edits, deletions. */
export function createOperatorMessageRoutes(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();

  app.post('/conversations/:id/messages', async (c) => {
    const draft = readDraft(await readJson(c.req.raw));
    const message = service.messages.postFromOperator(askedConversation(service, c), c.get('operator'), draft);
    return c.json({ message: absoluteMessage(message, requestOrigin(c.req.raw)) }, 201);
  });

  app.post('/conversations/:id/uploads', async (c) => {
    const file = await readUploadedFile(c.req.raw, service.context.site.config.upload.maxBytes);
    const { visitorId } = askedConversation(service, c);
    return c.json(absoluteAttachment(service.uploads.store(visitorId, file), requestOrigin(c.req.raw)), 201);
  });

  app.patch('/messages/:id', async (c) => {
    const input = new Input(await readJson(c.req.raw));
    const text = input.requiredText('text', maxTextLength);
    input.done();
    return c.json({ message: absoluteMessage(service.messages.edit(c.req.param('id'), text), requestOrigin(c.req.raw)) });
  });

  app.delete('/messages/:id', (c) => {
    service.messages.remove(c.req.param('id'));
    return c.body(null, 204);
  });

  return app;
}

function readDraft(body: Record<string, unknown>): OperatorMessage {
  const input = new Input(body);
  const draft = {
    text: input.text('text', maxTextLength),
    format: input.choice('format', ['plain', 'markdown']),
    attachments: input.texts('attachments'),
    author: readAuthor(input.object('author')),
    quickReplies: input.objects('quickReplies') as QuickReply[] | undefined,
    cards: input.objects('cards') as Card[] | undefined,
    notice: input.object('notice') as OperatorMessage['notice'] | undefined,
  };
  input.done();
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}

/** Somebody else to speak as: a bot or the system, or a colleague. */
function readAuthor(body: Record<string, unknown> | undefined): Author | undefined {
  if (!body) return undefined;
  const input = new Input(body);
  const role = input.choice('role', ['agent', 'bot', 'system']);
  const rest = { id: input.text('id'), name: input.text('name'), avatarUrl: input.text('avatarUrl', 2000) };
  input.done();
  if (role === undefined) throw invalid({ role: 'required' });
  return { role, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) };
}
