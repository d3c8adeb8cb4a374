import { isObject } from '../../http/json-body.js';
import { RocketError } from './rocket-error.js';

const longest = 500;

/** A member that is a text of sane length, without the zero bytes that no database keeps; else undefined. */
export function textIn(from: unknown, name: string, max = longest): string | undefined {
  const value = isObject(from) && Object.hasOwn(from, name) ? from[name] : undefined;
  if (typeof value !== 'string' || value.length > max) return undefined;
  return value.replaceAll('\u0000', '');
}

/** A member that must be such a text. @throws RocketError as the server's checks of parameters say it */
export function requiredTextIn(from: unknown, name: string, max = longest): string {
  const value = textIn(from, name, max);
  if (value === undefined || value === '') throw invalidParams(`must have required property '${name}'`);
  return value;
}

/** A member that is an object. */
export function objectIn(from: unknown, name: string): Record<string, unknown> | undefined {
  const value = isObject(from) && Object.hasOwn(from, name) ? from[name] : undefined;
  return isObject(value) ? value : undefined;
}

/** A member that is a list, of at most 100 objects. */
export function objectsIn(from: unknown, name: string): Record<string, unknown>[] | undefined {
  const value = isObject(from) && Object.hasOwn(from, name) ? from[name] : undefined;
  return Array.isArray(value) && value.length <= 100 && value.every(isObject) ? value : undefined;
}

/** The refusal of parameters before anything else is looked at. */
export function invalidParams(reason: string): RocketError {
  return new RocketError(`${reason} [invalid-params]`, {
    body: { error: `${reason} [invalid-params]`, errorType: 'invalid-params' },
  });
}
