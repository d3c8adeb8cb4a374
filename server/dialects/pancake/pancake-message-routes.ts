import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { maxTextLength } from '../../conversation/messages.js';
import { randomId } from '../../conversation/random-id.js';
import { invalid } from '../../conversation/service-error.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { requestOrigin } from '../../http/request-origin.js';
import { readPancakeClaims } from './pancake-claims.js';
import type { PancakeCustomers } from './pancake-customers.js';
import { PancakeError } from './pancake-error.js';
import { isFromId, toConversationId, toPancakeMessageId } from './pancake-ids.js';
import { type ReadOptions, troubleWith } from './pancake-options.js';
import { readPictures, takePictures } from './pancake-pictures.js';
import { toRow } from './pancake-row.js';

const path = '/api/v1/pke_chat_plugin/messages';

/** `POST` and `GET /api/v1/pke_chat_plugin/messages`. */
export function createPancakeMessageRoutes(service: ChatService, customers: PancakeCustomers, options: ReadOptions): Hono {
  const app = new Hono();

  app.post(path, async (c) => {
    const draft = readDraft(await readJson(c.req.raw));
    const pageId = askedPage(options, c.req.query('page_id'));
    const { fromId, message } = service.context.work.run(() => {
      const customer = customers.sender(pageId, draft.ids, draft.claims);
      // Here a conversation never ends: what was closed goes on with the next message.
      const visitor = service.conversations.leaveEnded(customer.visitor);
      const { message: posted } = service.messages.postFromVisitor(visitor, {
        localId: randomId('k'),
        text: draft.text,
        ...takePictures(service, visitor.id, draft.pictures),
      });
      return { fromId: customer.fromId, message: posted };
    });
    return c.json({
      success: true,
      id: toPancakeMessageId(pageId, message.id),
      conversation_id: toConversationId(pageId, fromId),
      from_id: fromId,
      dummy_id: draft.dummyId,
    });
  });

  app.get(path, (c) => {
    const pageId = askedPage(options, c.req.query('page_id'));
    const offset = readOffset(c.req.query('offset'));
    const { fromId, visitor } = customers.ofConversation(pageId, c.req.query('conversation_id') ?? '');
    const { pageSize } = options();
    const { messages } = service.messages.history(visitor, { limit: offset + pageSize });
    const newest = messages.at(-1);
    if (newest) service.receipts.deliveredToVisitor(visitor.id, newest.id);
    const place = { pageId, fromId, origin: requestOrigin(c.req.raw) };
    return c.json(messages.reverse().slice(offset).map((message) => toRow(message, place)));
  });

  return app;
}

/** @throws PancakeError 104, 123, 125 */
function askedPage(options: ReadOptions, pageId = ''): string {
  const trouble = troubleWith(pageId, options());
  if (trouble !== undefined) throw new PancakeError(trouble);
  return pageId;
}

function readDraft(body: Record<string, unknown>) {
  const draft = Input.read(body, (input) => ({
    text: input.text('message', maxTextLength) ?? '',
    ids: { fromId: input.text('from_id', 200) ?? '', conversationId: input.text('conversation_id', 400) ?? '' },
    claims: readPancakeClaims(input),
    dummyId: input.number('dummy_id'),
  }));
  const pictures = readPictures(body);
  const { text, ids } = draft;
  if (ids.fromId !== '' && !isFromId(ids.fromId)) throw invalid({ from_id: 'invalid' });
  if (text.trim() === '' && pictures.length === 0) throw invalid({ message: 'required' }, 'message needs text or image');
  return { ...draft, pictures };
}

function readOffset(offset = ''): number {
  if (!/^\d{1,6}$/.test(offset)) throw invalid({ offset: 'invalid' }, 'offset must be a number');
  return Number(offset);
}
