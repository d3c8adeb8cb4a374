import { safeUrl, type UrlKind } from '../../core/safe-url.js';
import type { Reader } from './readers.js';

/** A URL of the backend, absolute, if it may be used so. */
export function url(kind: UrlKind): Reader<string> {
  return (value, mapping) => {
    try {
      return value ? safeUrl(kind, new URL(value as string, mapping.base).href) : undefined;
    } catch {
      return undefined; // what is shown goes without it
    }
  };
}
