import type { Visitor } from '../../core/model.js';
import { defined, list, mapped, shape, text, type Reader } from '../wire/readers.js';

/** What `CV.user.tag` takes; other members are left out. */
export type Customer = {
  /** The page's own id of the customer. */
  id?: string | number;
  /** Lower-case hex HMAC-SHA256 of the id with the site's secret, where the site demands one. */
  hash?: string;
  email?: string;
  firstname?: string;
  lastname?: string;
  phone?: string;
  /** Added to those that the customer has; null removes them all. */
  labels?: string[] | null;
};

/** A text that says something; numbers count, since pages number their customers. */
const said: Reader<string> = (value, mapping) => text(value, mapping)?.trim() || undefined;

const toLabels = list((label) => (typeof label === 'string' && label ? label : undefined));
const labels: Reader<string[] | null> = (value, mapping) => (value === null ? null : toLabels(value, mapping));

const customer = shape(
  {},
  { id: said, hash: said, email: said, firstname: said, lastname: said, name: said, phone: said, labels },
);

const read = mapped(customer, ({ id, hash, firstname, lastname, name, ...same }) => {
  const fields = defined({ firstname, lastname });
  const visitor = defined({
    ...same,
    externalId: id,
    signature: hash,
    name: Object.values(fields).join(' ') || name,
    fields: firstname || lastname ? fields : undefined,
  });
  // The wire takes a null for labels, which only this backend's customers have.
  return Object.keys(visitor)[0] ? (visitor as Visitor) : undefined;
});

/**
 * A customer in Chatvisor's words as a visitor in ours. Total: what does not fit is left out.
 * @returns undefined when nothing is said at all
 */
export function toVisitor(data: unknown): Visitor | undefined {
  return read(data, { base: '', now: 0 });
}

/** What was said before and what is said now: the newer wins, labels and fields add up. */
export function joinVisitors(before: Visitor | undefined, now: Visitor): Visitor {
  const labels = now.labels && before?.labels ? [...new Set([...before.labels, ...now.labels])] : now.labels;
  const fields = now.fields && { ...before?.fields, ...now.fields };
  return { ...before, ...now, ...(labels && { labels }), ...(fields && { fields }) };
}
