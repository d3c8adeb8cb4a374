import type { MediaPart, Part } from '../../core/model.js';
import { safeUrl } from '../../core/safe-url.js';
import { folded, known, members, words } from './expertflow-wire.js';

const GATES = { image: 'image', audio: 'media', video: 'media', file: 'file' } as const;

function address(value: unknown, gate: (typeof GATES)[keyof typeof GATES], base: string): string | undefined {
  try {
    return known(value) && safeUrl(gate, new URL(words(value), base).href);
  } catch {
    return undefined; // shown without it
  }
}

/**
 * An Attachment object. One whose address a browser cannot or must not open (`file:`, `javascript:`,
 * a document in a `data:` URL) becomes a notice with its name.
 * @param base resolves relative addresses
 */
export function toAttachment(value: unknown, base: string): Part {
  const it = folded(value);
  const mime = words(it['type']).toLowerCase();
  const type = (/^(image|audio|video)\b/.exec(mime)?.[1] ?? 'file') as MediaPart['type'];
  const url = address(it['contenturl'], GATES[type], base);
  const thumbnailUrl = address(it['thumbnailurl'], 'image', base);
  const name = words(it['name']);
  if (!url) return { type: 'notice', code: 'unsupported', params: { name } };
  return { type, name, mime, url, ...(thumbnailUrl && { thumbnailUrl }) };
}

/**
 * The parts of a ChatMessage; what has none becomes the notice `unsupported`, never an empty bubble.
 * @param isOwn own files stand before the words, as they were written
 */
export function toParts(text: string, attachments: unknown, base: string, isOwn: boolean): Part[] {
  const files = members(attachments).map((it) => toAttachment(it, base));
  const said: Part[] = text ? [{ type: 'text', text, format: 'plain' }] : [];
  const parts = isOwn ? [...files, ...said] : [...said, ...files];
  return parts[0] ? parts : [{ type: 'notice', code: 'unsupported', params: {} }];
}
