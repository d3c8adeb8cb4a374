import { toChatError } from '../../core/errors.js';
import { requestJson, toProtocolError } from '../http.js';
import { readRefusal } from '../wire/rest/rest-refusal.js';
import { fromBeginning, toBegun } from './expertflow-init-mapper.js';
import type { ExpertflowTools } from './expertflow-tools.js';

/**
 * `POST /api/customer/init`: begins a conversation and keeps its id in the session. A repetition
 * says the same requestId, so that the server may know it for one; repeating is the core's affair.
 * @throws ChatError as `requestJson` does; `protocol`
 */
export async function beginConversation(tools: ExpertflowTools, signal: AbortSignal): Promise<void> {
  const { context, session, voice } = tools;
  const { options } = context.config;
  const { visitor, form, visitorId, requestId } = session;
  const json = fromBeginning({
    visitor: visitor!,
    form,
    channel: options['channel'] || 'web',
    department: session.department ?? options['department'],
    comment: options['comment'],
    visitorId,
    requestId,
    timestamp: new Date(context.clock.now()).toISOString(),
  });
  const url = `${session.base}api/customer/init`;
  const request = { url, method: 'POST', json, readRefusal, signals: [signal] };
  const answer = await requestJson(context, request).catch((error: unknown) => {
    if (toChatError(error).status === 503) tellAway(tools, true);
    throw error;
  });
  tellAway(tools, false);
  const begun = toBegun(answer);
  if (!begun) throw toProtocolError('the server named no conversation');
  Object.assign(session, begun, { refId: json.refId, state: 'bot' });
  voice.emit({ type: 'conversation', conversation: { id: begun.conversationId, state: 'bot' } });
}

/** "Service unavailable": nobody is there for new conversations. Who is, nothing tells before one has begun. */
function tellAway({ session, voice }: ExpertflowTools, isAway: boolean): void {
  if (!isAway && !session.isAway) return;
  session.isAway = isAway;
  voice.emit({ type: 'availability', state: isAway ? 'offline' : 'unknown' });
}
