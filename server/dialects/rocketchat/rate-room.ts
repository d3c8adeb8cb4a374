import type { Conversation, Visitor } from '../../conversation/model.js';
import { publishSummary } from '../../conversation/summary.js';
import type { Livechat } from './livechat.js';
import { textIn } from './read-texts.js';
import { RocketError } from './rocket-error.js';

/** The questions of the survey; the misspelling is the protocol's. */
export const surveyItems = ['satisfaction', 'agentKnowledge', 'agentResposiveness', 'agentFriendliness'];
export const surveyValues = ['1', '2', '3', '4', '5'];

const words = 'additionalFeedback';

/**
 * Takes a survey: `[{name, value}]`. Our one score is the satisfaction, or else the mean.
 * @returns the answers that were taken
 * @throws RocketError `invalid-data`, `invalid-livechat-config`
 */
export function rateRoom(livechat: Livechat, guest: Visitor, room: Conversation, data: readonly unknown[]) {
  const { service } = livechat;
  if (!service.context.site.config.features.rating) throw new RocketError('invalid-livechat-config');
  const answers = new Map(data.map((each) => [textIn(each, 'name') ?? '', textIn(each, 'value', 10_000) ?? '']));
  const taken = [...answers].filter(([name, value]) => isAnswer(name, value));
  if (taken.length === 0) throw new RocketError('invalid-data');
  const comment = answers.get(words) ?? room.rating?.comment;
  const score = scoreOf(taken) ?? room.rating?.score;
  service.context.work.run(() => {
    if (score !== undefined) service.context.conversations.rate(room.id, score, comment);
    // Words without a score have no place of their own in a rating.
    else service.identity.update(guest, { fields: { [words]: comment } });
    publishSummary(service.context, room.id);
  });
  return taken.map(([name, value]) => ({ name, value }));
}

function isAnswer(name: string, value: string): boolean {
  return name === words ? value !== '' : surveyItems.includes(name) && surveyValues.includes(value);
}

function scoreOf(taken: readonly (readonly [string, string])[]): number | undefined {
  const scores = taken.filter(([name]) => name !== words).map(([, value]) => Number(value));
  const satisfaction = taken.find(([name]) => name === 'satisfaction')?.[1];
  if (satisfaction !== undefined) return Number(satisfaction);
  return scores.length === 0 ? undefined : Math.round(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}
