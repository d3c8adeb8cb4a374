import { createHash, timingSafeEqual } from 'node:crypto';
import type { ChatService } from '../conversation/chat-service.js';
import type { Operator } from '../conversation/model.js';
import { ServiceError } from '../conversation/service-error.js';
import { bearerToken } from '../http/bearer-token.js';

/**
 * Who is calling the operator API. One shared key today; accounts would be looked up here and nowhere else.
 * @throws ServiceError `invalid_token`
 */
export function authenticateOperator(service: ChatService, operatorKey: string, request: Request): Operator {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  // Equal lengths, constant time: the answer's timing tells nothing about the key.
  if (!timingSafeEqual(digest(bearerToken(request) ?? ''), digest(operatorKey))) {
    throw new ServiceError('invalid_token', 'the operator key is missing or wrong');
  }
  return service.presence.operator;
}
