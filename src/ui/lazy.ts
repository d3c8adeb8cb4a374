import type { PanelScope } from './panel-scope.js';

type ImportPart = () => Promise<unknown>;

/** Most conversations need none of these. Each defines its own element. */
export const media: ImportPart = () => import('./media.js');
export const rich: ImportPart = () => import('./rich-part.js');
export const intake: ImportPart = () => import('./intake.js');
export const consent: ImportPart = () => import('./consent-view.js');
export const farewell: ImportPart = () => import('./farewell.js');
export const home: ImportPart = () => import('./home/home.js');
export const queue: ImportPart = () => import('./queue.js');

const coming = new Map<ImportPart, Promise<unknown>>();

/** Whether an element may be made: WebKitGTK leaves some that were made before their definition as they are for good. */
export const isDefined = (name: string): boolean => !!customElements.get(`chat-widget-${name}`);

/**
 * Whether a part is there. The first to ask has it fetched, and who asked is drawn again when it
 * comes. A chunk that does not come is asked for with the next use.
 */
export function has(name: string, part: ImportPart, { redraw }: PanelScope): boolean {
  if (isDefined(name)) return true;
  const fetched = coming.get(part) ?? part().catch(part);
  coming.set(part, fetched);
  fetched.then(redraw, () => coming.delete(part));
  return false;
}

const importAfterPaint = () => import('./after-paint.js');

export const loadAfterPaint = () => importAfterPaint().catch(importAfterPaint);
