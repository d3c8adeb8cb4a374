import type { Action, Condition } from './words.js';

/** When a rule holds. */
export type When = Condition | { readonly all: readonly When[] } | { readonly any: readonly When[] } | { readonly not: When };

/** One rule of the page, or of its backend. */
export type Rule = {
  id: string;
  when: When;
  then: Action[];
  /** Never again for this visitor. */
  once?: boolean;
  /** Seconds before it may do its part again. */
  cooldown?: number;
  /** At most so often in a visit; what is not `show`, `hide` or `run` happens once if nothing is said. */
  perVisit?: number;
  /** The highest wins where rules want different things; 0 if nothing is said. */
  priority?: number;
  /** `chat`: looked at only once the visitor has opened the chat. */
  level?: 'page' | 'chat';
  /** Chatvisor's own; kept for the export. */
  kind?: string;
};

/** What `triggers` holds, and what `exportTriggers()` answers. */
export type RuleBook = { version: 1; default: 'visible' | 'hidden'; rules: Rule[] };

/** All conditions of a rule, wherever they stand. */
export function conditionsOf(when: When): Condition[] {
  if ('is' in when) return [when];
  if ('not' in when) return conditionsOf(when.not);
  return ('all' in when ? when.all : when.any).flatMap(conditionsOf);
}

/** What must hold, the level included. */
export const toWhen = ({ level, when }: Rule): When =>
  level === 'chat' ? { all: [{ is: 'chatOpened' }, when] } : when;
