import { invalid, notFound, ServiceError } from '../../conversation/service-error.js';
import { countGuess } from '../../http/check-secret.js';
import { Input } from '../../http/input.js';
import { isSameSecret } from '../../http/is-same-secret.js';
import { isObject } from '../../http/json-body.js';
import { customerOf, findChat } from './chat-lookup.js';
import type { CustomerSocket } from './customer-socket.js';
import type { Hub } from './hub.js';
import type { Chat } from './open-chat.js';
import { readChatMessage } from './read-message.js';
import { waiting } from './to-activities.js';

type Payload = Record<string, unknown>;
type Handler = (hub: Hub, socket: CustomerSocket, payload: Payload) => void;

const handlers = new Map<unknown, Handler>([
  ['registerConnector', registerConnector],
  ['joinConversation', joinConversation],
  ['sendMessage', sendMessage],
  ['endConversation', endConversation],
  ['requestAgentTransfer', requestAgentTransfer],
]);

/** Does what an event of a client asks for. @throws ServiceError, `not_found` for an event nobody knows */
export function runEvent(hub: Hub, socket: CustomerSocket, name: unknown, payload: unknown): void {
  const handle = handlers.get(name);
  if (!handle || (name === 'requestAgentTransfer' && !hub.options.agentTransfer)) throw notFound('event');
  if (!isObject(payload)) throw invalid({ payload: 'invalid' });
  handle(hub, socket, payload);
}

function registerConnector(hub: Hub, socket: CustomerSocket, payload: Payload): void {
  const { connectorKey } = hub.options;
  if (connectorKey !== undefined) {
    const shown = socket.credential('key');
    const isRight = isSameSecret(shown, connectorKey);
    countGuess(hub.service.context.limiter, 'the key of connectors', shown, isRight);
    if (!isRight) throw new ServiceError('forbidden', 'connectors need a key here');
  }
  const { id, name, channel } = Input.read(payload, (input) => ({
    id: input.requiredText('id', 40),
    name: input.text('name', 200),
    channel: input.requiredText('channel', 40),
  }));
  // Messages for a channel find their connector by its id.
  if (id !== channel) throw invalid({ id: 'invalid' }, 'the id of a connector is the name of its channel');
  hub.connectors.register({ id, name: name ?? id, channel: channel.toLowerCase() }, socket);
}

function joinConversation(hub: Hub, socket: CustomerSocket, payload: Payload): void {
  const chat = findChat(hub.service, payload['conversationId']);
  if (payload['id'] !== chat.visitor.id) throw notFound('participant');
  if (hub.settings.shaper.refusal(chat.visitor.id) !== undefined) return socket.destroy();
  hub.waiting.joined(chat.conversation.id);
  socket.join({ ...chat, visitor: withName(hub, chat, payload['name']) });
}

/** The name to show, where init told none. */
function withName(hub: Hub, { visitor }: Chat, name: unknown): Chat['visitor'] {
  if (visitor.name !== undefined || typeof name !== 'string' || name.length > 400) return visitor;
  const shown = name.replaceAll('\u0000', '').trim();
  // The name that init answers for want of one comes back here.
  if (shown === '' || shown === customerOf(visitor).name) return visitor;
  return hub.service.identity.update(visitor, { name: shown }).visitor;
}

function sendMessage(hub: Hub, socket: CustomerSocket, payload: Payload): void {
  const joined = socket.chat(payload['conversationId']);
  const chat = findChat(hub.service, payload['conversationId']);
  const from = payload['from'];
  const sender = isObject(from) ? (from['id'] ?? joined.visitorId) : joined.visitorId;
  if (sender !== joined.visitorId) throw new ServiceError('forbidden', 'nobody speaks for others');
  if (payload['type'] === 'ChatMessage') return sendChatMessage(hub, socket, chat, payload);
  if (payload['type'] !== 'ActivityMessage') throw invalid({ type: 'invalid' });
  if (chat.conversation.state === 'ended') throw new ServiceError('conversation_ended', 'this conversation has ended');
  // All others tell what the server knows better.
  if (payload['activityType'] !== 'typing') throw invalid({ activityType: 'invalid' });
  hub.service.presence.visitorTyping(chat.visitor, true);
}

function sendChatMessage(hub: Hub, socket: CustomerSocket, { conversation, visitor }: Chat, payload: Payload): void {
  const { service, options } = hub;
  const { localId, text, files, linked } = readChatMessage(payload, options.ids);
  const isKnown = service.context.messages.findByLocalId(visitor.id, localId) !== undefined;
  if (!isKnown && conversation.state === 'ended') {
    throw new ServiceError('conversation_ended', 'this conversation has ended');
  }
  if (files.length + linked.length > 0 && !service.context.site.config.features.upload) {
    throw new ServiceError('unsupported_type', 'no files are taken here');
  }
  const posted = hub.sendAs(socket, () =>
    service.context.work.run(() => {
      const attachments = isKnown ? [] : files.map((file) => service.uploads.store(visitor.id, file).id);
      return service.messages.postFromVisitor(visitor, { localId, text, attachments, linked });
    }),
  );
  // The echo of the first time may be what got lost.
  if (posted.duplicate && options.echo) {
    const joined = socket.chat(conversation.id);
    joined.send(joined.toWire(posted.message, visitor));
  }
}

function endConversation(hub: Hub, socket: CustomerSocket, payload: Payload): void {
  socket.chat(payload['conversationId']);
  hub.service.conversations.end(findChat(hub.service, payload['conversationId']).conversation, 'visitor');
}

/** Wants another agent: whoever is there steps out, and the waiting begins anew. */
function requestAgentTransfer(hub: Hub, socket: CustomerSocket, payload: Payload): void {
  const joined = socket.chat(payload['conversationId']);
  const { conversation } = findChat(hub.service, payload['conversationId']);
  const { presence, conversations } = hub.service;
  if (conversation.state === 'ended') throw new ServiceError('conversation_ended', 'this conversation has ended');
  if (conversation.state === 'active') conversations.leave(conversation, presence.operator);
  else joined.say(waiting(presence.availability === 'offline'));
}
