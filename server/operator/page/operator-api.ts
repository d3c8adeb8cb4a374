import type { Attachment, Availability, Conversation, DeskState, Message, OfflineMessage } from './desk-types.js';

/** A refused call. 401 means that the key is wrong. */
export class ApiFailure extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The console's calls to the server. */
export class OperatorApi {
  readonly #key: string | undefined;
  readonly #base: string;

  /** @param key absent where a cookie opens the calls below `base` */
  constructor(key: string | undefined, base = '/operator/api') {
    this.#key = key;
    this.#base = base;
  }

  state(): Promise<DeskState> {
    return this.#call('GET', '/state');
  }

  setState(change: { availability?: Availability; name?: string }): Promise<DeskState> {
    return this.#call('PATCH', '/state', change);
  }

  async conversations(): Promise<Conversation[]> {
    return (await this.#call<{ conversations: Conversation[] }>('GET', '/conversations')).conversations;
  }

  async related(id: string): Promise<Conversation[]> {
    return (await this.#call<{ related: Conversation[] }>('GET', `/conversations/${id}`)).related;
  }

  messages(id: string, before?: string): Promise<{ messages: Message[]; hasMore: boolean }> {
    return this.#call('GET', `/conversations/${id}/messages?limit=50${before === undefined ? '' : `&before=${before}`}`);
  }

  say(id: string, text: string, attachments: string[]): Promise<{ message: Message }> {
    return this.#call('POST', `/conversations/${id}/messages`, { text, attachments });
  }

  upload(id: string, file: File): Promise<Attachment> {
    const form = new FormData();
    form.append('file', file);
    return this.#call('POST', `/conversations/${id}/uploads`, form);
  }

  typing(id: string, on: boolean): Promise<void> {
    return this.#call('POST', `/conversations/${id}/typing`, { on });
  }

  read(id: string): Promise<void> {
    return this.#call('POST', `/conversations/${id}/read`, {});
  }

  close(id: string): Promise<{ conversation: Conversation }> {
    return this.#call('POST', `/conversations/${id}/close`, {});
  }

  async offline(): Promise<OfflineMessage[]> {
    return (await this.#call<{ messages: OfflineMessage[] }>('GET', '/offline')).messages;
  }

  setHandled(id: string, handled: boolean): Promise<unknown> {
    return this.#call('PATCH', `/offline/${id}`, { handled });
  }

  /** The live feed. */
  events(signal: AbortSignal): Promise<Response> {
    return this.#fetch('GET', '/events', undefined, signal);
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.#fetch(method, path, body);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  async #fetch(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const isForm = body instanceof FormData;
    const response = await fetch(this.#base + path, {
      method,
      credentials: this.#key === undefined ? 'same-origin' : 'omit',
      headers: {
        ...(this.#key === undefined ? {} : { Authorization: `Bearer ${this.#key}` }),
        ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? null : isForm ? body : JSON.stringify(body),
      signal: signal ?? null,
    });
    if (!response.ok) throw new ApiFailure(response.status, await messageOf(response));
    return response;
  }
}

async function messageOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => undefined)) as { error?: { message?: string } } | undefined;
  return body?.error?.message ?? `The server answered ${response.status}.`;
}
