import type { Visitor } from '../../conversation/model.js';
import type { Agent } from './agent-model.js';
import type { Assignment } from './customer-desk.js';
import type { RoutingRule } from './routing-rule.js';

/**
 * Whom the first fitting rule names. A rule for the least busy agent passes the conversation on to
 * the next rule while nobody has room, and so does one whose agent is no longer there.
 * @param free agents with room, the least busy first; of one team where named
 */
export function chooseAssignee(
  rules: readonly RoutingRule[],
  visitor: Visitor,
  agents: readonly Agent[],
  free: (teamId?: string) => readonly Agent[],
): Assignment {
  for (const rule of rules) {
    if (rule.label !== undefined && !visitor.labels?.includes(rule.label)) continue;
    if (rule.department !== undefined && visitor.department !== rule.department) continue;
    const chosen = followRule(rule, agents, free);
    if (chosen) return chosen;
  }
  return {};
}

function followRule(
  { agentId, teamId, leastBusy }: RoutingRule,
  agents: readonly Agent[],
  free: (teamId?: string) => readonly Agent[],
): Assignment | undefined {
  if (leastBusy) {
    const agent = free(teamId)[0];
    return agent && { agentId: agent.id };
  }
  if (agentId !== undefined) return agents.some(({ id }) => id === agentId) ? { agentId } : undefined;
  return teamId !== undefined && agents.some(({ teamIds }) => teamIds.includes(teamId)) ? { teamId } : undefined;
}
