import { Uploads } from '../uploads/uploads.js';
import type { ChatService } from './chat-service.js';
import { Conversations } from './conversations.js';
import { Identity, type IdentityRules } from './identity.js';
import { Messages } from './messages.js';
import { Presence } from './presence.js';
import { Receipts } from './receipts.js';
import type { Site } from './site.js';
import { Submissions } from './submissions.js';

/**
 * The same service over the same data, for the visitors of one site: with its config and its rules
 * for identities. The operator's console goes on seeing everybody through the unscoped one.
 */
export function scopeService(service: ChatService, site: Site, rules: IdentityRules): ChatService {
  const context = { ...service.context, site };
  const identity = new Identity(context, rules);
  const conversations = new Conversations(context);
  const receipts = new Receipts(context);
  return {
    context,
    identity,
    conversations,
    messages: new Messages(context, conversations, receipts),
    receipts,
    presence: new Presence(context),
    submissions: new Submissions(context, conversations, identity),
    // They live in memory and may be begun by either.
    streams: service.streams,
    uploads: new Uploads(context),
  };
}
