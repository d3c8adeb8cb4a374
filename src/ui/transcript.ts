import type { Message } from '../core/model.js';
import type { Localize } from '../i18n/localize.js';
import { withoutBidiControls } from '../i18n/localize.js';
import { authorName, messageWords } from './message-words.js';

/** One line in a text file: what would begin another is taken out. */
const oneLine = (text: string): string => withoutBidiControls(text).replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ');

/** Words of a message; of its files the name and the address. */
function wordsOf(message: Message, localize: Localize): string[] {
  const texts = message.parts.flatMap((part) => (part.type === 'text' ? part.text.split(/\r?\n/) : []));
  const files = message.parts.flatMap((part) =>
    'mime' in part ? [[oneLine(part.name), part.url?.startsWith('data:') ? '' : part.url].filter(Boolean).join(' ')] : [],
  );
  const lines = message.deleted ? [] : [...texts, ...files];
  return lines.length ? lines.map((line) => withoutBidiControls(line)) : [oneLine(messageWords(message, localize))];
}

/** The conversation as plain text: who, when, what; further lines of a message are set in. */
export function toTranscript(messages: readonly Message[], title: string, localize: Localize): string {
  const blocks = messages.map((message) => {
    const words = wordsOf(message, localize);
    const who = oneLine(authorName(message, localize));
    return `${oneLine(localize.exact(message.createdAt))} ${who}:\n${words.map((line) => `  ${line}`).join('\n')}`;
  });
  return `${oneLine(title)}\n\n${blocks.join('\n\n')}\n`;
}
