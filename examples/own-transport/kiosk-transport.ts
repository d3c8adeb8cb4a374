import type {
  Conversation, HistoryPage, IncomingMessage, Resume, SendAck, Transport, TransportContext,
} from 'chat-widget-element';
import type { Kiosk, KioskEvent, KioskLine } from './kiosk.js';

/** What it says that the line is gone: a plain object of this shape counts as a ChatError. */
const refusal = (code: string, message: string, more: object = {}): object => ({ name: 'ChatError', code, message, ...more });

const CLERK = { role: 'agent', name: 'The kiosk' } as const;

/** Pure: one line of theirs as one message of ours. */
export function toMessage({ id, key, from, text, at }: KioskLine): IncomingMessage {
  return {
    id,
    ...(key !== undefined && { localId: key }),
    author: from === 'guest' ? { role: 'visitor' } : CLERK,
    parts: [{ type: 'text', text, format: 'plain' }],
    createdAt: at,
  };
}

/** A page of lines before or after one of them, ascending. */
export function toPage(lines: readonly KioskLine[], { before, after, limit }: { before?: string; after?: string; limit: number }): HistoryPage {
  const at = (id: string): number => lines.findIndex((line) => line.id === id);
  const [from, to] = after === undefined ? [0, before === undefined ? lines.length : at(before)] : [at(after) + 1, lines.length];
  const found = lines.slice(from, Math.max(from, to));
  const page = after === undefined ? found.slice(-limit) : found.slice(0, limit);
  return { messages: page.map(toMessage), hasMore: found.length > page.length };
}

/** Answers the function that makes a transport over that kiosk; register it with `registerTransport`. */
export const kioskTransport = (kiosk: Kiosk) => ({ emit }: TransportContext): Transport => {
  let room: string | undefined;
  let unlisten = (): void => {};
  /** Of the newest `connect`; aborted by `disconnect`. */
  let life = new AbortController();

  const conversation = (id: string): Conversation => {
    if (!kiosk.lines(id).length) return { state: 'none' };
    return { id, state: kiosk.isClosed(id) ? 'ended' : 'active' };
  };

  function heard(event: KioskEvent): void {
    if ('line' in event) emit({ type: 'message', message: toMessage(event.line) });
    else if ('typing' in event) {
      if (event.from === 'clerk') emit({ type: 'typing', author: CLERK, on: event.typing, ttlMs: 6000 });
    } else emit({ type: 'conversation', conversation: { ...(room !== undefined && { id: room }), state: 'ended' } });
  }

  /** The room, for calls that need one; refused, never lost, where there is none. */
  function mine(): string {
    if (room === undefined) throw refusal('network', 'not connected', { retryable: true });
    return room;
  }

  /** What a call answers after the end is nobody's business any more. */
  async function whileConnected<T>(call: (room: string) => T | Promise<T>): Promise<T> {
    const id = mine();
    const { signal } = life;
    const answer = await call(id);
    if (signal.aborted) throw refusal('aborted', 'disconnected meanwhile', { outcome: 'unknown' });
    return answer;
  }

  function disconnect(): void {
    life.abort();
    unlisten();
    unlisten = () => {};
    room = undefined;
  }

  return {
    echo: 'local-id',
    idempotentSend: true,

    async connect(_visitor, resume: Resume | undefined, signal) {
      disconnect();
      const own = (life = new AbortController());
      const { id, secret } = kiosk.enter(resume?.['token'] as string | undefined);
      // Somebody may give up, or disconnect, while a real system is still answering.
      await Promise.resolve();
      if (signal.aborted || own.signal.aborted) throw refusal('aborted', 'given up');
      room = id;
      unlisten = kiosk.listen(id, heard);
      return {
        visitorId: id,
        conversation: conversation(id),
        history: toPage(kiosk.lines(id), { limit: 30 }),
        resume: { token: secret },
      };
    },

    send: ({ localId, parts }) =>
      whileConnected(async (id): Promise<SendAck> => {
        const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
        try {
          const line = await kiosk.say(id, 'guest', text, localId);
          return { id: line.id, createdAt: line.at, conversation: conversation(id) };
        } catch {
          throw refusal('ended', 'the kiosk has closed this conversation');
        }
      }),

    disconnect,
    loadHistory: (query) => whileConnected((id) => toPage(kiosk.lines(id), query)),
    setTyping: (on) => whileConnected((id) => kiosk.typing(id, on, 'guest')),
    endConversation: () =>
      whileConnected((id) => {
        kiosk.close(id);
        return { state: 'ended' };
      }),
  };
};
