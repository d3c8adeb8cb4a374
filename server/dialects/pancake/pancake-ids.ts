import { createHash, randomUUID } from 'node:crypto';

/** The part that pages have in the ids of what is said there: website pages start with `web_` already. */
function stemOf(pageId: string): string {
  return pageId.startsWith('web_') ? pageId : `web_${pageId}`;
}

/** A new customer's id, the only credential there is: `web_` and a random UUID in base64. */
export function newFromId(): string {
  return `web_${Buffer.from(randomUUID()).toString('base64')}`;
}

/** Clients may make their own; anything that looks like one counts. */
export function isFromId(text: string): boolean {
  return /^web_[\w+/=-]{16,100}$/.test(text);
}

/** Each customer has one conversation, named after both. */
export function toConversationId(pageId: string, fromId: string): string {
  return `${stemOf(pageId)}_${fromId}`;
}

/** Whose conversation it is; undefined for one of another page. */
export function toFromId(pageId: string, conversationId: string): string | undefined {
  const stem = `${stemOf(pageId)}_`;
  return conversationId.startsWith(stem) ? conversationId.slice(stem.length) : undefined;
}

/** The same message always gets the same id, so nothing needs to be kept. */
export function toPancakeMessageId(pageId: string, messageId: string): string {
  const hash = createHash('sha256').update(messageId).digest('hex');
  const uuid = hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  return `${stemOf(pageId)}_${Buffer.from(uuid).toString('base64')}`;
}
