import type { IncomingMessage, Part } from './model.js';
import type { OutboxEntry } from './outbox.js';
import { readAfter } from './read-after.js';
import { selectCan } from './selectors.js';
import type { ChatState } from './state.js';
import type { Transport } from './transport.js';

const wordOf = (part: Part): string => (part.type === 'text' ? part.text : part.type);
const wordsOf = ({ parts }: { parts: Part[] }): string => parts.map(wordOf).join('\n');

/**
 * The backend's copy of an own message whose answer was lost: the same words, written by the
 * visitor, behind what was the newest message when it left. The clock has no say: devices' are wrong.
 * Null: there is none. Undefined: nobody can tell.
 */
export async function findTwin(
  transport: Transport,
  state: ChatState,
  entry: OutboxEntry,
  signal: AbortSignal,
): Promise<IncomingMessage | null | undefined> {
  const { messages } = state;
  const { after } = entry;
  if (after === undefined) return undefined;
  const taken = new Set(messages.map(({ id, localId }) => localId && id));
  const isTwin = (row: IncomingMessage): boolean =>
    row.author.role === 'visitor' && !row.localId && !taken.has(row.id) && wordsOf(row) === wordsOf(entry);
  const from = messages.findLastIndex(({ id }) => id === after);
  // A list that was replaced meanwhile may begin behind it, and without our local ids.
  const behind = from < 0 && after ? [] : messages.slice(from + 1);
  const near = behind.find((row) => row.id && isTwin(row));
  if (near || !selectCan(state, 'history')) return near;
  // A backend without echoes shows it in its history alone, perhaps before what came in since.
  const all = await readAfter(transport, after ?? undefined, signal);
  return all && (all.find(isTwin) ?? null);
}
