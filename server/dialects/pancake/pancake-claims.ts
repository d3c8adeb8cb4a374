import { isEmail } from '../../conversation/check-fields.js';
import type { Claims } from '../../conversation/identity.js';
import type { Input } from '../../http/input.js';
import { isObject } from '../../http/json-body.js';

/** Members of `extra_info` that have a place of their own. */
const named = new Set(['name', 'phone', 'email', 'custom_field']);

/**
 * What a message tells about its sender: `name`, `phone`, `web_source` and `extra_info`, whose further
 * members (and those of `custom_field`) become fields. Blank values say nothing.
 * @throws ServiceError `invalid` through `input.done()`
 */
export function readPancakeClaims(input: Input): Claims {
  const extra = input.object('extra_info') ?? {};
  const either = (name: string, max: number): string => input.text(name, max)?.trim() || textOf(extra, name).slice(0, max);
  const email = textOf(extra, 'email');
  const source = input.text('web_source', 8192)?.trim();
  const fields = fieldsOf(extra);
  // A wrong address is kept for people to read; it just cannot be written to.
  if (email && !isEmail(email)) fields['email'] = email.slice(0, 254);
  const claims: Claims = {
    name: either('name', 200),
    phone: either('phone', 50),
    email: isEmail(email) ? email : '',
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(source && { page: { url: source, title: '', referrer: '' } }),
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== ''));
}

function textOf(extra: Record<string, unknown>, name: string): string {
  const value = extra[name];
  return typeof value === 'string' ? value.trim() : '';
}

function fieldsOf(extra: Record<string, unknown>): Record<string, unknown> {
  const custom = isObject(extra['custom_field']) ? extra['custom_field'] : {};
  const others = Object.entries(extra).filter(([name]) => !named.has(name));
  return Object.fromEntries([...others, ...Object.entries(custom)].filter(([, value]) => value !== null && value !== ''));
}
