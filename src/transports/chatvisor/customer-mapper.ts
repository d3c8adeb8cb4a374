import type { Visitor } from '../../core/model.js';

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

type Wire = Readonly<Record<string, unknown>>;

/** A text that says something; numbers count, since pages number their customers. */
function toText(customer: Wire, name: string): string | undefined {
  const value = Object.hasOwn(customer, name) ? customer[name] : undefined;
  const isText = typeof value === 'string' || Number.isFinite(value);
  return (isText && `${value as string | number}`.trim()) || undefined;
}

function toLabels(customer: Wire): string[] | null | undefined {
  const labels = Object.hasOwn(customer, 'labels') ? customer['labels'] : undefined;
  if (labels === null) return null;
  return Array.isArray(labels) ? labels.filter((label) => typeof label === 'string' && label !== '') : undefined;
}

/**
 * A customer in Chatvisor's words as a visitor in ours. Total: what does not fit is left out.
 * @returns undefined when nothing is said at all
 */
export function toVisitor(data: unknown): Visitor | undefined {
  if (typeof data !== 'object' || !data || Array.isArray(data)) return undefined;
  const customer = data as Wire;
  const [firstname, lastname] = [toText(customer, 'firstname'), toText(customer, 'lastname')];
  const fields = { ...(firstname && { firstname }), ...(lastname && { lastname }) };
  const said = {
    externalId: toText(customer, 'id'),
    signature: toText(customer, 'hash'),
    name: [firstname, lastname].filter(Boolean).join(' ') || toText(customer, 'name'),
    email: toText(customer, 'email'),
    phone: toText(customer, 'phone'),
    labels: toLabels(customer),
    ...(firstname || lastname ? { fields } : {}),
  };
  const known = Object.entries(said).filter(([, value]) => value !== undefined);
  // The wire takes a null for labels, which only this backend's customers have.
  return known.length > 0 ? (Object.fromEntries(known) as Visitor) : undefined;
}

/** What was said before and what is said now: the newer wins, labels and fields add up. */
export function joinVisitors(before: Visitor | undefined, now: Visitor): Visitor {
  const labels = now.labels && before?.labels ? [...new Set([...before.labels, ...now.labels])] : now.labels;
  const fields = now.fields && { ...before?.fields, ...now.fields };
  return { ...before, ...now, ...(labels && { labels }), ...(fields && { fields }) };
}
