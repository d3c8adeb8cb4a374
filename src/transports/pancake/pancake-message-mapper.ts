import type { Author, IncomingMessage, Part } from '../../core/model.js';
import { defined, flag, id, isWire, items, shape, text, type Mapping } from '../wire/readers.js';
import { toAttachmentPart } from './pancake-parts-mapper.js';

/** What a row must be seen against. */
export type PancakeMapping = Mapping & { fromId: string | undefined };

/** One row of the list; a removed one keeps its place there. */
export type PancakeRow = { id: string; isRemoved: boolean; message: IncomingMessage };

const row = shape(
  { id },
  {
    conversation_id: id,
    message: text,
    original_message: text,
    from: shape({}, { id, name: id, admin_name: id }),
    admin_name: id,
    attachments: items(toAttachmentPart),
    inserted_at: toTime,
    is_removed: flag,
    private: flag,
    is_private: flag,
    is_internal: flag,
    is_note: flag,
  },
);
type Row = NonNullable<ReturnType<typeof row>>;

/** One item of the list, or of a frame; undefined for what is none. */
export function toRow(value: unknown, mapping: PancakeMapping): PancakeRow | undefined {
  const known = row(value, mapping);
  // Kept from the visitor whatever such a row says: a note of agents for agents.
  if (!known || known.private || known.is_private || known.is_internal || known.is_note) return undefined;
  const { id, conversation_id: conversationId, inserted_at: createdAt = mapping.now, is_removed: isRemoved = false } = known;
  const author = toAuthor(known, mapping);
  return { id, isRemoved, message: defined({ id, conversationId, author, parts: toParts(known), createdAt }) };
}

/** One page of the list. `size` counts what could not be read as well, as offsets do. */
export type PancakePage = { rows: PancakeRow[]; size: number };

/**
 * The answer of `GET messages`, ascending. It is a bare array, newest first; an object around it
 * and the other direction are taken, too. Undefined for what is no list.
 */
export function toPage(value: unknown, mapping: PancakeMapping): PancakePage | undefined {
  const list = isWire(value) ? (value['messages'] ?? value['data']) : value;
  if (!Array.isArray(list)) return undefined;
  const rows = list.flatMap((each: unknown) => toRow(each, mapping) ?? []);
  const timeOf = (row: PancakeRow | undefined): number => row?.message.createdAt ?? 0;
  if (timeOf(rows[0]) >= timeOf(rows.at(-1))) rows.reverse();
  return { rows: rows.sort((a, b) => timeOf(a) - timeOf(b)), size: list.length };
}

/** Who wrote: the visitor under their own id, everybody else speaks for the page. */
function toAuthor({ from = {}, admin_name }: Row, { fromId }: PancakeMapping): Author {
  if (fromId && from.id === fromId) return defined({ role: 'visitor', name: from.name });
  return defined({ role: 'agent', id: from.id, name: from.admin_name ?? admin_name ?? from.name });
}

function toParts({ message, original_message, attachments = [] }: Row): Part[] {
  const words = message || original_message;
  const parts: Part[] = words ? [{ type: 'text', text: words, format: 'plain' }, ...attachments] : attachments;
  return parts[0] ? parts : [{ type: 'notice', code: 'unsupported', params: {} }];
}

/** `2024-12-25T11:06:07.000000`, UTC although no zone is named; or milliseconds, as the client sends them. */
function toTime(value: unknown): number | undefined {
  if (typeof value === 'number') return value > 0 && value < 8.64e15 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const [, day, time, zone = 'Z'] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*(Z|[+-]\d\d:?\d\d)?$/.exec(value) ?? [];
  const ms = Date.parse(`${day}T${time}${zone}`);
  return ms > 0 ? ms : undefined;
}
