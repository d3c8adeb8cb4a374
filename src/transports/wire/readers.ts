/**
 * Readers for what backends send. Everything on a wire is `unknown` until one of these has looked
 * at it; they take own members only, never throw, and leave out what does not fit.
 */
export type Wire = Readonly<Record<string, unknown>>;

/** What the pure mappers need to know of the world. */
export type Mapping = {
  /** The backend's relative URLs are resolved against it. */
  base: string;
  /** Wall clock: stands in for a time that the backend left out. */
  now: number;
};

/** The value in our terms, or undefined when it is not what was expected. */
export type Reader<T> = (value: unknown, mapping: Mapping) => T | undefined;
type Read<R> = R extends Reader<infer T> ? T : never;
type Schema = Readonly<Record<string, Reader<unknown>>>;
type Shape<R extends Schema, O extends Schema> = { [K in keyof R]: Read<R[K]> } & {
  [K in keyof O]?: Read<O[K]>;
};

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same without the members that are undefined. */
export function defined<const T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** True for an object that is neither null nor an array. */
export function isWire(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text; numbers are taken as well, since some backends number their ids. */
export const text: Reader<string> = (value) =>
  typeof value === 'string' || Number.isFinite(value) ? `${value as string | number}` : undefined;

/** A text, empty where there is none. */
export const words: Reader<string> = (value, mapping) => text(value, mapping) ?? '';

/** An id: a text that is not empty. */
export const id: Reader<string> = (value, mapping) => text(value, mapping) || undefined;

/** A finite number that is not negative. */
export const amount: Reader<number> = (value) =>
  typeof value === 'number' && value >= 0 && value < Infinity ? value : undefined;

/** True or false; nothing that merely looks like it. */
export const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** For answers that say nothing: a success is enough. */
export const anything = (): true => true;

/** As it came: for members whose shape somebody else owns. */
export const raw: Reader<unknown> = (value) => value;

/** ISO-8601 → milliseconds since the epoch. */
export const time: Reader<number> = (value, mapping) => amount(Date.parse(words(value, mapping)!), mapping);

/** One of a few words; `fallback` stands in for any other. */
export function word<const T extends string>(words: readonly T[], fallback?: T): Reader<T> {
  return (value) => words.find((known) => known === value) ?? fallback;
}

/** The readable members of an array. */
export function list<T>(reader: Reader<T>): Reader<T[]> {
  return (value, mapping) =>
    Array.isArray(value) ? value.flatMap((item) => reader(item, mapping) ?? []) : undefined;
}

/** The same, and none where there is no array. */
export function items<T>(reader: Reader<T>): Reader<T[]> {
  const read = list(reader);
  return (value, mapping) => read(value, mapping) ?? [];
}

/** What `make` makes of what was read. */
export function mapped<A, B>(reader: Reader<A>, make: (known: A, mapping: Mapping) => B | undefined): Reader<B> {
  return (value, mapping) => {
    const known = reader(value, mapping);
    return known !== undefined ? make(known, mapping) : undefined;
  };
}

/** An object of exactly these members; without one of `required` there is none. */
export function shape<R extends Schema, O extends Schema = Record<never, never>>(
  required: R,
  optional?: O,
): Reader<Shape<R, O>> {
  const schema = Object.entries({ ...required, ...optional });
  return (value, mapping) => {
    if (!isWire(value)) return undefined;
    const found: Record<string, unknown> = {};
    for (const [key, reader] of schema) {
      const member = reader(Object.hasOwn(value, key) ? value[key] : undefined, mapping);
      if (member !== undefined) found[key] = member;
      else if (key in required) return undefined;
    }
    return found as Shape<R, O>;
  };
}
