import type { Problem } from '../forms/validate.js';
import type { Localize } from '../i18n/localize.js';

/** What to do about it, in words. */
export function problemWords(problem: Problem, { t }: Localize): string {
  switch (problem.code) {
    case 'pattern':
      return problem.message || t('error.pattern');
    case 'tooShort':
      return t('error.tooShort', { count: problem.min });
    case 'tooLong':
      return t('error.tooLong', { count: problem.max });
    default:
      return t(`error.${problem.code}`);
  }
}
