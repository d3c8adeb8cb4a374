import { isWire } from './wire/readers.js';

/** What somebody else sent as text. Several texts become one; of an object even asking for its text may throw. */
export function toText(value: unknown): string {
  return [value].flat().filter((one) => typeof one !== 'object').join(', ');
}

/** Member → its value as text, for objects whose members somebody else names; undefined for anything else. */
export function toTexts(value: unknown): Record<string, string> | undefined {
  return isWire(value) ? Object.fromEntries(Object.entries(value).map(([name, said]) => [name, toText(said)])) : undefined;
}
