import type { Author, Conversation, Operator } from '../../conversation/model.js';
import type { Livechat } from './livechat.js';

/** Whether visitors may not learn who serves them. */
export function isAgentHidden({ options }: Livechat): boolean {
  return options.config['agentHiddenInfo'] === true;
}

/** The name an operator, a bot or the system goes by in frames. */
export function agentUsername({ id, name }: { id?: string; name?: string }): string {
  const slug = (name ?? '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '.').replace(/^\.|\.$/g, '');
  return id ?? (slug || 'rocket.cat');
}

/** The short form that messages carry. */
export function toWireUser(livechat: Livechat, who: Author | Operator) {
  const username = agentUsername(who);
  if (isAgentHidden(livechat)) return { _id: who.id ?? username };
  return { _id: who.id ?? username, username, name: who.name ?? username };
}

/** `online`, `busy` or `offline`: the words of both sides agree. */
export function agentStatus({ service }: Livechat): string {
  return service.presence.availability;
}

/** An operator as visitors see them. */
export function toWireAgent(livechat: Livechat, who: Author | Operator) {
  if (isAgentHidden(livechat)) return { hiddenInfo: true };
  const username = agentUsername(who);
  return {
    _id: who.id ?? username,
    username,
    name: who.name ?? username,
    status: agentStatus(livechat),
  };
}

/** Who serves a conversation; undefined while it waits. */
export function servingAgent({ service }: Livechat, conversation: Conversation): Operator | undefined {
  return conversation.state === 'active' ? service.presence.operator : undefined;
}
