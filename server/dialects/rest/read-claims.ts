import { isEmail } from '../../conversation/check-fields.js';
import type { Claims } from '../../conversation/identity.js';
import type { Page } from '../../conversation/model.js';
import { invalid } from '../../conversation/service-error.js';
import type { Input } from '../../http/input.js';

const maxUrl = 8192;

/** The members that say who a visitor is. @throws ServiceError `invalid` */
export function readClaims(input: Input): Claims {
  const claims = {
    externalId: input.text('externalId', 500) || undefined,
    signature: input.text('signature', 500),
    name: input.nullableText('name', 200),
    email: input.nullableText('email', 254),
    phone: input.nullableText('phone', 50),
    fields: input.object('fields'),
    labels: input.nullableTexts('labels'),
  };
  // An empty address is what an empty form sends; a wrong one is refused.
  if (claims.email && !isEmail(claims.email)) throw invalid({ email: 'invalid' });
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== ''));
}

/** The page a visitor is on. */
export function readPage(input: Input): Page {
  return {
    url: input.text('url', maxUrl) ?? '',
    title: input.text('title') ?? '',
    referrer: input.text('referrer', maxUrl) ?? '',
  };
}
