import type { Context } from '../../conversation/context.js';
import type { Visitor } from '../../conversation/model.js';
import { randomId } from '../../conversation/random-id.js';
import type { DocumentStore } from './chatvisor-documents.js';
import type { WebhookType } from './webhook-model.js';

/** A receiver that takes nothing gets no more than this; the chat goes on. */
const mostWaiting = 10_000;

/** Puts events into the queue, one delivery for each receiver that wants it. */
export class WebhookQueue {
  readonly #context: Context;
  readonly #documents: DocumentStore;
  readonly #wake: () => void;

  /** @param wake called after the commit: there is something to send */
  constructor(context: Context, documents: DocumentStore, wake: () => void) {
    this.#context = context;
    this.#documents = documents;
    this.#wake = wake;
  }

  /** @param conversation Chatvisor's bare object @param data the same and what the event adds to it */
  add(type: WebhookType, visitor: Visitor, conversation: object, data: object): void {
    const id = randomId('e');
    const createdAt = this.#context.nowText();
    for (const { id: webhookId, types, mode } of this.#documents.get('webhooks')) {
      if (!types.includes(type) || this.#context.webhooks.count(webhookId) >= mostWaiting) continue;
      const body = JSON.stringify(mode === 'chatvisor' ? conversation : { id, type, createdAt, data });
      this.#context.webhooks.insert({
        id: `${id}.${webhookId}`,
        webhookId,
        visitorId: visitor.id,
        type,
        body,
        attempts: 0,
        due: this.#context.now(),
      });
    }
    this.#context.work.after(() => this.#wake());
  }
}
