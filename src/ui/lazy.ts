type ImportPart = () => Promise<unknown>;

/** Most conversations need none of these. Each defines its own element. */
export const media: ImportPart = () => import('./media.js');
export const rich: ImportPart = () => import('./rich-part.js');
export const intake: ImportPart = () => import('./intake.js');
export const farewell: ImportPart = () => import('./farewell.js');

const asked = new Set<ImportPart>();

/** Fetches a part once. A chunk that does not come is asked for with the next use. */
export function load(part: ImportPart): void {
  if (asked.has(part)) return;
  asked.add(part);
  part()
    .catch(part)
    .catch(() => asked.delete(part));
}

const importAfterPaint = () => import('./after-paint.js');

export const loadAfterPaint = () => importAfterPaint().catch(importAfterPaint);
