import { id, isWire, raw, shape, type Mapping, type Reader } from '../wire/readers.js';
import { toRow, type PancakeMapping, type PancakeRow } from './pancake-message-mapper.js';

/** A frame of a channel in our terms: rows of messages, or nothing that is known. */
export type Pushed = { rows: readonly PancakeRow[]; deleted: readonly string[]; isKnown: boolean };

const MARKS = ['inserted_at', 'from', 'original_message', 'is_removed'];
const NOWHERE: Mapping = { base: '', now: 0 };
const NOTHING: Pushed = { rows: [], deleted: [], isKnown: false };

/** Whose frames are taken. `isOwn`: the topic is the visitor's alone; elsewhere rows must name the conversation. */
export type Scope = { conversationId: string | undefined; isOwn: boolean };

/**
 * What a frame of the channel tells. The visitor's events are documented nowhere: unless the page
 * says what they mean, whatever carries a message of this conversation is one.
 */
export function toPushed(
  payload: unknown,
  meaning: string | undefined,
  { conversationId, isOwn }: Scope,
  mapping: PancakeMapping,
): Pushed {
  const candidates = candidatesOf(payload);
  const named = [payload, ...candidates].flatMap((each) => toConversationId(each, mapping) ?? []);
  const isOurs = named[0] ? named.every((each) => each === conversationId) : isOwn;
  if (meaning === 'ignore' || !isOurs) return { ...NOTHING, isKnown: meaning === 'ignore' || named.length > 0 };
  if (meaning === 'deleted') {
    const deleted = candidates.flatMap((each) => toDeletedId(each, mapping) ?? []);
    return { ...NOTHING, deleted, isKnown: deleted.length > 0 };
  }
  const rows = candidates.filter((each) => meaning ?? looksLikeMessage(each)).flatMap((each) => toRow(each, mapping) ?? []);
  return { rows, deleted: [], isKnown: rows.length > 0 };
}

const about = shape({}, { conversation_id: id, id, message_id: id });
const toConversationId: Reader<string> = (value, mapping) => about(value, mapping)?.conversation_id;
const toDeletedId: Reader<string> = (value, mapping) => {
  const known = about(value, mapping);
  return known ? (known.message_id ?? known.id) : id(value, mapping);
};

const boxes = shape({}, { messages: raw, message: raw, data: raw });

/** Where such servers put a message: the payload itself, or a member of it. */
function candidatesOf(payload: unknown): unknown[] {
  const { messages, message, data } = boxes(payload, NOWHERE) ?? {};
  if (Array.isArray(messages)) return messages;
  if (isWire(message)) return [message];
  if (Array.isArray(data)) return data;
  if (isWire(data)) return candidatesOf(data);
  return isWire(payload) ? [payload] : [];
}

/** An id alone is no message: many things have one. */
function looksLikeMessage(value: unknown): boolean {
  return isWire(value) && MARKS.some((name) => Object.hasOwn(value, name));
}
