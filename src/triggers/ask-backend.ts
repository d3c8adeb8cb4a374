import type { Page } from '../page/page.js';

/** Whether the backend may be asked before the visitor has done anything: not without their consent where that is needed, nor for an element that has left. */
export const mayAsk = (host: Element): boolean =>
  host.isConnected && /^(granted)?$/.test(host.getAttribute('consent') ?? '') && host.getAttribute('load') !== 'manual';

/** Visits of which that is known; where the page changes to another backend there is another. */
const asked = new WeakSet<object>();

/** Config and availability without making a visitor, once for rules and hours together. */
export async function askBackend(page: Page): Promise<void> {
  if (!mayAsk(page.host)) return;
  try {
    const visit = await page.begin();
    if (asked.has(visit)) return;
    asked.add(visit);
    visit.prepare();
  } catch {
    // The next change asks again; until then it is not known.
  }
}
