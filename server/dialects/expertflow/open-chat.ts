import { createHash } from 'node:crypto';
import type { ChatService } from '../../conversation/chat-service.js';
import type { Conversation, Visitor } from '../../conversation/model.js';
import { site } from './expertflow-wire.js';
import type { InitRequest } from './read-init.js';

export type Chat = { conversation: Conversation; visitor: Visitor };

const requestKind = 'expertflow.request';
const requestTtlMs = 10 * 60_000;

/**
 * Opens a conversation with a visitor of its own: what a request says about somebody proves nothing,
 * so it must not lead to what was said before. The same request within ten minutes opens the same one.
 */
export function openChat(service: ChatService, request: InitRequest): Chat & { isNew: boolean } {
  const { context } = service;
  return context.work.run(() => {
    const key = requestKey(request);
    const known = key === undefined ? undefined : findRequest(service, key);
    if (known) return { ...known, isNew: false };
    const visitor = createVisitor(service, request);
    const conversation = service.conversations.openFor(visitor);
    if (key !== undefined) context.aliases.add(requestKind, key, conversation.id, visitor.id);
    return { conversation, visitor: context.visitors.find(visitor.id) ?? visitor, isNew: true };
  });
}

/** A request id alone may be guessed; with the same identifiers it is a repetition. */
function requestKey({ requestId, channel, phone, email, refId }: InitRequest): string | undefined {
  if (requestId === undefined) return undefined;
  return createHash('sha256').update(JSON.stringify([requestId, channel, phone, email, refId])).digest('hex');
}

function findRequest({ context }: ChatService, key: string): Chat | undefined {
  const conversation = context.conversations.find(context.aliases.idOf(requestKind, key) ?? '');
  const visitor = conversation && context.visitors.find(conversation.visitorId);
  if (!visitor) return undefined;
  if (Date.parse(conversation.createdAt) > context.now() - requestTtlMs) return { conversation, visitor };
  context.aliases.remove(requestKind, key);
  return undefined;
}

function createVisitor(service: ChatService, request: InitRequest): Visitor {
  const { email, phone, language, url, refId, subject } = request;
  const name = [request.firstName, request.lastName].filter(Boolean).join(' ');
  const department = service.context.site.config.departments.find(({ id }) => id === subject)?.id;
  const { visitor } = service.identity.open(undefined, site, {
    name: name || undefined,
    email,
    phone,
    locale: language,
    page: url === undefined ? undefined : { url, title: '', referrer: '' },
    fields: toFields(request, department),
  });
  // The account is shown to operators, and never believed: whoever asks may name any.
  const named: Visitor = { ...visitor, externalId: refId, department };
  service.context.visitors.save(named);
  return named;
}

/** What has no place of its own; a skill group that the site does not know is not lost either. */
function toFields(request: InitRequest, department: string | undefined): Record<string, unknown> {
  const { channel, comment, subject, extra } = request;
  return { ...extra, channel, comment, subject: department === undefined ? subject : undefined };
}
