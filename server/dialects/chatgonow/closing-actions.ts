import { invalid, notFound, ServiceError } from '../../conversation/service-error.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { refuse, succeed } from './chatgonow-envelope.js';
import { callerOf, readCall, type VisitorCall } from './visitor-call.js';

/** `offline`: words for later; answers a ticket. */
export async function offline(call: VisitorCall): Promise<Response> {
  const body = await readJson(call.c.req.raw);
  const visitor = callerOf(call);
  const { content, ...values } = Input.read({ values: body }, (input) => input.formValues('values'));
  try {
    const ticket = call.service.submissions.leaveMessage(visitor, { ...values, ...(content ? { message: content } : {}) });
    return succeed({ ticket });
  } catch (error) {
    throw error instanceof ServiceError ? inOwnNames(error) : error;
  }
}

/** `end`: with or without a rating; a rating may also follow later. */
export async function end(call: VisitorCall): Promise<Response> {
  const { conversations, context } = call.service;
  const { features } = context.site.config;
  if (!features.end) return refuse(501, 'not offered');
  const [visitor, { rating, comment }] = await readCall(call, (input) => ({
    rating: input.number('rating'),
    comment: input.text('comment', 10_000),
  }));
  const current = conversations.current(visitor);
  if (!current && rating === undefined) throw notFound('conversation');
  context.work.run(() => {
    if (rating !== undefined && features.rating) conversations.rate(visitor, rating, comment);
    if (current) conversations.end(current, 'visitor');
  });
  return succeed({});
}

/** The form calls the words `content`, the service `message`. */
function inOwnNames(error: ServiceError): ServiceError {
  const { message, ...fields } = error.fields ?? {};
  return message === undefined ? error : invalid({ ...fields, content: message });
}
