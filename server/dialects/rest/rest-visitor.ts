import type { Context } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import type { Visitor } from '../../conversation/model.js';
import { bearerToken } from '../../http/bearer-token.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { requestOrigin } from '../../http/request-origin.js';

/** The visitor behind a call. @throws ServiceError `invalid_token` */
export function visitorOf(service: ChatService, c: Context): Visitor {
  return service.identity.authenticate(bearerToken(c.req.raw));
}

/**
 * The visitor behind a call, and what its body says. The body comes first: while it is on its way another
 * call of the same visitor may open the conversation.
 * @throws ServiceError `too_large`, `invalid_token`, `invalid`
 */
export async function readCall<T>(service: ChatService, c: Context, read: (input: Input) => T): Promise<[Visitor, T]> {
  const body = await readJson(c.req.raw);
  return [visitorOf(service, c), Input.read(body, read)];
}

/** The origin that files of this call's answer get. */
export function originOf(c: Context): string {
  return requestOrigin(c.req.raw);
}
