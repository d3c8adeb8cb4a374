import type { HttpAnswer, Refusal } from '../../http-error.js';

/** The `error` member of a refusal's body, as the open REST contract describes it. */
export function readRefusal({ status, text }: HttpAnswer): Refusal {
  try {
    const { code, message, fields, retryAfter } = Object(Object(JSON.parse(text)).error) as Record<string, unknown>;
    const isThing = status === 404 && code === 'not_found';
    return { code: isThing ? 'not-found' : undefined, message, fields, retryAfter };
  } catch {
    return {}; // a proxy's page; the status alone speaks
  }
}
