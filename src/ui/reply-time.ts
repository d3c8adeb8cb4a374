import type { PanelScope } from './panel-scope.js';

const HOUR = 60;
const DAY = 24 * HOUR;

/** How soon somebody usually answers: minutes, which we put into words, or the page's own words. */
export function replyTime({ host, localize }: PanelScope): string {
  const value = host.getAttribute('reply-time')?.trim() ?? '';
  const minutes = Number(value);
  if (!value || !(minutes > 0 && minutes <= DAY)) return value;
  const [amount, unit] = minutes < 1.5 * HOUR ? [minutes, 'minute'] : [minutes / HOUR, 'hour'];
  const format = new Intl.NumberFormat(localize.locale, { style: 'unit', unit, unitDisplay: 'short' });
  return localize.t('status.replyIn', { duration: format.format(Math.ceil(amount)) });
}
