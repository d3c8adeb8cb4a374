import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { maxTextLength } from '../../conversation/messages.js';
import type { Conversation } from '../../conversation/model.js';
import { invalid, notFound } from '../../conversation/service-error.js';
import { countGuess } from '../../http/check-secret.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import type { DialectSettings } from '../dialect.js';
import { imageRules, maxPerMinuteOf } from './chatgonow-config.js';
import { refuse, refuseFor, succeed } from './chatgonow-envelope.js';
import { type ChatgonowOptions, type ChatgonowSite, findSite, siteOf, tenantOf } from './chatgonow-options.js';
import { conversationOfNumber, toOpenApiRows } from './chatgonow-rows.js';
import { checkImage } from './check-image.js';

type OpenCall = { service: ChatService; options: ChatgonowOptions; site: ChatgonowSite; c: Context };

/** How many messages `get_recent_messages` answers. */
const recentMessages = 50;

/**
 * `chat_api.php?action=…&key=CHAT_API_KEY`: for other programs of the site's owner. No CORS: a page
 * that could call it would show its visitors the key.
 */
export function createOpenApi(service: ChatService, settings: DialectSettings): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('/', (c) => {
    const options = settings.options as ChatgonowOptions;
    const key = c.req.query('key');
    countGuess(service.context.limiter, 'the API key', key, key !== undefined && findSite(options, 'apiKey', key) !== undefined);
    const site = siteOf(options, 'apiKey', key);
    const action = c.req.query('action') ?? '';
    const [method, run] = action === 'get_recent_messages' ? (['GET', fetchRecent] as const) : (['POST', reply] as const);
    if (run === reply && action !== 'reply_as_agent') return refuse(404, 'unknown action');
    if (c.req.method !== method) return refuse(405, 'method not allowed');
    // One threshold, but each action is counted for itself.
    service.context.limiter.take(`chatgonow.${action}:${site.site}`, maxPerMinuteOf(service, options));
    return run({ service, options, site, c });
  });
  app.onError((error) => {
    const answer = refuseFor(error, (seconds) => `too many requests, wait ${seconds}s`);
    if (answer.status === 500) settings.onError(error);
    return answer;
  });
  return app;
}

function fetchRecent({ service, site }: OpenCall): Response {
  const { messages, work } = service.context;
  const stored = messages.recentOfSite(tenantOf(site), recentMessages);
  const rows = work.run(() => stored.flatMap((each) => toOpenApiRows(service, site.apiKey, each)));
  return succeed(rows.slice(-recentMessages));
}

async function reply(call: OpenCall): Promise<Response> {
  const { service, options, c } = call;
  // Base64 makes four letters of three bytes.
  const body = await readJson(c.req.raw, imageRules(service, options).maxBytes * 1.4 + 65_536);
  const conversation = askedConversation(call, body['conversation_id']);
  const { text, name } = Input.read(body, (input) => ({
    text: input.text('content', maxTextLength) ?? '',
    name: input.text('agent_name', 200) || 'Agent',
  }));
  const image = decodeImage(body['image_base64']);
  if (text.trim() === '' && !image) throw invalid({ content: 'required' });
  const kind = image && checkImage(service, options, image);
  service.context.work.run(() => {
    const attachments = image ? [service.uploads.store(conversation.visitorId, { name: `image.${kind}`, bytes: image }).id] : [];
    service.messages.postFromOperator(conversation, { id: 'chat-api', name }, { text, attachments });
  });
  return Response.json({ success: true });
}

/** The id is an integer here; the same one as text, as the other action answers it, is taken too. */
function askedConversation({ service, site }: OpenCall, id: unknown): Conversation {
  const number = typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : id;
  const known = Number.isSafeInteger(number) ? conversationOfNumber(service, number as number) : undefined;
  const conversation = known === undefined ? undefined : service.context.conversations.find(known);
  const visitor = conversation && service.context.visitors.find(conversation.visitorId);
  if (!conversation || visitor?.site !== tenantOf(site)) throw notFound('conversation');
  return conversation;
}

/** Plain Base64, or a data address. What is no Base64 gives no image, which the magic bytes then show. */
function decodeImage(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return new Uint8Array(Buffer.from(value.replace(/^data:[^,]*,/, ''), 'base64'));
}
