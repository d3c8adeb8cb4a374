import type { Agent } from '../../core/model.js';
import { shape } from '../wire/readers.js';
import type { RocketTools } from './rocketchat-profile.js';
import { toRocketAgent, user, type RocketRules } from './rocketchat-wire.js';

const toNext = shape({ agent: user });
/** Milliseconds; colours and words wait for it. */
const PATIENCE_MS = 3000;

/**
 * Who would take the next conversation: in that agent's name triggers speak whose sender is the queue. Asking makes
 * nobody a visitor.
 * @throws ChatError where the server does not tell, or nobody is there
 */
export async function findNextAgent({ call, context }: RocketTools, rules: RocketRules, signal: AbortSignal): Promise<Agent[]> {
  // This API wants a token in the path; nobody need own it.
  const path = `api/v1/livechat/agent.next/${encodeURIComponent(context.clock.randomId())}`;
  const { agent } = await call(path, toNext, { signal, timeoutMs: PATIENCE_MS });
  return toRocketAgent(agent, { rules });
}
