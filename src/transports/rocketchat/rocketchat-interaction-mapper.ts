import type { MessageAction } from '../../core/model.js';

/** App, block and action of what `toChoiceId` made; nothing of any other choice. */
function fromChoiceId(choice: string): string[] {
  try {
    const made = JSON.parse(choice) as unknown;
    const isOurs = Array.isArray(made) && made.length === 3 && made.every((one) => typeof one === 'string');
    return isOurs ? (made as string[]) : [];
  } catch {
    return [];
  }
}

/** The block action of a choice, and the app it goes to; undefined for a choice that no app offered. */
export function toInteraction(
  { messageId, id, value = '' }: MessageAction,
  rid: string | undefined,
  triggerId: string,
): { appId: string; body: object } | undefined {
  const [appId, blockId, actionId] = fromChoiceId(id);
  if (!appId) return undefined;
  const container = { type: 'message', id: messageId };
  const payload = { blockId, value };
  return { appId, body: { type: 'blockAction', actionId, rid, mid: messageId, triggerId, container, payload } };
}
