import { until } from '../../support/until.js';

/**
 * An operator for tests, over HTTP: works in Node and in a browser.
 * The types are written from the wire, not imported from the server.
 */

export type WireAuthor = { role: string; id?: string; name?: string; avatarUrl?: string };

export type WireAttachment = {
  id: string;
  url: string;
  name: string;
  mime: string;
  size: number;
  width?: number;
  height?: number;
};

export type WireMessage = {
  id: string;
  localId?: string;
  conversationId: string;
  author: WireAuthor;
  text: string;
  format: string;
  attachments: WireAttachment[];
  createdAt: string;
  editedAt?: string;
  quickReplies?: { id: string; title: string; value: string }[];
  cards?: unknown[];
};

export type WireVisitor = {
  id: string;
  site: string;
  externalId?: string;
  externalVerified: boolean;
  name?: string;
  email?: string;
  phone?: string;
  fields?: Record<string, unknown>;
  labels?: string[];
  page?: { url: string; title: string; referrer: string };
  department?: string;
  connected: boolean;
};

export type WireConversation = {
  id: string;
  state: string;
  department?: string;
  endedBy?: string;
  rating?: { score: number; comment?: string };
  unread: number;
  lastMessage: WireMessage | null;
  deliveredTo: string | null;
  readTo: string | null;
  visitor: WireVisitor;
};

export type WireOfflineMessage = { id: string; visitorId: string; values: Record<string, string>; handled: boolean };

export type WireMail = { id: string; visitorId: string; recipient: string; subject: string; body: string };

/** What may be said beside plain text. `author` speaks as somebody else. */
export type Saying = {
  format?: 'plain' | 'markdown';
  attachments?: string[];
  author?: WireAuthor;
  quickReplies?: { id: string; title: string; value: string }[];
  cards?: unknown[];
};

export type OperatorClient = ReturnType<typeof createOperatorClient>;

/** @param url origin of the server, without a slash at the end */
export function createOperatorClient({ url, key }: { url: string; key: string }) {
  const call = createCaller(url, key);
  return {
    ...createReading(call),
    ...createSaying(call),
    ...createHandling(call),
    ...createDesk(call),
    /** Fault instructions; needs a server started with faults. */
    faults: (instructions: unknown) => send(`${url}/faults`, 'POST', key, instructions),
    clearFaults: () => send(`${url}/faults`, 'DELETE', key),
  };
}

function createReading(call: Caller) {
  const conversations = async (visitorId?: string) => {
    const query = visitorId === undefined ? '' : `?visitorId=${encodeURIComponent(visitorId)}`;
    return (await call<{ conversations: WireConversation[] }>('GET', `/conversations${query}`)).conversations;
  };
  const messages = async (conversationId: string) => {
    const path = `/conversations/${conversationId}/messages?limit=100`;
    return (await call<{ messages: WireMessage[] }>('GET', path)).messages;
  };
  return {
    conversations,
    messages,
    conversation: async (id: string) =>
      (await call<{ conversation: WireConversation }>('GET', `/conversations/${id}`)).conversation,
    related: async (id: string) => (await call<{ related: WireConversation[] }>('GET', `/conversations/${id}`)).related,
    /** Waits until a visitor (any, unless told) has a conversation. */
    waitForConversation: (visitorId?: string, timeoutMs?: number) =>
      until(async () => (await conversations(visitorId))[0], 'a conversation', timeoutMs),
    /** Waits until a conversation holds a message that fits. */
    waitForMessage: (conversationId: string, fits: (message: WireMessage) => boolean, timeoutMs?: number) =>
      until(async () => (await messages(conversationId)).find(fits), () => `a message: ${fits}`, timeoutMs),
  };
}

function createSaying(call: Caller) {
  const upload = async (conversationId: string, file: Blob, name = 'picture.png') => {
    const form = new FormData();
    form.append('file', file, name);
    return call<WireAttachment>('POST', `/conversations/${conversationId}/uploads`, form);
  };
  const say = async (conversationId: string, text: string, more: Saying = {}) => {
    const path = `/conversations/${conversationId}/messages`;
    return (await call<{ message: WireMessage }>('POST', path, { text, ...more })).message;
  };
  return {
    say,
    upload,
    /** Says a picture, with or without words. */
    sayImage: async (conversationId: string, file: Blob, text = '', name?: string) => {
      const { id } = await upload(conversationId, file, name);
      return say(conversationId, text, { attachments: [id] });
    },
    edit: (messageId: string, text: string) => call<unknown>('PATCH', `/messages/${messageId}`, { text }),
    remove: (messageId: string) => call<undefined>('DELETE', `/messages/${messageId}`),
    /** Begins a streamed answer; append to it and end it. */
    stream: async (conversationId: string, text: string) => {
      const { id } = await call<{ id: string }>('POST', `/conversations/${conversationId}/streams`, { text });
      return {
        id,
        append: (more: string) => call<undefined>('POST', `/streams/${id}`, { text: more }),
        end: () => call<undefined>('DELETE', `/streams/${id}`),
      };
    },
  };
}

function createHandling(call: Caller) {
  return {
    typing: (conversationId: string, on: boolean) =>
      call<undefined>('POST', `/conversations/${conversationId}/typing`, { on }),
    read: (conversationId: string, upTo?: string) =>
      call<undefined>('POST', `/conversations/${conversationId}/read`, upTo === undefined ? {} : { upTo }),
    join: (conversationId: string) => call<unknown>('POST', `/conversations/${conversationId}/join`, {}),
    leave: (conversationId: string) => call<unknown>('POST', `/conversations/${conversationId}/leave`, {}),
    close: (conversationId: string) => call<unknown>('POST', `/conversations/${conversationId}/close`, {}),
  };
}

function createDesk(call: Caller) {
  return {
    setAvailability: (availability: 'online' | 'busy' | 'offline') =>
      call<unknown>('PATCH', '/state', { availability }),
    setName: (name: string) => call<unknown>('PATCH', '/state', { name }),
    changeConfig: (patch: Record<string, unknown>) => call<unknown>('PATCH', '/config', patch),
    visitors: async () => (await call<{ visitors: WireVisitor[] }>('GET', '/visitors')).visitors,
    eraseVisitor: (visitorId: string) => call<undefined>('DELETE', `/visitors/${visitorId}`),
    /** Sends a visitor an event of type queue, trigger, config, participant, conversation or message-part. */
    emit: (visitorId: string, type: string, data: unknown) =>
      call<undefined>('POST', `/visitors/${visitorId}/events`, { type, data }),
    offlineMessages: async () => (await call<{ messages: WireOfflineMessage[] }>('GET', '/offline')).messages,
    handleOffline: (id: string, handled: boolean) => call<unknown>('PATCH', `/offline/${id}`, { handled }),
    outbox: async () => (await call<{ mails: WireMail[] }>('GET', '/outbox')).mails,
  };
}

type Caller = <T>(method: string, path: string, body?: unknown) => Promise<T>;

function createCaller(url: string, key: string): Caller {
  return async <T>(method: string, path: string, body?: unknown) => {
    const response = await send(`${url}/operator/api${path}`, method, key, body);
    return (response.status === 204 ? undefined : await response.json()) as T;
  };
}

async function send(url: string, method: string, key: string, body?: unknown): Promise<Response> {
  const isForm = body instanceof FormData;
  const response = await fetch(url, {
    method,
    headers: {
      Authorization: `Bearer ${key}`,
      ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return response;
}
