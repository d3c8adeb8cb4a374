import { ServiceError } from '../conversation/service-error.js';
import { parseJson } from './parse-json.js';
import { readBody } from './read-body.js';

const maxJsonBytes = 1024 * 1024;

/**
 * The body as a JSON object; an empty body is an empty object.
 * @throws ServiceError `too_large` beyond `maxBytes` (1 MB), `invalid` for anything but an object
 */
export async function readJson(request: Request, maxBytes = maxJsonBytes): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readBody(request, maxBytes));
  if (text.trim() === '') return {};
  const value = parse(text);
  if (!isObject(value)) throw new ServiceError('invalid', 'the body is not a JSON object');
  return value;
}

/** A plain JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw new ServiceError('invalid', 'the body is not JSON');
  }
}
