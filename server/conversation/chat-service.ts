import type { Sqlite } from '../store/sqlite.js';
import { Uploads } from '../uploads/uploads.js';
import { type Context, createContext, type Surroundings } from './context.js';
import { Conversations } from './conversations.js';
import { Identity, type IdentityRules } from './identity.js';
import { Messages } from './messages.js';
import { Presence } from './presence.js';
import { Receipts } from './receipts.js';
import type { Site } from './site.js';
import { Streams } from './streams.js';
import { Submissions } from './submissions.js';

/** The one conversation service that every dialect and the operator console speak to. */
export type ChatService = {
  context: Context;
  identity: Identity;
  conversations: Conversations;
  messages: Messages;
  receipts: Receipts;
  presence: Presence;
  submissions: Submissions;
  streams: Streams;
  uploads: Uploads;
};

/** Wires the service over a database. */
export function createChatService(database: Sqlite, surroundings: Surroundings): ChatService {
  return assemble(createContext(database, surroundings), {});
}

/**
 * The same service over the same data, for the visitors of one site: with its config and its rules
 * for identities. The operator's console goes on seeing everybody through the unscoped one.
 */
export function scopeService(service: ChatService, site: Site, rules: IdentityRules): ChatService {
  // Answers being written live in memory and may be begun by either.
  return { ...assemble({ ...service.context, site }, rules), streams: service.streams };
}

function assemble(context: Context, rules: IdentityRules): ChatService {
  const identity = new Identity(context, rules);
  const conversations = new Conversations(context);
  const receipts = new Receipts(context);
  const messages = new Messages(context, conversations, receipts);
  return {
    context,
    identity,
    conversations,
    messages,
    receipts,
    presence: new Presence(context),
    submissions: new Submissions(context, conversations, identity),
    streams: new Streams(context, messages),
    uploads: new Uploads(context),
  };
}
