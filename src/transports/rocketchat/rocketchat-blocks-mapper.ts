import type { Choice, Part } from '../../core/model.js';
import { id, isWire, shape, text, type Wire } from '../wire/readers.js';
import { toAddress } from './rocketchat-attachments-mapper.js';
import { label, type RocketMapping } from './rocketchat-wire.js';

const element = shape({}, { appId: id, blockId: id, actionId: id, text: label, url: id });
const option = shape({ text: label }, { value: text, url: id });

/** What a choice must name when it is made: a block action needs app, block and action. */
export function toChoiceId(appId: string, blockId: string, actionId: string): string {
  return JSON.stringify([appId, blockId, actionId]);
}

/** A button is one choice, a select or an overflow menu one for each option. */
function toChoices(value: unknown, block: Wire, mapping: RocketMapping): Choice[] {
  const known = element(value, mapping);
  if (!known) return [];
  const { appId = text(block['appId'], mapping) ?? '', blockId = text(block['blockId'], mapping) ?? '' } = known;
  const choiceId = toChoiceId(appId, blockId, known.actionId ?? '');
  const given = (value as Wire)['options'];
  const options = Array.isArray(given) ? given : [value];
  return options.flatMap((one) => {
    const said = option(one, mapping);
    if (!said) return [];
    const url = toAddress(said.url, 'link', mapping);
    const { text: title, value: sent } = said;
    return { id: choiceId, title, ...(sent !== undefined && { value: sent }), ...(url && { url }) };
  });
}

/** The invitation to a video call: a card whose button leads there. */
function toCall(value: unknown, block: Wire, mapping: RocketMapping): Part | 'no call' {
  const known = element(value, mapping);
  if ((known?.appId ?? block['appId']) !== 'videoconf-core' || known?.actionId !== 'joinLivechat') return 'no call';
  const url = toAddress(known.url, 'link', mapping);
  const title = known.text ?? 'Join';
  const buttons = url ? [{ id: known.actionId, title, url }] : [];
  return { type: 'card', card: { title: 'Video call', buttons } };
}

function toActions(block: Wire, mapping: RocketMapping): Part[] {
  const parts: Part[] = [];
  const choices: Choice[] = [];
  const elements = Array.isArray(block['elements']) ? block['elements'] : [block['accessory']];
  for (const one of elements) {
    const call = toCall(one, block, mapping);
    if (call === 'no call') choices.push(...toChoices(one, block, mapping));
    else if (mapping.rules.videoCall) parts.push(call);
  }
  return choices[0] ? [...parts, { type: 'quick-replies', choices }] : parts;
}

/** Words, pictures and choices of one UI-Kit block, whatever its type; a divider has none. */
function toBlock(block: Wire, mapping: RocketMapping): Part[] {
  const image = toAddress(block['imageUrl'], 'image', mapping);
  const name = label(block['altText'], mapping) ?? '';
  if (image) return [{ type: 'image', name, mime: '', url: image }];
  const isContext = block['type'] === 'context' && Array.isArray(block['elements']);
  const spoken = isContext ? (block['elements'] as unknown[]) : [block['text'], ...[block['fields']].flat()];
  const said = spoken.flatMap((one) => label(one, mapping) ?? []).join('\n');
  const words: Part[] = said ? [{ type: 'text', text: said, format: 'markdown' }] : [];
  return [...words, ...(isContext ? [] : toActions(block, mapping))];
}

/** The UI-Kit blocks of a message as parts; malformed ones are left out. */
export function toBlocks(value: unknown, mapping: RocketMapping): Part[] {
  const list = Array.isArray(value) ? value.filter(isWire) : [];
  return list.flatMap((block) => toBlock(block, mapping));
}
