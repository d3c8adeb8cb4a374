import type { Page } from '../../core/model.js';
import { amount, id, items, shape, type Reader } from '../wire/readers.js';
import type { RocketRules } from './rocketchat-wire.js';

/** One score as the survey that the server keeps: under the first of its names, "1" to "5". */
export function toSurvey(
  { score, comment }: { score: number; comment?: string },
  { survey }: RocketRules,
): { name: string; value: string }[] {
  const name = survey.includes('satisfaction') ? 'satisfaction' : (survey[0] ?? 'satisfaction');
  const words = comment ? [{ name: 'additionalFeedback', value: comment }] : [];
  return [{ name, value: `${score}` }, ...words];
}

const said = shape({ msg: id }, { order: amount });
const service = shape({ response: shape({ contents: items(said) }) });

/** What a trigger's service wants to be said, in its order; undefined for an answer that is none. */
export const toServiceTexts: Reader<string[]> = (value, mapping) =>
  service(value, mapping)
    ?.response.contents.sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ msg }) => msg);

/** A page as `page.visited` takes it; other members of a location are dropped by the server. */
export const toPageInfo = ({ url, title }: Page): object => ({ change: 'url', title, location: { href: url } });
