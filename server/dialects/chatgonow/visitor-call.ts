import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import type { Visitor } from '../../conversation/model.js';
import { ServiceError } from '../../conversation/service-error.js';
import { bearerToken } from '../../http/bearer-token.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import type { DialectSettings } from '../dialect.js';
import { type ChatgonowOptions, type ChatgonowSite, tenantOf } from './chatgonow-options.js';

/** One call of a visitor's page, its key already checked. */
export type VisitorCall = {
  service: ChatService;
  settings: DialectSettings;
  options: ChatgonowOptions;
  site: ChatgonowSite;
  c: Context<{ Bindings: HttpBindings }>;
};

/** The call's token, if it belongs to this site: those of other sites and dialects open nothing here. */
export function ownToken({ service, site, c }: VisitorCall): string | undefined {
  const token = bearerToken(c.req.raw);
  return service.identity.owner(token)?.site === tenantOf(site) ? token : undefined;
}

/** The visitor behind a call. @throws ServiceError `invalid_token` */
export function callerOf(call: VisitorCall): Visitor {
  const visitor = call.service.identity.owner(ownToken(call));
  if (!visitor) throw new ServiceError('invalid_token', 'invalid token');
  return visitor;
}

/**
 * The visitor behind a call, and what its body says. The body comes first: while it is on its way another
 * call of the same visitor may open the conversation.
 * @throws ServiceError `too_large`, `invalid_token`, `invalid`
 */
export async function readCall<T>(call: VisitorCall, read: (input: Input) => T): Promise<[Visitor, T]> {
  const body = await readJson(call.c.req.raw);
  return [callerOf(call), Input.read(body, read)];
}
