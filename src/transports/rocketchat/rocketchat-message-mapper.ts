import { ChatError } from '../../core/errors.js';
import type { Author, IncomingMessage, Part } from '../../core/model.js';
import type { OutgoingMessage } from '../../core/transport.js';
import { id, isWire, shape, text, type Wire } from '../wire/readers.js';
import { toSystemNotice } from './rocketchat-notice-mapper.js';
import type * as rich from './rocketchat-rich.js';
import { user, when, type RocketMapping } from './rocketchat-wire.js';

const head = shape({ _id: id, u: user }, { rid: id, t: id, msg: text, alias: text, ts: when, editedAt: when });
type Head = NonNullable<ReturnType<typeof head>>;

/** What Rocket.Chat calls one of its users. */
export function toAuthor(
  { _id, username, name }: { _id?: string; username?: string; name?: string },
  role: Author['role'],
  { rules }: RocketMapping,
): Author {
  const called = rules.hidesAgent && role !== 'visitor' ? undefined : (name ?? username);
  return { role, ...(_id && { id: _id }), ...(called && { name: called }) };
}

/** The code for what a message has beside its words. */
export type Rich = typeof rich;
const PLAIN: Rich = { toAttachments: () => [], toBlocks: () => [] };

/** True for a message that needs this code. */
export const isRich = (value: unknown): boolean =>
  isWire(value) && [value['attachments'], value['blocks']].flat().some(Boolean);

/** In the order in which the official widget shows them: files and what is quoted, words, blocks. */
function toParts(value: unknown, { msg, t }: Head, isMine: boolean, mapping: RocketMapping, { toAttachments, toBlocks }: Rich): Part[] | undefined {
  const { attachments, blocks } = value as { attachments?: unknown; blocks?: unknown };
  const choices = toBlocks(blocks, mapping);
  if (t) {
    const notice = toSystemNotice(t, value as Wire, mapping);
    return notice ? [notice] : choices[0] && choices;
  }
  const said: Part[] = msg ? [{ type: 'text', text: msg, format: isMine ? 'plain' : 'markdown' }] : [];
  const parts = [...toAttachments(attachments, mapping), ...said, ...choices];
  // A call that may not be offered leaves nothing to show; what is not known leaves a line.
  if (parts[0] || (Array.isArray(blocks) && !mapping.rules.videoCall)) return parts[0] && parts;
  return [{ type: 'notice', code: 'unsupported', params: {} }];
}

/** True for what only the team may see. */
export function isSecret(value: unknown): boolean {
  return isWire(value) && (value['private'] === true || value['_hidden'] === true);
}

/**
 * A message of Rocket.Chat; undefined for what is none or is not for the visitor's eyes. The id of an own
 * message is the local id with which it was sent.
 * @param rich without it the words are all that is shown
 */
export function toMessage(value: unknown, mapping: RocketMapping, rich = PLAIN): IncomingMessage | undefined {
  const known = isSecret(value) ? undefined : head(value, mapping);
  if (!known) return undefined;
  const { _id, u, alias, rid, ts, editedAt } = known;
  const role = toRole(value, known, mapping);
  const parts = toParts(value, known, role === 'visitor', mapping, rich);
  if (!parts) return undefined;
  return {
    id: _id,
    ...(role === 'visitor' && { localId: _id }),
    ...(rid && { conversationId: rid }),
    author: toAuthor({ ...u, ...(alias && { name: alias }) }, role, mapping),
    parts,
    createdAt: ts ?? mapping.now,
    // A bot's answer grows by edits; that it was "edited" says nothing to its reader.
    ...(editedAt && role !== 'bot' && { editedAt }),
  };
}

/** A typed message is the system's, unless blocks make it an invitation of the one who sent it. */
function toRole(value: unknown, { t, u }: Head, { visitorId }: RocketMapping): Author['role'] {
  const { bot, blocks } = value as { bot?: unknown; blocks?: unknown };
  if (t && !blocks) return 'system';
  if (u._id && u._id === visitorId) return 'visitor';
  return bot ? 'bot' : 'agent';
}

/** What a message is on its way out: its words, and the ids of the messages that its files became. */
export function fromOutgoing({ parts }: OutgoingMessage): { msg: string; uploads: string[] } {
  const words: string[] = [];
  const uploads: string[] = [];
  for (const part of parts) {
    if (part.type === 'text') words.push(part.text);
    if (!('mime' in part)) continue;
    // Without the file the message would lie.
    if (!part.uploadId) throw new ChatError('invalid', 'a file is not uploaded');
    uploads.push(part.uploadId);
  }
  return { msg: words.join('\n'), uploads };
}
