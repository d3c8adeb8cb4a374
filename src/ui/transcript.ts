import type { Message } from '../core/model.js';
import type { Localize } from '../i18n/localize.js';
import { authorName } from './message-words.js';
import { oneLine, timed, wordsOf } from './transcript-words.js';

/** The conversation as plain text: who, when, what; further lines of a message are set in. */
export function toTranscript(messages: readonly Message[], title: string, localize: Localize): string {
  const blocks = timed(messages).map((message) => {
    const { lines, files } = wordsOf(message, localize);
    const words = [...lines, ...files.map(({ name, href }) => [name, href].filter(Boolean).join(' '))];
    const who = oneLine(authorName(message, localize));
    return `${oneLine(localize.exact(message.createdAt))} ${who}:\n${words.map((line) => `  ${line}`).join('\n')}`;
  });
  return `${oneLine(title)}\n\n${blocks.join('\n\n')}\n`;
}
