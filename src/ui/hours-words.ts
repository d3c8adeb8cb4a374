import type { ChatState } from '../core/state.js';
import type { SaidHours } from '../hours/say-hours.js';
import { readJson } from '../page/json-option.js';
import type { PanelScope } from './panel-scope.js';

const load = () => import('../hours/say-hours.js');
let say: Awaited<ReturnType<typeof load>>['sayHours'] | undefined;

/**
 * What the opening hours say while nobody is there. The code for it comes only where there are some;
 * until then nothing is said, and with it `redraw` is called.
 */
export function hoursWords(
  { clock, host, localize, redraw: redrawAll }: PanelScope,
  { availability, config }: ChatState,
  redraw = redrawAll,
): SaidHours | undefined {
  const hours = readJson(host, 'hours') ?? config.hours;
  if (!hours || availability !== 'offline') return undefined;
  if (say) return say(hours, clock.now(), localize.locale);
  load().then(
    ({ sayHours }) => {
      say = sayHours;
      redraw();
    },
    () => {}, // it is said with the next redraw
  );
  return undefined;
}
