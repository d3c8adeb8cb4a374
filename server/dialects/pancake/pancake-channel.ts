import type { ChatService } from '../../conversation/chat-service.js';
import { followVisitor } from '../../conversation/follow-visitor.js';
import type { LoggedEvent, Message } from '../../conversation/model.js';
import { isObject } from '../../http/json-body.js';
import type { PancakeCustomers } from './pancake-customers.js';
import { toConversationId } from './pancake-ids.js';
import type { ReadOptions } from './pancake-options.js';
import { type RowPlace, toRemovedRow, toRow } from './pancake-row.js';
import type { Channel, ChannelLine, JoinTopic } from './phoenix-channel.js';
import { Reply } from './phoenix-frame.js';

type ChannelSetting = {
  service: ChatService;
  customers: PancakeCustomers;
  options: ReadOptions;
  pageId: string;
  origin: string;
  belongsTo: (visitorId: string) => void;
};

/**
 * Visitors' topics of one page. The vendor documents neither topic nor payload nor event, so all are
 * options here; a join needs the from_id, since nothing else proves who asks.
 */
export function createVisitorTopics(setting: ChannelSetting): JoinTopic {
  const { customers, options, pageId, origin } = setting;
  return (topic, payload, line) => {
    const { topic: template } = options();
    if (!isOfTemplate(topic, template)) return undefined;
    const fromId = isObject(payload) && typeof payload['from_id'] === 'string' ? payload['from_id'] : '';
    const customer = customers.find(pageId, fromId);
    if (!customer || topic !== fill(template, pageId, fromId)) return { refused: new Reply('error', { reason: 'denied' }) };
    setting.belongsTo(customer.visitor.id);
    return { channel: follow(setting, customer.visitor.id, { pageId, fromId, origin }, line), reply: new Reply('ok') };
  };
}

function follow(setting: ChannelSetting, visitorId: string, place: RowPlace, line: ChannelLine): Channel {
  const { service, options } = setting;
  const tell = (event: LoggedEvent): void => {
    const row = options().push === 'silent' ? undefined : rowOf(event, place);
    if (!row) return;
    line.broadcast(options().event, { page_id: place.pageId, conversation_id: row.conversation_id, message: row });
    if (event.type === 'message') service.receipts.deliveredToVisitor(visitorId, (event.data as Message).id);
  };
  return {
    push: (event) => {
      throw new Error(`visitors have nothing to say by ${event}`);
    },
    left: followVisitor(service.context, visitorId, { event: tell, closed: () => line.close() }),
  };
}

function rowOf({ type, data }: LoggedEvent, place: RowPlace) {
  if (type === 'message' || type === 'message-updated') return toRow(data as Message, place);
  return type === 'message-deleted' ? toRemovedRow((data as { id: string }).id, place) : undefined;
}

const placeholder = /<(?:conversation_id|from_id|page_id)>/;

function isOfTemplate(topic: string, template: string): boolean {
  const fixed = template.split(placeholder).map((text) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${fixed.join('.+')}$`, 's').test(topic);
}

function fill(template: string, pageId: string, fromId: string): string {
  return template
    .replaceAll('<conversation_id>', toConversationId(pageId, fromId))
    .replaceAll('<from_id>', fromId)
    .replaceAll('<page_id>', pageId);
}
