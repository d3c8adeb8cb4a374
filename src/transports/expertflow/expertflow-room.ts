import { ChatError } from '../../core/errors.js';
import type { Conversation, IncomingMessage } from '../../core/model.js';
import type { OutgoingMessage, SendAck } from '../../core/transport.js';
import { endConversation } from './expertflow-end.js';
import { Feed } from './expertflow-feed.js';
import { connectSocket, type Habits } from './expertflow-lines.js';
import { joinRoom } from './expertflow-join.js';
import { sendMessage } from './expertflow-send.js';
import type { LiveSocket } from './expertflow-socket.js';
import type { ExpertflowTools } from './expertflow-tools.js';

/** Who waits for something to happen in a room. */
export type RoomWatcher = {
  /** An event of the server, after it has been told. */
  onEvent?(name: string): void;
  /** The server showed an own message. */
  onEcho?(localId: string, message: IncomingMessage): void;
  /** The connection has ended; nothing follows. */
  onEnd(error: ChatError): void;
};

/** The conversation of the session on one connection. */
export type Room = {
  readonly feed: Feed;
  readonly socket: LiveSocket;
  /** Tells at once of an end that has come already. @returns ends the watching */
  watch(watcher: RoomWatcher): () => void;
  send(message: OutgoingMessage, signal: AbortSignal): Promise<SendAck>;
  end(): Promise<Conversation>;
  close(): void;
};

/**
 * Connects, and joins the conversation of the session.
 * @param isNew the conversation was begun just now: there is no history to wait for
 * @param signal ends the room for good
 * @throws ChatError `network`, `timeout`, `server`, retryable; `ended` when the server does not know
 * the conversation any more; `auth`, `forbidden`; `aborted`
 */
export async function openRoom(
  tools: ExpertflowTools,
  habits: Habits,
  isNew: boolean,
  signal: AbortSignal,
): Promise<Room> {
  const { voice, connection } = tools;
  const watchers = new Set<RoomWatcher>();
  const each = (tell: (watcher: RoomWatcher) => void): void => [...watchers].forEach(tell);
  let isAnswer = !isNew;
  const feed = new Feed(tools, (localId, message) => each((it) => it.onEcho?.(localId, message)));
  let fate: ChatError | undefined;
  const end = (error: ChatError): void => {
    fate ??= error;
    each((it) => it.onEnd(error));
    watchers.clear();
  };

  const socket = await connectSocket(tools, habits, signal, {
    onEvent(name, values) {
      const [payload, onAck] = [values[0], values.at(-1)];
      if (name === 'messageArrived') feed.accept(payload);
      else if (name === 'conversationInfo') feed.learn(payload, isAnswer);
      else voice.emit({ type: 'raw', name, data: payload });
      if (typeof onAck === 'function') onAck();
      each((it) => it.onEvent?.(name));
    },
    onLost(error) {
      end(error);
      connection.lose(error);
    },
  });
  const close = (): void => {
    signal.removeEventListener('abort', close);
    socket.close();
    end(new ChatError('aborted', 'the connection was given up', { outcome: 'unknown' }));
  };
  signal.addEventListener('abort', close);
  const room: Room = {
    feed,
    socket,
    close,
    send: (message, own) => sendMessage(tools, room, message, own),
    end: () => endConversation(tools, room),
    watch(watcher) {
      if (fate) watcher.onEnd(fate);
      else watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
  try {
    await joinRoom(tools, room, isNew);
    // It may have ended in the same task; while connecting, nobody else tells the core.
    if (fate) throw fate;
  } catch (error) {
    close();
    throw error;
  }
  isAnswer = false;
  return room;
}
