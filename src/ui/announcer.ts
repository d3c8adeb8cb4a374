import type { PanelClock } from './page-clock.js';

/** Shorter was lost by some screen readers; longer is met again while browsing. */
const STAY_MS = 1_000;

export type Announce = (text: string, assertive?: boolean) => void;

/**
 * Speaks through two regions that exist from the first paint, apart from the visible log: each
 * text is a node of its own and leaves again, so nobody reads it twice.
 */
export function createAnnounce(regions: () => ParentNode, clock: PanelClock): Announce {
  return (text, assertive = false) => {
    const region = regions().querySelector(assertive ? '[role=alert]' : '[role=status]');
    if (!region) return;
    const line = document.createElement('div');
    line.textContent = text;
    region.append(line);
    clock.setTimer(() => line.remove(), STAY_MS);
  };
}
