import type { HttpBindings } from '@hono/node-server';
import type { Context as Call, Hono } from 'hono';
import { type ChatService, scopeService } from '../../conversation/chat-service.js';
import type { Visitor } from '../../conversation/model.js';
import { onlySite } from '../../conversation/tenants.js';
import { requestOrigin } from '../../http/request-origin.js';
import type { DialectSettings } from '../dialect.js';
import { AgentPasses } from './agent-passes.js';
import { Announcer } from './announcer.js';
import { DocumentStore } from './chatvisor-documents.js';
import { type ChatvisorOptions, readChatvisorOptions } from './chatvisor-server-options.js';
import { ChatvisorSite, chatvisorSite } from './chatvisor-site.js';
import { chooseAssignee } from './choose-assignee.js';
import { CustomerDesk } from './customer-desk.js';
import { CustomerWire } from './customer-wire.js';
import { isOtherCustomer } from './other-customer.js';
import { StaffPresence } from './staff-presence.js';
import { VisibilityBoard } from './visibility-board.js';
import type { WebhookType } from './webhook-model.js';
import { WebhookQueue } from './webhook-queue.js';
import { WebhookSender } from './webhook-sender.js';

/** What the parts of this dialect share. */
export type ChatvisorTools = {
  /** Sees Chatvisor's visitors only. */
  service: ChatService;
  documents: DocumentStore;
  desk: CustomerDesk;
  wire: CustomerWire;
  board: VisibilityBoard;
  passes: AgentPasses;
  announcer: Announcer;
  sender: WebhookSender;
  /** Read anew at each use. */
  options(): ChatvisorOptions;
  /** Where people reach this server, without a slash at the end. */
  originOf(c: Call): string;
  /** Keeps it for the webhooks, which no call asks for. */
  rememberOrigin(c: Call): void;
};

export type ChatvisorApp = Hono<{ Bindings: HttpBindings }>;

const originSetting = 'chatvisor.origin';

/** Wires them over the one conversation service. */
export function createChatvisorTools(service: ChatService, settings: DialectSettings): ChatvisorTools {
  const { context } = service;
  const options = () => readChatvisorOptions(settings.options);
  const documents = new DocumentStore(context.settings);
  const staff = new StaffPresence(context, documents);
  const site = new ChatvisorSite(context, documents, staff);
  const board = new VisibilityBoard(context, documents, site);
  const announcer = new Announcer(context, site);
  const sender = new WebhookSender(context, documents, options, settings.onError);
  const queue = new WebhookQueue(context, documents, () => sender.wake());
  const origin = () => options().publicUrl ?? context.settings.get(originSetting) ?? '';
  const tell = (type: WebhookType, visitor: Visitor, more: () => object = () => ({})): void => {
    // With the first receiver this server's address is known as well.
    if (documents.get('webhooks').length === 0) return;
    const conversation = wire.conversation(visitor, origin());
    queue.add(type, visitor, conversation, { ...conversation, ...more() });
  };
  const desk = new CustomerDesk(context, {
    conversationCreated: (visitor) => tell('conversation.created', visitor),
    statusChanged: (visitor) => tell('conversation.status', visitor),
    messageCreated: (visitor, message) => tell('message.created', visitor, () => ({ message: wire.message(message, origin()) })),
    loadChanged: () => announcer.staff(),
    route: (visitor) => {
      const { routing = [] } = documents.get('settings');
      return chooseAssignee(routing, visitor, documents.get('agents'), (teamId) => staff.free(teamId));
    },
  });
  const wire = new CustomerWire(context, desk);
  const saved = (before: Visitor | undefined, after: Visitor): void => {
    if (!before) return;
    board.moved(before, after);
    if (isOtherCustomer(before, after)) {
      tell('customer.updated', after, () => ({ customer: wire.customer(after, origin()) }));
    }
  };
  const scoped = scopeService(service, site, { tenants: onlySite(chatvisorSite), joinsLabels: true, knowsByEmail: true, saved });
  return {
    service: { ...scoped, presence: staff },
    documents,
    desk,
    wire,
    board,
    passes: new AgentPasses(context),
    announcer,
    sender,
    options,
    originOf: (c) => options().publicUrl ?? requestOrigin(c.req.raw),
    rememberOrigin: (c) => context.settings.set(originSetting, requestOrigin(c.req.raw)),
  };
}
