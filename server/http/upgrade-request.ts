import type { IncomingMessage } from 'node:http';

/** A WebSocket handshake as a request, with what a proxy says of its address; undefined when that cannot be read. */
export function upgradeRequest({ url = '/', headers }: IncomingMessage): Request | undefined {
  const forwarded = ['x-forwarded-proto', 'x-forwarded-host'].flatMap((name): [string, string][] => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  try {
    return new Request(`http://${headers.host ?? 'localhost'}${url}`, { headers: forwarded });
  } catch {
    return undefined;
  }
}
