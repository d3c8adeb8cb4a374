/** One fact with its parameters, such as `{is: 'onPageFor', seconds: 20}`. */
export type Condition = { is: string } & Record<string, unknown>;

export type When = Condition | { all: When[] } | { any: When[] } | { not: When };

/** What to do, such as `{do: 'invite', text: '…'}`. */
export type RuleAction = { do: string } & Record<string, unknown>;

/** A rule in the widget's own form: what is stored, and what widgets get. */
export type Rule = {
  id: string;
  when: When;
  then: RuleAction[];
  /** Never again for this visitor. */
  once?: boolean;
  /** Seconds. */
  cooldown?: number;
  /** At most so often in a visit. */
  perVisit?: number;
  priority?: number;
  /** Chatvisor's `page` (on load) or `chat` (when the chat is opened). */
  level?: string;
  /** Chatvisor's own; kept for the export. */
  kind?: string;
};

export type RuleDocument = { version: 1; default: 'visible' | 'hidden'; rules: Rule[] };
