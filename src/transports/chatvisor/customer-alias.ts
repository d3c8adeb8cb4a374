/** Takes what a page says of its customer. */
export type TagCustomer = (customer: unknown) => void;

type Plain = Record<string, unknown>;

const taggers = new Set<TagCustomer>();
let restore = (): void => undefined;

/** What the page says goes to every widget that speaks Chatvisor. */
const tag: TagCustomer = (customer) => {
  for (const each of [...taggers]) each(customer);
};

/** An object that the page's own script made: an element called `CV` is none. */
function isPlain(value: unknown): value is Plain {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Puts `tag` into the page's `CV.user`, beside whatever else is there. */
function install(cv: Plain): void {
  const user: Plain = isPlain(cv['user']) ? cv['user'] : (cv['user'] = {}) as Plain;
  const before = user['tag'];
  user['tag'] = tag;
  restore = () => {
    // Somebody else's by now is not ours to take away.
    if (user['tag'] === tag) user['tag'] = before;
  };
}

/**
 * Answers `window.CV.user.tag(…)` of a page that defines `window.CV`; a page without it is left alone.
 * What the page put into the list `CV.q` before is handed on now.
 * @returns the function that ends it; the last one puts back what was there
 */
export function answerCustomerTag(take: TagCustomer): () => void {
  const cv: unknown = (globalThis as { CV?: unknown }).CV;
  if (!isPlain(cv)) return () => undefined;
  if (taggers.size === 0) install(cv);
  taggers.add(take);
  if (Array.isArray(cv['q'])) for (const customer of cv['q'].splice(0) as unknown[]) tag(customer);
  return () => {
    if (taggers.delete(take) && taggers.size === 0) restore();
  };
}
