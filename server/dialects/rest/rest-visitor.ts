import type { Context } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import type { Visitor } from '../../conversation/model.js';
import { bearerToken } from '../../http/bearer-token.js';
import { requestOrigin } from '../../http/request-origin.js';

/**
 * The visitor behind a call. Ask only once the body is read: while it was on its way another call
 * of the same visitor may have opened the conversation.
 * @throws ServiceError `invalid_token`
 */
export function visitorOf(service: ChatService, c: Context): Visitor {
  return service.identity.authenticate(bearerToken(c.req.raw));
}

/** The origin that files of this call's answer get. */
export function originOf(c: Context): string {
  return requestOrigin(c.req.raw);
}
