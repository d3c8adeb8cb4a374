import type { Context } from '../../conversation/context.js';
import type { Delivery } from '../../store/webhook-store.js';
import type { DocumentStore } from './chatvisor-documents.js';
import type { ChatvisorOptions } from './chatvisor-server-options.js';
import { postWebhook, signBody } from './webhook-post.js';

const atOnce = 8;
/** Timers take no more than about 24 days. */
const longestSleepMs = 60 * 60_000;

/** Empties the queue: in order for each receiver and customer, again after a failure, given up in the end. */
export class WebhookSender {
  readonly #context: Context;
  readonly #documents: DocumentStore;
  readonly #options: () => ChatvisorOptions;
  readonly #onError: (error: unknown) => void;
  readonly #underWay = new Set<string>();
  readonly #life = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    context: Context,
    documents: DocumentStore,
    options: () => ChatvisorOptions,
    onError: (error: unknown) => void,
  ) {
    this.#context = context;
    this.#documents = documents;
    this.#options = options;
    this.#onError = onError;
  }

  /** Looks what is due. */
  wake(): void {
    if (this.#life.signal.aborted) return;
    clearTimeout(this.#timer);
    const now = this.#context.now();
    for (const delivery of this.#context.webhooks.heads(mostHeads)) {
      if (this.#underWay.has(delivery.id)) continue;
      if (delivery.due > now) return this.#sleep(delivery.due - now);
      if (this.#underWay.size >= atOnce) return;
      void this.#deliver(delivery);
    }
  }

  /** Ends what is under way; it is sent again by the next server. */
  close(): void {
    this.#life.abort();
    clearTimeout(this.#timer);
  }

  #sleep(ms: number): void {
    this.#timer = setTimeout(() => this.wake(), Math.min(ms, longestSleepMs));
    this.#timer.unref();
  }

  async #deliver(delivery: Delivery): Promise<void> {
    this.#underWay.add(delivery.id);
    const isTaken = await this.#post(delivery).then(
      () => true,
      () => false,
    );
    this.#underWay.delete(delivery.id);
    // The database may be closed by now.
    if (this.#life.signal.aborted) return;
    try {
      this.#settle(delivery, isTaken);
    } catch (error) {
      this.#onError(error);
    }
    this.wake();
  }

  #settle({ id, attempts }: Delivery, isTaken: boolean): void {
    const delay = this.#options().webhookRetryMs[attempts];
    if (isTaken || delay === undefined) this.#context.webhooks.remove(id);
    else this.#context.webhooks.postpone(id, attempts + 1, this.#context.now() + delay);
  }

  async #post({ id, webhookId, type, body }: Delivery): Promise<void> {
    const webhook = this.#documents.get('webhooks').find((each) => each.id === webhookId);
    // Removed meanwhile: nothing to send, nothing to try again.
    if (!webhook) return;
    const { webhookTimeoutMs, webhookLoopback } = this.#options();
    await postWebhook({
      url: webhook.url,
      body,
      timeoutMs: webhookTimeoutMs,
      allowsLoopback: webhookLoopback,
      signal: this.#life.signal,
      headers: {
        'X-Chat-Signature': signBody(webhook.secret, body, this.#context.now()),
        'X-Chat-Event': type,
        'X-Chat-Event-Id': id.split('.')[0] ?? id,
      },
    });
  }
}

/** More than are sent at once, so that those under way do not hide the others. */
const mostHeads = 64;
