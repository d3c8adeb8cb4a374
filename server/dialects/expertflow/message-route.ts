import { Hono } from 'hono';
import { maxTextLength } from '../../conversation/messages.js';
import { randomId } from '../../conversation/random-id.js';
import { invalid, notFound } from '../../conversation/service-error.js';
import { bearerToken } from '../../http/bearer-token.js';
import { checkSecret } from '../../http/check-secret.js';
import { Input, readInput } from '../../http/input.js';
import { accountOf, findChat } from './chat-lookup.js';
import { type ChatMessage, type Participant, system } from './expertflow-wire.js';
import { refuse } from './expertflow-error.js';
import type { Hub } from './hub.js';

/** What a third party wants to be said, and to whom. */
type Order = {
  text: string;
  from: Participant;
  channel: string | undefined;
  /** The customer's number. */
  account: string | undefined;
  conversationId: string | undefined;
  isWhisper: boolean;
};

/**
 * `POST /api/message`, for third parties that have the `key`: words for a customer. With `conversationId`
 * into that conversation, else with `channel` and `phone` (or `refId`) through the connector of the channel.
 */
export function createMessageRoute(hub: Hub): Hono {
  const app = new Hono();
  app.post('/api/message', async (c) => {
    const { key } = hub.options;
    if (key === undefined) throw notFound('call');
    checkSecret(hub.service.context.limiter, 'the key', bearerToken(c.req.raw), key);
    const order = await readInput(c.req.raw, readOrder);
    if (order.conversationId !== undefined) {
      sayInto(hub, order.conversationId, order);
      return c.json({ status: 200 });
    }
    if (!order.channel || !order.account) throw invalid({ refId: 'required', channel: 'required' });
    const message = toMessage(hub, order, '', order.account);
    if (hub.connectors.deliver(order.channel.toLowerCase(), message)) return c.json({ status: 200 });
    return refuse({ status: 503, message: 'no connector of this channel is there' });
  });
  return app;
}

function readOrder(input: Input): Order {
  return {
    text: input.requiredText('text', maxTextLength),
    from: Input.read(input.object('from') ?? {}, (from) => ({
      id: from.text('id', 200) ?? system.id,
      name: from.text('name', 200) ?? system.name,
    })),
    channel: input.text('channel', 40),
    account: input.text('refId', 200) ?? input.text('phone', 200),
    conversationId: input.text('conversationId', 200),
    isWhisper: input.choice('tag', ['', 'whisper']) === 'whisper',
  };
}

function sayInto(hub: Hub, conversationId: string, order: Order): void {
  const { conversation, visitor } = findChat(hub.service, conversationId);
  if (order.isWhisper) {
    hub.whisper(toMessage(hub, order, conversation.id, accountOf(visitor)));
    return;
  }
  const { service } = hub;
  const author = { role: 'bot', ...order.from } as const;
  service.messages.postFromOperator(conversation, service.presence.operator, { text: order.text, author });
}

/** A message that is in no history of ours. */
function toMessage(hub: Hub, { text, from, isWhisper }: Order, conversationId: string, refId: string): ChatMessage {
  return {
    conversationId,
    type: 'ChatMessage',
    from,
    to: [],
    text,
    refId,
    tag: isWhisper ? 'whisper' : '',
    attachments: [],
    ...(hub.options.ids && { id: randomId('m'), timestamp: hub.service.context.nowText() }),
  };
}
