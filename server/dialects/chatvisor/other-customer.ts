import type { Visitor } from '../../conversation/model.js';

/** What others keep about a customer; where they are and when they came is not part of it. */
const members = ['externalId', 'externalVerified', 'name', 'email', 'phone', 'fields', 'labels', 'department'] as const;

/** Whether something is known now that was not, or no longer. */
export function isOtherCustomer(before: Visitor, after: Visitor): boolean {
  const known = (visitor: Visitor): string => JSON.stringify(members.map((name) => visitor[name] ?? null));
  return known(before) !== known(after);
}
