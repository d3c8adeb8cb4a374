import { safeUrl } from '../core/safe-url.js';
import type { Message } from '../core/model.js';
import type { Localize } from '../i18n/localize.js';
import { withoutBidiControls } from '../i18n/localize.js';
import { messageWords } from './message-words.js';

/** One line: what would begin another, or turn its direction, is taken out. */
export const oneLine = (text: string): string =>
  withoutBidiControls(text).replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ').trim();

export type SaidFile = { name: string; href: string | undefined };

/** What a message says, for a file: its lines, and its files by name and address. */
export function wordsOf(message: Message, localize: Localize): { lines: string[]; files: SaidFile[] } {
  const parts = message.deleted ? [] : message.parts;
  const lines = parts.flatMap((part) => (part.type === 'text' ? part.text.split(/\r?\n/).map(withoutBidiControls) : []));
  const files = parts.flatMap((part) =>
    'mime' in part ? [{ name: oneLine(part.name), href: part.url && safeUrl('file', part.url) }] : [],
  );
  const isEmpty = !lines.length && !files.length;
  return { lines: isEmpty ? [oneLine(messageWords(message, localize))] : lines, files };
}

/** A time that is none costs its message nothing but the place it would have had. */
export const timed = (messages: readonly Message[]): Message[] =>
  messages.map((message) => (Number.isFinite(new Date(message.createdAt).getTime()) ? message : { ...message, createdAt: 0 }));
