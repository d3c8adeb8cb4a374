import type { Message } from './model.js';

/** A conversation as plain text, times in UTC, one block per message. */
export function writeTranscript(title: string, messages: readonly Message[]): string {
  const blocks = messages.map((message) => {
    const time = message.createdAt.slice(0, 16).replace('T', ' ');
    const who = message.author.name ?? (message.author.role === 'visitor' ? 'You' : title);
    const files = message.attachments.map(({ name }) => `[${name}]`);
    return [`${time} UTC  ${who}`, ...[message.text, ...files].filter((line) => line !== '')].join('\n');
  });
  return `${[title, ...blocks].join('\n\n')}\n`;
}
