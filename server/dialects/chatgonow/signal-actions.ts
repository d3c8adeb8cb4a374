import type { CallLimiter } from '../call-limiter.js';
import { refuse, succeed } from './chatgonow-envelope.js';
import { messageOfRow } from './chatgonow-rows.js';
import { readCall, type VisitorCall } from './visitor-call.js';

/** `typing`: not stored; sent too often it is ignored. */
export async function typing(call: VisitorCall, pace: CallLimiter): Promise<Response> {
  const { service } = call;
  if (!service.context.site.config.features.typing) return refuse(501, 'not offered');
  const [visitor, on] = await readCall(call, (input) => input.requiredFlag('on'));
  if (pace.take(visitor.id, { calls: 1, seconds: 2 }).waitSeconds > 0) return new Response(null, { status: 204 });
  service.presence.visitorTyping(visitor, on);
  return succeed({});
}

/** `read`: up to a row of a message. */
export async function read(call: VisitorCall): Promise<Response> {
  const { service } = call;
  if (!service.context.site.config.features.receipts) return refuse(501, 'not offered');
  const [visitor, upTo] = await readCall(call, (input) => input.requiredText('up_to'));
  service.receipts.readByVisitor(visitor, messageOfRow(service, visitor, upTo).id);
  return succeed({});
}
