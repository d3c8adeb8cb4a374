import type { Sqlite } from '../store/sqlite.js';
import { Uploads } from '../uploads/uploads.js';
import { type Context, createContext, type Surroundings } from './context.js';
import { Conversations } from './conversations.js';
import { Identity } from './identity.js';
import { Messages } from './messages.js';
import { Presence } from './presence.js';
import { Receipts } from './receipts.js';
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
  const context = createContext(database, surroundings);
  const identity = new Identity(context);
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
