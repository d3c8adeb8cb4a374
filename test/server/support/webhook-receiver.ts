import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { until } from '../../support/until.js';
import type { Json } from './rest-visitor.js';

export type Received = { path: string; headers: IncomingHttpHeaders; text: string; body: Json; at: number };

/** How the receiver answers a post: a status, or never (0). */
type Answer = number | { status: number; headers: Record<string, string> };

/** A receiver of webhooks on this machine; it keeps all that comes, taken or not. */
export async function startReceiver() {
  const received: Received[] = [];
  const state = { answers: [] as Answer[] };
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => (text += piece));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      received.push({ path, headers, text, body: (text ? JSON.parse(text) : {}) as Json, at: performance.now() });
      const answer = state.answers.shift() ?? 200;
      if (answer === 0) return;
      if (typeof answer === 'number') response.writeHead(answer).end('taken');
      else response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const types = () => received.map(({ body }) => String(body['type']));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    types,
    /** What the next posts are answered, in order; afterwards 200. */
    answerNext: (...answers: Answer[]) => void (state.answers = answers),
    /** The n-th post (from 1) that fits. */
    post: (fits: (post: Received) => boolean = () => true, count = 1) =>
      until(() => received.filter(fits)[count - 1]),
  };
}
