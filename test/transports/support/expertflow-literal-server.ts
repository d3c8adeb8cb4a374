import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

type Socket = {
  on(event: string, listener: (...values: never[]) => void): unknown;
  emit(event: string, ...values: unknown[]): unknown;
  disconnect(close: boolean): unknown;
};
type Io = {
  on(event: 'connection', listener: (socket: Socket) => void): unknown;
  close(done?: () => void): unknown;
  engine: { clients: Record<string, { transport: { closeTimeout?: number }; onClose(reason: string): void }> };
};
type OldServer = new (server: unknown, options: object) => Io;

export type Told = { event: string; payload: Record<string, unknown> };
export type Request = { method: string; url: string; body: Record<string, unknown> };

/**
 * A server that does what the Customer Channel API's document says and nothing more: no ids, no
 * times, no acknowledgements, no echo. `version` is that of the official Socket.IO server.
 */
export async function literalServer(version: 2 | 4, settings: object = {}) {
  const requests: Request[] = [];
  const told: Told[] = [];
  const live = new Set<Socket>();
  const messages: unknown[] = [];
  let conversations = 0;
  /** What a test replaces. */
  const manners = {
    init: undefined as ((answer: ServerResponse, request: Request) => boolean) | undefined,
    knows: (_conversationId: unknown): boolean => true,
    /** Answers an acknowledgement; undefined for none. */
    acks: (_event: string): unknown => undefined,
    keeps: (_text: unknown): boolean => true,
    history: (): unknown[] => messages,
    transcript: 404,
  };

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '' } = incoming;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const request = { method, url, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
    requests.push(request);
    if (url.includes('/transcript/')) {
      response.writeHead(manners.transcript, { 'content-type': 'application/pdf' }).end('%PDF-1.4');
      return;
    }
    if (manners.init?.(response, request)) return;
    conversations += 1;
    // As the document spells it.
    const begun = {
      ConversationId: `c-${conversations}`,
      Participant: { ID: 'p-1', Name: String(request.body['firstName']) },
      requestId: request.body['requestId'],
      Timestamp: new Date().toISOString(),
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(begun));
  };

  const welcome = (socket: Socket): void => {
    live.add(socket);
    socket.on('disconnect', () => live.delete(socket));
    for (const event of ['joinConversation', 'sendMessage', 'endConversation']) {
      socket.on(event, (payload: Record<string, unknown>, ack?: (value: unknown) => void) => {
        told.push({ event, payload });
        const verdict = manners.acks(event);
        if (verdict !== undefined) ack?.(verdict);
        const { conversationId, text, from, type } = payload;
        if (event === 'sendMessage' && type === 'ChatMessage' && manners.keeps(text)) {
          messages.push({ conversationId, type, from, to: [], text });
        }
        if (event !== 'joinConversation' || !manners.knows(conversationId)) return;
        const system = { id: 'system', name: 'System' };
        const greeting = { conversationId, type: 'ActivityMessage', from: system, to: [], activityType: 'greetings' };
        socket.emit('messageArrived', { ...greeting, info: { text: 'Welcome' } });
        const { id, name } = payload;
        const participant = [{ id, name }, { id: 'a-2', name: 'Sam' }];
        const conversation = { id: conversationId };
        socket.emit('conversationInfo', { conversation, messages: manners.history(), participant, role: 'customer' });
      });
    }
  };

  const http = createServer();
  const options = { path: '/chat/socket.io', ...settings };
  const io: Io =
    version === 4
      ? (new Server(http, options) as unknown as Io)
      : new (createRequire(import.meta.url)('socket.io-v2') as OldServer)(http, options);
  io.on('connection', welcome);
  const others = http.listeners('request') as ((...values: unknown[]) => void)[];
  http.removeAllListeners('request');
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('access-control-allow-origin', '*');
    if (!request.url?.includes('/socket.io/')) return void answer(request, response);
    requests.push({ method: request.method ?? '', url: request.url, body: {} });
    for (const other of others) other.call(http, request, response);
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port } = http.address() as AddressInfo;

  return {
    endpoint: `http://127.0.0.1:${port}/chat`,
    requests,
    told,
    messages,
    manners,
    live,
    inits: () => requests.filter(({ url }) => url.endsWith('/api/customer/init')),
    handshakes: () => requests.filter(({ url }) => url.includes('EIO=4&transport=polling') && !url.includes('sid=')),
    /** To everybody who is connected. */
    emit: (event: string, ...values: unknown[]) => live.forEach((socket) => socket.emit(event, ...values)),
    drop: () => live.forEach((socket) => socket.disconnect(true)),
    async close() {
      // Otherwise a session of long polling outlives its server by half a minute.
      const sessions = Object.values(io.engine.clients);
      for (const { transport } of sessions) transport.closeTimeout = 1;
      await new Promise<void>((done) => {
        io.close(() => done());
        http.closeAllConnections();
        setTimeout(done, 200).unref();
      });
      for (const session of sessions) session.onClose('forced close');
      http.close();
    },
  };
}

export type LiteralServer = Awaited<ReturnType<typeof literalServer>>;

/** A ChatMessage of the agent, as the document shows it. */
export const agentSays = (text: string, more: object = {}): object => ({
  conversationId: 'c-1',
  type: 'ChatMessage',
  from: { id: 'a-2', name: 'Sam' },
  to: [],
  text,
  ...more,
});
