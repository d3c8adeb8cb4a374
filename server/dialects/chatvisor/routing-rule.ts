/** Who gets a new conversation. It fits when the customer has `label` and chose `department`, where given. */
export type RoutingRule = {
  label?: string;
  department?: string;
  /** One of three ways to say who: an agent, a team, or the agent who is online with the fewest conversations. */
  agentId?: string;
  teamId?: string;
  leastBusy?: true;
};
