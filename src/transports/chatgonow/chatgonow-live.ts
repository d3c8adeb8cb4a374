import { ChatError } from '../../core/errors.js';
import type { RestCall } from '../wire/rest/rest-caller.js';
import type { OnFrame } from '../wire/rest/rest-feed.js';
import { createLive, type OpenLive } from '../wire/rest/rest-live.js';
import { isWire } from '../wire/readers.js';
import { toPath } from './chatgonow-call.js';
import { readRefusal } from './chatgonow-refusal.js';
import type { ChatgonowTools } from './chatgonow-tools.js';

/** A stream that was opened again within this time (ms) has failed. */
const BRIEF_MS = 10_000;
/** After so many failures in a row it is polled. */
const MAX_FAILURES = 2;

/** The events of a session as the REST wire reads them: actions `stream` and `poll`, whose events hold themselves. */
export function createChatgonowLive(tools: ChatgonowTools, accept: OnFrame): OpenLive {
  const { context, call, rest } = tools;
  let openedAt = -Infinity;
  let failures = 0;

  const events: RestCall = async (path, read, options = {}) => {
    const query = Object.fromEntries(new URL(path, 'http://x').searchParams);
    if (!options.via) return call('poll', (value, mapping) => read(toPolled(value), mapping), { ...options, query });
    const now = context.clock.monotonic();
    failures = now - openedAt < BRIEF_MS ? failures + 1 : 0;
    openedAt = now;
    if (failures >= MAX_FAILURES) throw new ChatError('unsupported', 'streams break here');
    return rest(toPath(context, 'stream', query), read, { readRefusal, ...options });
  };
  return createLive({ ...tools, call: events, feed: { accept } });
}

function toPolled(value: unknown): unknown {
  if (!isWire(value) || !Array.isArray(value['events'])) return value;
  return { ...value, events: value['events'].map((data: unknown) => ({ ...Object(data), data })) };
}
