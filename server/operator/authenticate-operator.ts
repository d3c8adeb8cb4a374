import type { ChatService } from '../conversation/chat-service.js';
import type { Operator } from '../conversation/model.js';
import { ServiceError } from '../conversation/service-error.js';
import { bearerToken } from '../http/bearer-token.js';
import { isSameSecret } from '../http/is-same-secret.js';

/**
 * Who is calling the operator API. One shared key today; accounts would be looked up here and nowhere else.
 * @throws ServiceError `invalid_token`
 */
export function authenticateOperator(service: ChatService, operatorKey: string, request: Request): Operator {
  if (!isSameSecret(bearerToken(request), operatorKey)) {
    throw new ServiceError('invalid_token', 'the operator key is missing or wrong');
  }
  return service.presence.operator;
}
