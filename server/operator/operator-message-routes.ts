import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { maxTextLength, type OperatorMessage } from '../conversation/messages.js';
import type { Author, Card, QuickReply } from '../conversation/model.js';
import { invalid } from '../conversation/service-error.js';
import { absoluteMessage } from '../http/absolute-urls.js';
import { Input, readInput } from '../http/input.js';
import { requestOrigin } from '../http/request-origin.js';
import { askedConversation } from './asked-conversation.js';
import type { OperatorEnv } from './operator-env.js';

/** What operators say: messages, edits, deletions. */
export function createOperatorMessageRoutes(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();

  app.post('/conversations/:id/messages', async (c) => {
    const draft = await readInput(c.req.raw, readDraft);
    const message = service.messages.postFromOperator(askedConversation(service, c), c.get('operator'), draft);
    return c.json({ message: absoluteMessage(message, requestOrigin(c.req.raw)) }, 201);
  });

  app.patch('/messages/:id', async (c) => {
    const text = await readInput(c.req.raw, (input) => input.requiredText('text', maxTextLength));
    return c.json({ message: absoluteMessage(service.messages.edit(c.req.param('id'), text), requestOrigin(c.req.raw)) });
  });

  app.delete('/messages/:id', (c) => {
    service.messages.remove(c.req.param('id'));
    return c.body(null, 204);
  });

  return app;
}

function readDraft(input: Input): OperatorMessage {
  const author = input.object('author');
  return {
    text: input.text('text', maxTextLength),
    format: input.choice('format', ['plain', 'markdown']),
    attachments: input.texts('attachments'),
    author: author && readAuthor(author),
    quickReplies: input.objects('quickReplies') as QuickReply[] | undefined,
    cards: input.objects('cards') as Card[] | undefined,
    notice: input.object('notice') as OperatorMessage['notice'],
  };
}

/** Somebody else to speak as: a bot or the system, or a colleague. */
function readAuthor(body: Record<string, unknown>): Author {
  const { role, ...rest } = Input.read(body, (input) => ({
    role: input.choice('role', ['agent', 'bot', 'system']),
    id: input.text('id'),
    name: input.text('name'),
    avatarUrl: input.text('avatarUrl', 2000),
  }));
  if (role === undefined) throw invalid({ role: 'required' });
  return { role, ...rest };
}
