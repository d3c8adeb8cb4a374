import { isLevel } from './engine.js';
import type { Rule } from './rule.js';

/** What is remembered of one rule. */
export type Firings = {
  /** Wall clock of the last time. */
  at: number;
  /** How often in the visit of that name. */
  times: number;
  visit: string;
};

/** What everybody would find a nuisance a second time. */
const isOnlyOnce = ({ then }: Rule): boolean => then.some((action) => !isLevel(action) && action.do !== 'run');

/** How often a rule may do its part in one visit. */
export const mostPerVisit = (rule: Rule): number => rule.perVisit ?? (isOnlyOnce(rule) ? 1 : Infinity);

/** Whether something must be remembered of a rule from page to page. */
export const hasLimit = (rule: Rule): boolean =>
  Boolean(rule.once) || rule.cooldown !== undefined || mostPerVisit(rule) < Infinity;

/** Why a rule may not do its part now. */
export type Limit = 'once' | 'perVisit' | 'cooldown';

/** What keeps a rule from doing its part, if anything. */
export function limitOf(rule: Rule, known: Firings | undefined, visit: string, now: number): Limit | undefined {
  if (!known) return undefined;
  if (rule.once) return 'once';
  if (known.visit === visit && known.times >= mostPerVisit(rule)) return 'perVisit';
  // A clock that was set back must not keep it for years.
  const since = now - known.at;
  return since >= 0 && since < (rule.cooldown ?? 0) * 1000 ? 'cooldown' : undefined;
}

/** What to remember after it has done its part. */
export const withFiring = (known: Firings | undefined, visit: string, now: number): Firings => ({
  at: now,
  visit,
  times: known?.visit === visit ? known.times + 1 : 1,
});
