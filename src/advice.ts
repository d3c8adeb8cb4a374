import type { ChatConfig } from './core/config.js';
import type { ChatError } from './core/errors.js';
import { warnOnce } from './warn-once.js';

const PROBE_MS = 5_000;

/**
 * Tells the page's developer what to look at after the backend could not be reached or refused the
 * page. A chunk of its own: few pages need it.
 */
export async function advise(error: ChatError, config: ChatConfig): Promise<void> {
  const advice = await toAdvice(error, config);
  if (advice) warnOnce(advice);
}

async function toAdvice(error: ChatError, config: ChatConfig): Promise<string | undefined> {
  const { transport, endpoint } = config;
  const { code, message } = error;
  const where = `endpoint="${endpoint}"`;
  switch (code) {
    case 'config':
      return message; // names the attribute itself
    case 'network':
    case 'timeout':
      return endpoint && navigator.onLine ? `${where} is ${await toReason(endpoint)}` : undefined;
    case 'unsupported':
    case 'protocol':
      return `${where} does not answer as transport="${transport}" expects (${message}): wrong address, or a version that is not supported`;
    case 'auth':
    case 'forbidden':
    case 'not-found':
      return `${where} refuses this page (${message}): look at "site", "key" and "page-id", and at the pages that it allows`;
    default:
      return undefined;
  }
}

/** The browser does not tell a page that is refused from one that nobody hears; an opaque request does. */
async function toReason(endpoint: string): Promise<string> {
  const url = new URL(endpoint, document.baseURI);
  if (url.origin === location.origin) return 'not reachable';
  if (url.protocol === 'http:' && isSecureContext && location.protocol === 'https:') {
    return 'not reachable: a page on https: may not ask an address on http:';
  }
  try {
    await fetch(url, { mode: 'no-cors', cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(PROBE_MS) });
    return `reachable, but its CORS headers do not allow this page (${location.origin})`;
  } catch {
    return 'not reachable, or the Content-Security-Policy of this page (connect-src) blocks it';
  }
}
