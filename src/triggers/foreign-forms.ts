import { fromGroups } from './from-groups.js';
import { fromRocketTrigger, isRocketTrigger } from './from-rocketchat.js';

/** A rule of Chatvisor's `groups` form or of Rocket.Chat's in the widget's own; any other as it is. */
export function toOwnForm(given: Record<string, unknown>): Record<string, unknown> {
  if (isRocketTrigger(given)) return fromRocketTrigger(given);
  return 'groups' in given ? fromGroups(given) : given;
}
