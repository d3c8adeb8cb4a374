import type { ChatConfig } from '../../core/config.js';
import { ChatError } from '../../core/errors.js';
import { toTexts } from '../texts.js';
import { toBase } from '../wire/rest/rest-caller.js';
import type { PancakeOptions } from './pancake-options.js';

/** The options as they are used. */
export type PancakeSettings = {
  pageId: string;
  /** Ends with a slash. */
  base: string;
  topic: string;
  /** JSON. */
  joinPayload: string;
  /** Event of the channel → `message`, `deleted` or `ignore`. */
  meanings: Readonly<Record<string, string>>;
};

/** Where the documented service is. */
const HOST = 'https://pages.fm';

/** @throws ChatError `config` when the page's attributes cannot be used */
export function toSettings({ endpoint, options }: ChatConfig): PancakeSettings {
  const { 'page-id': pageId, topic, ...more } = options as PancakeOptions;
  if (!pageId) throw new ChatError('config', 'the attribute page-id is missing');
  const base = toBase(endpoint || HOST);
  if (!base) throw new ChatError('config', `endpoint="${endpoint}" is no web address`);
  return {
    pageId,
    base,
    topic: topic ?? 'conversation:{conversationId}',
    joinPayload: more['join-payload'] ?? '{"from_id":"{fromId}"}',
    meanings: {
      // Seen at the agents' channels of the same server.
      'messages:mark_as_deleted': 'deleted',
      ...toTexts(parse(more['event-map'])),
    },
  };
}

/** JSON; undefined for what is none. */
export function parse(json: unknown): unknown {
  try {
    return typeof json === 'string' ? JSON.parse(json) : undefined;
  } catch {
    return undefined; // a proxy's page, or a slip of the pen: the default is the better guess
  }
}
