import { ChatError } from '../../core/errors.js';
import type { RestCall } from '../wire/rest/rest-caller.js';
import { isWire } from '../wire/readers.js';
import { toPath } from './chatgonow-call.js';
import { readRefusal } from './chatgonow-refusal.js';
import type { ChatgonowTools } from './chatgonow-tools.js';

/** A stream that was opened again within this time (ms) has failed. */
const BRIEF_MS = 10_000;
/** After so many failures in a row it is polled. */
const MAX_FAILURES = 2;

/** `GET /events` of the REST wire as actions `stream` and `poll`, whose events hold themselves. */
export function createChatgonowEvents({ context, call, rest, streams }: ChatgonowTools): RestCall {
  return async (path, read, options = {}) => {
    const query = Object.fromEntries(new URL(path, 'http://x').searchParams);
    if (!options.via) return call('poll', (value, mapping) => read(toPolled(value), mapping), { ...options, query });
    const now = context.clock.monotonic();
    streams.failures = now - streams.openedAt < BRIEF_MS ? streams.failures + 1 : 0;
    streams.openedAt = now;
    if (streams.failures >= MAX_FAILURES) throw new ChatError('unsupported', 'streams break here');
    return rest(toPath(context, 'stream', query), read, { readRefusal, ...options });
  };
}

function toPolled(value: unknown): unknown {
  if (!isWire(value) || !Array.isArray(value['events'])) return value;
  return { ...value, events: value['events'].map((data: unknown) => ({ ...Object(data), data })) };
}
