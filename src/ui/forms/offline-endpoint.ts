import { ChatError } from '../../core/errors.js';
import type { FormValues } from '../../forms/validate.js';
import { pageLink } from '../page-link.js';

const PATIENCE_MS = 15_000;

/** Where a message for later goes when the backend takes none: an address of the page's, or of a mailbox. */
export function offlineEndpoint(host: Element): URL | undefined {
  const link = pageLink(host, 'offline-endpoint');
  return link && !link.startsWith('tel:') ? new URL(link) : undefined;
}

/** The address that opens the visitor's own mail program with the message in it. */
export function toMail({ pathname }: URL, subject: string, body: string): string {
  // Lines of a mail end like this, in its address as well.
  const lines = body.replace(/\r?\n/g, '\r\n');
  return `mailto:${pathname}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`;
}

const isWords = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');

/** What an answer that is no success says of the fields: `{"fields": {"email": "invalid"}}`. */
async function toRefusal(response: Response): Promise<ChatError> {
  const body: unknown = await response.json().catch(() => undefined); // a page of the server's instead
  const { fields } = Object(body) as { fields?: unknown };
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after')) || 60;
    return new ChatError('rate-limited', 'too often', { retryable: true, retryAfterMs: seconds * 1000 });
  }
  return new ChatError('invalid', `status ${response.status}`, isWords(fields) ? { fields } : {});
}

/**
 * Posts `{type: "offline-message", site, locale, values}` as JSON, without cookies.
 * @throws ChatError with the fields that were refused, where the answer names them
 */
export async function postOffline(url: URL, host: Element, locale: string, values: FormValues): Promise<void> {
  const body = JSON.stringify({ type: 'offline-message', site: host.getAttribute('site') ?? '', locale, values });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    credentials: 'omit',
    referrerPolicy: 'origin',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw await toRefusal(response);
}
