import { isEmail } from '../../conversation/check-fields.js';
import { departmentId, registerGuest } from './guests.js';
import type { Livechat } from './livechat.js';
import { meteorId } from './meteor-id.js';
import { requiredTextIn, textIn } from './read-texts.js';
import { RocketError } from './rocket-error.js';

/**
 * Takes a message for later. The protocol names no visitor with it, so it gets one of its own.
 * @throws RocketError for missing members, a wrong address or department
 */
export function leaveMessage(livechat: Livechat, from: Record<string, unknown>): void {
  const name = requiredTextIn(from, 'name', 200);
  const email = requiredTextIn(from, 'email', 254);
  const message = requiredTextIn(from, 'message', 10_000);
  if (!isEmail(email)) throw new RocketError('error-invalid-email-address');
  const department = departmentId(livechat, textIn(from, 'department'));
  const host = textIn(from, 'host', 1000);
  livechat.service.context.work.run(() => {
    const { guest } = registerGuest(livechat, { token: meteorId(), name, email });
    livechat.service.submissions.leaveMessage(guest, { name, email, message, ...(department && { department }), ...(host && { host }) });
  });
}
