import type { Context } from './context.js';
import { maxTextLength, type Messages } from './messages.js';
import type { Author, Conversation, Operator } from './model.js';
import { invalid, notFound } from './service-error.js';

type OpenStream = { author: Author; createdAt: string; text: string };

/** Answers that are written while the visitor reads along (`message-part`). In memory until they end. */
export class Streams {
  readonly #context: Context;
  readonly #messages: Messages;
  readonly #open = new Map<string, OpenStream>();

  constructor(context: Context, messages: Messages) {
    this.#context = context;
    this.#messages = messages;
  }

  /** Begins an answer; answers its message id. */
  start(conversation: Conversation, operator: Operator, text: string): string {
    // One transaction: whoever hears of the message can already ask whether it is being written.
    return this.#context.work.run(() => {
      // The message itself announces the row; parts fill it.
      const message = this.#messages.postFromOperator(conversation, operator, {
        text,
        format: 'markdown',
        author: { role: 'bot', ...operator },
      });
      const { author, createdAt, id } = message;
      this.#open.set(id, { author, createdAt, text });
      this.#part(id, { op: 'start', text, author, createdAt });
      return id;
    });
  }

  /** Whether more of this message is to come. */
  isOpen(id: string): boolean {
    return this.#open.has(id);
  }

  /** @throws ServiceError `not_found` when it is not (or no longer) being written, `invalid` when it gets too long */
  append(id: string, text: string): void {
    const { stream } = this.#get(id);
    const offset = stream.text.length;
    if (offset + text.length > maxTextLength) throw invalid({ text: 'too_long' });
    stream.text += text;
    this.#part(id, { op: 'append', text, offset });
  }

  /** Ends it with what was written so far; `visitorId` restricts it to the visitor's own. */
  end(id: string, visitorId?: string): void {
    const { stream, owner } = this.#get(id);
    if (visitorId !== undefined && owner !== visitorId) throw notFound('message');
    this.#open.delete(id);
    this.#context.work.run(() => {
      this.#context.messages.setText(id, stream.text, undefined);
      this.#context.log.forgetMessage(id, 'message-part');
      this.#context.log.append(owner, 'message-part', { id, op: 'end', text: '' }, { ttlMs: 60_000 });
      this.#messages.publishUpdate(owner, this.#messages.get(id).message);
    });
  }

  /** The whole text so far of every answer being written to a visitor, for somebody who reconnects. */
  replacements(visitorId: string): { id: string; op: 'replace'; text: string }[] {
    return [...this.#open]
      .filter(([id]) => this.#context.messages.find(id)?.visitorId === visitorId)
      .map(([id, { text }]) => ({ id, op: 'replace', text }));
  }

  /** Whose it is stands with the message: its visitor may have become another one, or be gone with it. */
  #get(id: string): { stream: OpenStream; owner: string } {
    const owner = this.#context.messages.find(id)?.visitorId;
    if (owner === undefined) this.#open.delete(id);
    const stream = this.#open.get(id);
    if (!stream || owner === undefined) throw notFound('message');
    return { stream, owner };
  }

  #part(id: string, part: Record<string, unknown>): void {
    this.#context.log.append(this.#get(id).owner, 'message-part', { id, ...part }, { subject: id });
  }
}
