import { invalid } from '../conversation/service-error.js';
import { isObject, readJson } from './json-body.js';

const defaultMax = 1000;

/** Reads typed values out of an untrusted JSON object and collects what is wrong, per field. */
export class Input {
  readonly #body: Record<string, unknown>;
  readonly #failed: Record<string, string> = {};

  private constructor(body: Record<string, unknown>) {
    this.#body = body;
  }

  /**
   * Reads an object.
   * @param at where it stands in a larger one, for the names of what is wrong: `agents[2].`
   * @throws ServiceError `invalid` naming every failed field
   */
  static read<T>(body: Record<string, unknown>, read: (input: Input) => T, at = ''): T {
    const input = new Input(body);
    const values = read(input);
    const failed = Object.entries(input.#failed);
    if (failed.length > 0) throw invalid(Object.fromEntries(failed.map(([name, problem]) => [at + name, problem])));
    return values;
  }

  /** An optional text; null counts as absent. */
  text(name: string, max = defaultMax): string | undefined {
    const value = this.#body[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') return this.#fail(name, 'invalid');
    return value.length > max ? this.#fail(name, 'too_long') : storable(value);
  }

  /** An optional text whose null has a meaning of its own. */
  nullableText(name: string, max = defaultMax): string | null | undefined {
    return this.#body[name] === null ? null : this.text(name, max);
  }

  /** A text that must be there and not blank; '' stands in when it is not. */
  requiredText(name: string, max = defaultMax): string {
    const value = this.text(name, max);
    if (value !== undefined && value.trim() !== '') return value;
    if (!(name in this.#failed)) this.#fail(name, 'required');
    return '';
  }

  /** A required text that identifies something: taken exactly as it is, or not at all. */
  requiredKey(name: string, max = defaultMax): string {
    const value = this.requiredText(name, max);
    if (this.#body[name] !== value && value !== '') this.#fail(name, 'invalid');
    return value;
  }

  /** A text out of a fixed set. */
  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name);
    const found = allowed.find((each) => each === value);
    if (value !== undefined && found === undefined) this.#fail(name, 'invalid');
    return found;
  }

  /** A boolean that must be there; false stands in when it is not. */
  requiredFlag(name: string): boolean {
    const value = this.#body[name];
    if (typeof value !== 'boolean') this.#fail(name, value === undefined ? 'required' : 'invalid');
    return value === true;
  }

  /** A finite number. */
  number(name: string): number | undefined {
    const value = this.#body[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.#fail(name, 'invalid');
  }

  /** A list of texts. */
  texts(name: string, maxItems = 100): string[] | undefined {
    const value = this.#body[name];
    if (value === undefined || value === null) return undefined;
    const fits = Array.isArray(value) && value.length <= maxItems;
    if (!fits || !value.every((item): item is string => typeof item === 'string' && item.length <= defaultMax)) {
      return this.#fail(name, 'invalid');
    }
    return value;
  }

  /** A list of texts whose null has a meaning of its own. */
  nullableTexts(name: string): string[] | null | undefined {
    return this.#body[name] === null ? null : this.texts(name);
  }

  /** A nested object of at most 16 kB of JSON. */
  object(name: string): Record<string, unknown> | undefined {
    const value = this.#body[name];
    if (value === undefined || value === null) return undefined;
    if (!isObject(value)) return this.#fail(name, 'invalid');
    return JSON.stringify(value).length > 16_384 ? this.#fail(name, 'too_long') : value;
  }

  /** A list of nested objects. */
  objects(name: string, maxItems = 50): Record<string, unknown>[] | undefined {
    const value = this.#body[name];
    if (value === undefined || value === null) return undefined;
    return Array.isArray(value) && value.length <= maxItems && value.every(isObject)
      ? value
      : this.#fail(name, 'invalid');
  }

  /** Form values: texts, with numbers and booleans written out. */
  formValues(name: string): Record<string, string> {
    const value = this.#body[name];
    if (!isObject(value)) {
      this.#fail(name, value === undefined ? 'required' : 'invalid');
      return {};
    }
    const values: Record<string, string> = {};
    for (const [key, entry] of Object.entries(value)) {
      if (entry === null || entry === undefined) continue;
      if (!['string', 'number', 'boolean'].includes(typeof entry)) this.#fail(key, 'invalid');
      else if (String(entry).length > 10_000) this.#fail(key, 'too_long');
      else values[key] = storable(String(entry));
    }
    return values;
  }

  #fail(name: string, problem: string): undefined {
    this.#failed[name] = problem;
    return undefined;
  }
}

/** Reads the body of a call. @throws ServiceError `too_large`, `invalid` naming every failed field */
export async function readInput<T>(request: Request, read: (input: Input) => T): Promise<T> {
  return Input.read(await readJson(request), read);
}

/** SQLite's text ends at a zero byte: without it nothing behind it is lost. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '');
}
