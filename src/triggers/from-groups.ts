import { isRecord } from './values.js';

/** A rule of Chatvisor's form in the widget's: groups are alternatives, conditions of a group hold together. */
export function fromGroups(given: Record<string, unknown>): Record<string, unknown> {
  const { groups, actions, frequency, ...rest } = given;
  return { ...rest, when: { any: [groups].flat() }, then: actions, ...fromFrequency(frequency) };
}

function fromFrequency(given: unknown): Record<string, unknown> {
  if (!isRecord(given)) return {};
  const { per, max, cooldownSeconds } = given;
  return { ...(per === 'visitor' ? { once: true } : { perVisit: max }), cooldown: cooldownSeconds || undefined };
}
