import type { Card, Message } from '../../conversation/model.js';

/** The button that joins a call has this id, here and on the wire. */
const joinAction = 'joinLivechat';

type Button = { id: string; title: string; value?: string; url?: string };

/** Quick replies and cards as UI-Kit blocks; undefined when the message has neither. */
export function toBlocks({ id, quickReplies = [], cards = [] }: Message): unknown[] | undefined {
  const blocks = cards.flatMap((card, index) => toCardBlocks(card, `${id}-${index}`));
  if (quickReplies.length > 0) blocks.push(toActions('quick-replies', id, quickReplies));
  return blocks.length > 0 ? blocks : undefined;
}

function toCardBlocks({ title, subtitle, imageUrl, buttons = [] }: Card, blockId: string): unknown[] {
  const calls = buttons.filter((button) => button.id === joinAction);
  const others = buttons.filter((button) => button.id !== joinAction);
  const text = [title && `*${title}*`, subtitle].filter(Boolean).join('\n');
  return [
    ...(text ? [{ type: 'section', blockId: `${blockId}-text`, text: { type: 'mrkdwn', text } }] : []),
    ...(imageUrl ? [{ type: 'image', blockId: `${blockId}-image`, imageUrl, altText: title ?? '' }] : []),
    ...(others.length > 0 ? [toActions('cards', blockId, others)] : []),
    // Clients recognise a call by this app; its block id is the id of the call.
    ...calls.map((call) => toActions('videoconf-core', call.value ?? blockId, [call])),
  ];
}

function toActions(appId: string, blockId: string, buttons: readonly Button[]) {
  const elements = buttons.map(({ id, title, value, url }) => ({
    type: 'button',
    appId,
    blockId,
    actionId: id,
    text: { type: 'plain_text', text: title, emoji: true },
    value,
    url,
  }));
  return { type: 'actions', appId, blockId, elements };
}
