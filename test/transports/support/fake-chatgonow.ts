import type { Resume } from '../../../src/core/transport.js';
import { fakeBackend, json, stream, type Route, type Seen } from './fake-backend.js';

/** An answer in the system's envelope. */
export const told = (data: object): Response => json({ success: true, data });
/** A refusal in the same envelope. */
export const refused = (message: string, status: number, more: object = {}): Response =>
  json({ success: false, message, ...more }, status);

export const actionOf = ({ path }: Seen): string => new URL(path, 'http://x').searchParams.get('action') ?? '';

/** The smallest ChatGoNow, as functions by action; a test replaces what it is about. */
export function fakeChatgonow(actions: Record<string, Route> = {}) {
  const all: Record<string, Route> = {
    init: ({ body }) => {
      const { external_id } = body as { external_id: string };
      return told({ visitor_token: 't1', external_id, conversation_id: null, cursor: '10', agents_online: true });
    },
    history: () => told({ messages: [], has_more: false }),
    stream: (_, init) => stream(init).response,
    send: ({ body }) => told({ ...(body as object), id: '104', conversation_id: '7', created_at: '2026-01-05 10:00:09', duplicate: false }),
    ...actions,
  };
  const dispatch: Route = (seen, init) => (all[actionOf(seen)] ?? (() => refused('unknown action', 404)))(seen, init);
  const backend = fakeBackend({ 'GET api/visitor_api.php': dispatch, 'POST api/visitor_api.php': dispatch });
  backend.context.config = {
    transport: 'chatgonow', endpoint: 'https://api.example/chat', site: '', locale: 'en', options: { key: 'k1' },
  };
  return {
    ...backend,
    actions: all,
    /** What was asked by one action. */
    asked: (action: string): Seen[] => backend.seen.filter((each) => actionOf(each) === action),
    newestResume: () => backend.resumes.findLast((each) => each !== undefined) as Resume | undefined,
  };
}
