import type { Author } from '../conversation/model.js';
import { isObject } from '../http/json-body.js';

/** Somebody named in an event of the log, where an operator's program may have put anything. */
export function loggedAuthor(value: unknown): Author {
  const { id, name, role } = isObject(value) ? value : {};
  return {
    role: role === 'bot' || role === 'system' || role === 'visitor' ? role : 'agent',
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof name === 'string' ? { name } : {}),
  };
}
