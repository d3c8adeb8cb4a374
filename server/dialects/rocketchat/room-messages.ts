import type { Attachment, Message, Visitor } from '../../conversation/model.js';
import { agentUsername, toWireUser } from './agents.js';
import { usernameOf } from './guests.js';
import type { Livechat } from './livechat.js';
import { toBlocks } from './ui-kit-blocks.js';

/** Who said something, as `u`. */
export function authorOf(livechat: Livechat, { author }: Message) {
  if (author.role !== 'visitor') return toWireUser(livechat, author);
  return visitorUser(livechat, { id: author.id ?? '', name: author.name });
}

/** A visitor as `u`. */
export function visitorUser(livechat: Livechat, { id, name }: Pick<Visitor, 'id' | 'name'>) {
  const username = usernameOf(livechat, id);
  return { _id: id, username, name: name ?? username };
}

/** The id on the wire: visitors choose the ids of their own messages. */
export function wireIdOf({ id, localId }: { id: string; localId?: string }): string {
  return localId ?? id;
}

/** A message as the wire has it. Dates are `Date`: REST writes them as ISO text, DDP as EJSON. */
export function toWireMessage(livechat: Livechat, message: Message, rid: string) {
  const { author, attachments, createdAt, editedAt, text } = message;
  const u = authorOf(livechat, message);
  // What a visitor writes to a file is its description; operators say it beside the file.
  const isDescription = author.role === 'visitor' && attachments.length > 0;
  const files = attachments.map(({ id, name, mime, size }) => ({ _id: id, name, type: mime, size }));
  return {
    _id: wireIdOf(message),
    rid,
    msg: isDescription ? '' : text,
    ts: new Date(createdAt),
    u,
    _updatedAt: new Date(editedAt ?? createdAt),
    urls: [],
    mentions: [],
    channels: [],
    ...(editedAt !== undefined && { editedAt: new Date(editedAt), editedBy: editorOf(u, author) }),
    avatar: author.avatarUrl || undefined,
    bot: author.role === 'bot' ? { i: agentUsername(author) } : undefined,
    blocks: toBlocks(message),
    ...(files.length > 0 && {
      file: files[0],
      files,
      attachments: attachments.map((each) => toWireAttachment(each, isDescription ? text : '')),
    }),
  };
}

/** Where a file is served, relative to the server's address. */
export function filePath({ id, name }: Pick<Attachment, 'id' | 'name'>): string {
  return `/file-upload/${id}/${encodeURIComponent(name)}`;
}

function toWireAttachment(attachment: Attachment, description: string) {
  const { name, mime, size, width, height } = attachment;
  const link = filePath(attachment);
  return {
    title: name,
    type: 'file',
    title_link: link,
    title_link_download: true,
    image_url: link,
    image_type: mime,
    image_size: size,
    image_dimensions: width === undefined || height === undefined ? undefined : { width, height },
    description: description || undefined,
  };
}

function editorOf(u: { _id: string; username?: string }, author: Message['author']) {
  return { _id: u._id, username: u.username ?? agentUsername(author) };
}
