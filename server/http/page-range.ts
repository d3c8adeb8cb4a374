import { invalid } from '../conversation/service-error.js';

const defaultLimit = 30;
const maxLimit = 100;

/**
 * `before`, `after` and `limit` of a history query; a limit above 100 gives 100.
 * @throws ServiceError `invalid`
 */
export function readRange(query: Record<string, string>): { before?: string; after?: string; limit: number } {
  const { before, after, limit = String(defaultLimit) } = query;
  if (!/^[1-9]\d{0,8}$/.test(limit)) throw invalid({ limit: 'invalid' });
  if (before !== undefined && after !== undefined) throw invalid({ after: 'invalid' }, 'either before or after');
  return { limit: Math.min(Number(limit), maxLimit), before, after };
}
