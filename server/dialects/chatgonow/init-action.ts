import { isEmail } from '../../conversation/check-fields.js';
import type { Claims } from '../../conversation/identity.js';
import { randomId } from '../../conversation/random-id.js';
import { type Input, readInput } from '../../http/input.js';
import { toWireConfig } from './chatgonow-config.js';
import { succeed } from './chatgonow-envelope.js';
import { tenantOf } from './chatgonow-options.js';
import { conversationNumber } from './chatgonow-rows.js';
import { ownToken, type VisitorCall } from './visitor-call.js';

/**
 * `init`: who the visitor is. The token of an earlier `init` resumes; an external id alone is told to
 * operators but opens no earlier history, unless the site trusts it or `identity_hash` proves it.
 */
export async function init(call: VisitorCall): Promise<Response> {
  const { service, c } = call;
  const claims = await readInput(c.req.raw, readClaims);
  const opened = service.identity.open(ownToken(call), tenantOf(call.site), claims);
  const visitor = service.conversations.leaveEnded(opened.visitor);
  const current = service.conversations.current(visitor);
  return succeed({
    visitor_token: opened.token,
    external_id: claims.externalId,
    conversation_id: current ? String(conversationNumber(service, current.id, visitor.id)) : null,
    config: toWireConfig(service, call.options),
    agents_online: service.presence.availability !== 'offline',
    cursor: service.context.log.cursor(),
  });
}

/** `fields` is free: what the console has a place for goes there, the rest is shown as it is. */
function readClaims(input: Input): Claims {
  const { name, email, phone, ...fields } = input.object('fields') ?? {};
  const url = input.text('page_url', 8192);
  return {
    externalId: input.text('external_id', 500) || randomId('ocs'),
    signature: input.text('identity_hash', 500),
    name: input.text('nickname', 200) || textOf(name),
    email: typeof email === 'string' && isEmail(email) ? email : undefined,
    phone: textOf(phone),
    page: url === undefined ? undefined : { url, title: '', referrer: '' },
    fields: Object.keys(fields).length > 0 ? fields : undefined,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
