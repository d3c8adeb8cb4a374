import { maxTextLength, type Posted } from '../../conversation/messages.js';
import type { StoredMessage, Visitor } from '../../conversation/model.js';
import { ServiceError } from '../../conversation/service-error.js';
import { Input } from '../../http/input.js';
import { readRange } from '../../http/page-range.js';
import { readUploadForm } from '../../http/uploaded-file.js';
import { imageRules } from './chatgonow-config.js';
import { refuse, succeed } from './chatgonow-envelope.js';
import { conversationNumber, messageOfRow, toRows, toWireTime } from './chatgonow-rows.js';
import { checkImage } from './check-image.js';
import { callerOf, readCall, type VisitorCall } from './visitor-call.js';

/** `history`: the newest page, or the one before a row; ascending. */
export function history(call: VisitorCall): Response {
  const { service, c } = call;
  const visitor = callerOf(call);
  const { before: rowId, limit } = readRange(c.req.query());
  const before = rowId === undefined ? undefined : messageOfRow(service, visitor, rowId).id;
  const { messages, hasMore } = service.messages.history(visitor, { limit, before });
  const newest = messages.at(-1);
  if (newest) service.receipts.deliveredToVisitor(visitor.id, newest.id);
  const rows = service.context.work.run(() => messages.flatMap(({ id }) => toRows(service, service.messages.get(id))));
  return succeed({ messages: rows, has_more: hasMore });
}

/** `send`: a text, once per `client_id`. */
export async function send(call: VisitorCall): Promise<Response> {
  const [visitor, draft] = await readCall(call, (input) => ({
    localId: input.requiredKey('client_id', 200),
    text: input.requiredText('content', maxTextLength),
  }));
  spend(call, visitor, draft.localId);
  return succeed(toReceived(call, visitor, call.service.messages.postFromVisitor(visitor, draft)));
}

/** `upload`: an image, which is a message by itself, once per `client_id`. */
export async function upload(call: VisitorCall): Promise<Response> {
  const { service, options } = call;
  // Asked twice: strangers must not make the server read files, and reading takes time.
  callerOf(call);
  if (!service.context.site.config.features.upload) return refuse(501, 'not offered');
  const { file, texts } = await readUploadForm(call.c.req.raw, imageRules(service, options).maxBytes);
  const visitor = callerOf(call);
  const localId = Input.read(texts, (input) => input.requiredKey('client_id', 200));
  const known = service.context.messages.findByLocalId(visitor.id, localId);
  if (!known) {
    checkImage(service, options, file.bytes);
    spend(call, visitor, localId);
  }
  const posted = service.context.work.run(() => {
    const attachments = known ? [] : [service.uploads.store(visitor.id, file).id];
    return service.messages.postFromVisitor(visitor, { localId, attachments });
  });
  return succeed({ ...toReceived(call, visitor, posted), image_url: posted.message.attachments[0]?.url ?? null });
}

/** Counts a new message against this dialect's own limit; the service counts against the site's. */
function spend({ service, options }: VisitorCall, visitor: Visitor, localId: string): void {
  if (options.maxPerMinute === undefined || service.context.messages.findByLocalId(visitor.id, localId)) return;
  service.context.limiter.take(`chatgonow.send:${visitor.id}`, options.maxPerMinute);
}

function toReceived({ service }: VisitorCall, visitor: Visitor, { message, duplicate }: Posted) {
  const localId = message.localId ?? '';
  const stored: StoredMessage | undefined = service.context.messages.findByLocalId(visitor.id, localId);
  if (!stored) throw new ServiceError('not_found', 'the visitor was erased meanwhile');
  return {
    id: String(stored.seq),
    conversation_id: String(conversationNumber(service, message.conversationId, visitor.id)),
    created_at: toWireTime(message.createdAt),
    client_id: localId,
    duplicate,
  };
}
