import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { refuse, succeed } from './chatgonow-envelope.js';
import { messageOfRow } from './chatgonow-rows.js';
import type { TypingPace } from './typing-pace.js';
import { callerOf, type VisitorCall } from './visitor-call.js';

/** `typing`: not stored; sent too often it is ignored. */
export async function typing(call: VisitorCall, pace: TypingPace): Promise<Response> {
  const input = new Input(await readJson(call.c.req.raw));
  const visitor = callerOf(call);
  const { service } = call;
  if (!service.context.site.config.features.typing) return refuse(501, 'not offered');
  const on = input.requiredFlag('on');
  input.done();
  if (!pace.allows(visitor.id)) return new Response(null, { status: 204 });
  service.presence.visitorTyping(visitor, on);
  return succeed({});
}

/** `read`: up to a row of a message. */
export async function read(call: VisitorCall): Promise<Response> {
  const input = new Input(await readJson(call.c.req.raw));
  const visitor = callerOf(call);
  const { service } = call;
  if (!service.context.site.config.features.receipts) return refuse(501, 'not offered');
  const upTo = input.requiredText('up_to');
  input.done();
  service.receipts.readByVisitor(visitor, messageOfRow(service, visitor, upTo).id);
  return succeed({});
}
