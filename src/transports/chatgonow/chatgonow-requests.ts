import type { Conversation, Visitor } from '../../core/model.js';
import type { FormValues, HistoryPage, HistoryQuery, Resume, Transport } from '../../core/transport.js';
import { toResume } from '../wire/rest/rest-caller.js';
import { anything, id, shape } from '../wire/readers.js';
import type { ChatgonowTools } from './chatgonow-tools.js';
import { createChatgonowUpload } from './chatgonow-upload.js';
import { fromVisitor } from './chatgonow-send-mapper.js';

const toIntroduced = shape({ visitor_token: id }, { external_id: id, conversation_id: id });
type Load = Required<Transport>['loadHistory'];
/** Pages of history that are read for one question. */
const MAX_PAGES = 20;

/** The calls that a conversation can begin without. @throws ChatError, from every method, that of the request */
export function createChatgonowRequests(tools: ChatgonowTools) {
  const { session, connection, call, note } = tools;

  /** `init` again: the one call that tells about the visitor. Answers whether they are somebody else now. */
  const introduce = async (visitor: Visitor): Promise<boolean> => {
    const json = fromVisitor(visitor, visitor.externalId ?? session.visitorId ?? '');
    const known = await call('init', toIntroduced, { method: 'POST', json });
    const isOther = known.external_id !== undefined && known.external_id !== session.visitorId;
    session.token = known.visitor_token;
    if (!isOther) note(known.conversation_id);
    // Another visitor's log has other cursors: the core connects anew.
    else Object.assign(session, { visitorId: known.external_id, cursor: undefined });
    return isOther;
  };
  const end = async (json: object): Promise<Conversation> => {
    await call('end', anything, { method: 'POST', capability: 'end', json });
    return (session.conversation = { ...session.conversation, state: 'ended' });
  };

  return {
    async register({ name, email, phone, consent, ...fields }: FormValues): Promise<Conversation> {
      const values = { ...fields, ...(consent && { consent }) };
      await introduce({ ...(name && { name }), ...(email && { email }), ...(phone && { phone }), fields: values });
      return session.conversation;
    },
    async identify(visitor: Visitor): Promise<Resume | undefined> {
      if (!(await introduce(visitor))) return undefined;
      const resume = toResume(session);
      connection.lose();
      return resume;
    },
    async sendOfflineMessage({ name, email, message = '', consent: _, ...more }: FormValues): Promise<void> {
      // The contract knows three members; what else the form asked for must not be lost.
      const lines = Object.entries(more).map(([field, value]) => `${field}: ${value}`);
      const json = { name, email, content: [message, ...lines].join('\n') };
      await call('offline', anything, { method: 'POST', capability: 'offline', json });
    },
    endConversation: () => end({}),
    /** The contract takes a rating with the end only; the event `ended` tells of it. */
    async rate({ score, comment }: { score: number; comment?: string }): Promise<void> {
      await end({ rating: score, comment });
    },
    /** The contract pages backwards only, so what follows a message is read from the end. */
    async loadAfter({ after, limit }: HistoryQuery, load: Load, signal: AbortSignal): Promise<HistoryPage> {
      const found: HistoryPage['messages'] = [];
      for (let pages = 0, before: string | undefined; pages < MAX_PAGES; pages += 1) {
        const page = await load({ limit: 30, ...(before && { before }) }, signal);
        const place = page.messages.findIndex((message) => message.id === after);
        found.unshift(...page.messages.slice(place + 1));
        before = page.messages[0]?.id;
        if (place >= 0 || !page.hasMore || !before) break;
      }
      return { messages: found.slice(0, limit), hasMore: found.length > limit };
    },
    upload: createChatgonowUpload(tools),
  };
}
