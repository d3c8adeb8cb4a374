import { tooLarge } from '../uploads/uploads.js';

/** Beyond this many times the limit the rest is not even thrown away politely. */
const patience = 4;

/**
 * The body as bytes, at most `maxBytes`.
 * A body that is too long is read to its end first: browsers report a refused half-sent body as a network error.
 * @throws ServiceError `too_large`
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body) {
    const reader = request.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size <= maxBytes) chunks.push(next.value);
      if (size > maxBytes * patience) break;
    }
  }
  if (size > maxBytes) throw tooLarge(maxBytes);
  return new Uint8Array(Buffer.concat(chunks));
}
