import type { IncomingMessage } from 'node:http';
import { requestOrigin } from '../../http/request-origin.js';

/** Where this server is, as whoever opened the socket reached it. */
export function socketOrigin({ headers, url }: IncomingMessage): string {
  const address = `http://${headers.host ?? ''}${url ?? ''}`;
  // A host that cannot be one spoils only the caller's own addresses.
  const usable = URL.canParse(address) ? address : 'http://localhost';
  const forwarded = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[0].startsWith('x-forwarded-') && typeof entry[1] === 'string',
  );
  return requestOrigin(new Request(usable, { headers: forwarded }));
}
