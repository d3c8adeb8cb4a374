import { selectCan } from '../core/selectors.js';
import type { ChatState } from '../core/state.js';

/** What stands in the conversation's place before there is one. */
export type IntakeKind = 'registration' | 'offline' | 'unavailable';

/** A conversation that has begun is never taken away; a backend that asks nothing lets one write at once. */
export function toIntakeKind(state: ChatState): IntakeKind | undefined {
  const { conversation, messages, config, availability, visitorId } = state;
  if (messages.length || conversation.state !== 'none') return undefined;
  const { registration, offline } = Object(config.forms) as { registration?: unknown; offline?: unknown };
  if (availability === 'offline') {
    if (offline && selectCan(state, 'offline')) return 'offline';
    if (config.messages?.offlineUnavailable) return 'unavailable';
  }
  return registration && !visitorId && selectCan(state, 'register') ? 'registration' : undefined;
}
