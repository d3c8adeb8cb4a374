import type { ChatWidget } from '../chat-widget.js';

/** Raster types only: an SVG in a data URL is a document that may carry scripts. */
const IMAGE_DATA = /^data:image\/(png|jpeg|gif|webp)[;,]/i;

/**
 * A picture that may be fetched unasked: of the page, of its backend, or of one of the `image-origins`;
 * any other server would learn who looks at this page. The panel has the same rule for its own.
 */
export function allowedPicture(host: ChatWidget, address: unknown): string | undefined {
  if (typeof address !== 'string' || !address) return undefined;
  if (IMAGE_DATA.test(address)) return address;
  const { href, host: server, protocol, username } = toUrl(address) ?? {};
  if (!href || !/^https?:$/.test(protocol!) || username) return undefined;
  const listed = `${host.getAttribute('image-origins') ?? ''} ${host.chat?.state.config.imageOrigins ?? ''}`;
  const near = ['.', host.endpoint, ...listed.split(/[\s,]+/)].filter(Boolean);
  // Not by origin: a backend may be named by the address of its socket.
  return near.some((it) => it === '*' || toUrl(it)?.host === server) ? href : undefined;
}

function toUrl(address: string): URL | undefined {
  try {
    return new URL(address, document.baseURI);
  } catch {
    return undefined;
  }
}
