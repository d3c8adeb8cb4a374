import { type Context, Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import type { OperatorEvent } from '../conversation/operator-feed.js';
import type { Message } from '../conversation/model.js';
import type { ConnectionSettings } from '../dialects/dialect.js';
import { absoluteMessage } from '../http/absolute-urls.js';
import { requestOrigin } from '../http/request-origin.js';
import type { OperatorEnv } from './operator-env.js';

const maxBacklog = 10_000;

/** For whom not everything is meant. */
export type FeedScope = {
  /** The one visitor it is about. */
  visitorId: string;
  shows(event: OperatorEvent): boolean;
  /** Calls back when the feed must end; answers the function that stops that. */
  onEnd(ended: () => void): () => void;
};

/**
 * `GET /events`: the live feed as SSE. It starts with a `ready` event, after which nothing is missed:
 * a console that loads its lists on every `ready` shows everything, also after a restart.
 */
export function createFeedRoute<E extends OperatorEnv>(
  service: ChatService,
  settings: ConnectionSettings,
  scopeOf: (c: Context<E>) => FeedScope | undefined = () => undefined,
): Hono<E> {
  const app = new Hono<E>();
  app.get('/events', (c) => {
    const scope = scopeOf(c);
    const origin = requestOrigin(c.req.raw);
    const encoder = new TextEncoder();
    let stop = (): void => undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = (chunk: string): void => {
          // A console that stopped reading is cut off; it reloads everything when it comes back.
          if ((controller.desiredSize ?? 0) < -maxBacklog) c.env.incoming.socket.destroy();
          else controller.enqueue(encoder.encode(chunk));
        };
        send('event: ready\ndata: {}\n\n');
        const unsubscribe = service.context.feed.subscribe((event) => {
          if (scope?.shows(event) !== false) send(frameOf(event, origin));
        }, scope?.visitorId);
        const unscope = scope?.onEnd(() => {
          stop();
          controller.close();
        });
        const heartbeat = setInterval(() => send(': ping\n\n'), settings.heartbeatMs);
        stop = () => {
          clearInterval(heartbeat);
          unsubscribe();
          unscope?.();
        };
      },
      cancel: () => stop(),
    });
    return c.body(body, 200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
  });
  return app;
}

function frameOf({ type, data }: OperatorEvent, origin: string): string {
  const withUrls = type.startsWith('message') && isMessageEvent(data) ? withAbsoluteUrls(data, origin) : data;
  return `event: ${type}\ndata: ${JSON.stringify(withUrls)}\n\n`;
}

function isMessageEvent(data: unknown): data is { message: Message } {
  return typeof data === 'object' && data !== null && 'message' in data;
}

function withAbsoluteUrls(data: { message: Message }, origin: string): { message: Message } {
  return { ...data, message: absoluteMessage(data.message, origin) };
}
