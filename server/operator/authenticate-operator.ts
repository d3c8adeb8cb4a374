import type { ChatService } from '../conversation/chat-service.js';
import type { Operator } from '../conversation/model.js';
import { bearerToken } from '../http/bearer-token.js';
import { checkSecret } from '../http/check-secret.js';

/**
 * Who is calling the operator API. One shared key today; accounts would be looked up here and nowhere else.
 * @throws ServiceError `invalid_token`, `rate_limited`
 */
export function authenticateOperator(service: ChatService, operatorKey: string, request: Request): Operator {
  checkSecret(service.context.limiter, 'the operator key', bearerToken(request), operatorKey);
  return service.presence.operator;
}
