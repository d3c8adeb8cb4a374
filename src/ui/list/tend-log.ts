import type { PanelScope } from '../panel-scope.js';

const importTools = () => import('./tools.js');

/** Fetches what shows exact time and copies, when a message is first pointed at or focused. */
export function tendLog(log: HTMLElement, scope: () => PanelScope): void {
  const events = ['pointerover', 'focusin'] as const;
  const begin = async (event: Event): Promise<void> => {
    const target = event.target as Element; // gone when the code is here
    if (!target.closest('.message')) return;
    for (const type of events) log.removeEventListener(type, begin);
    const chunk = await importTools().catch(importTools).catch(() => undefined);
    if (chunk) return new chunk.MessageTools(log, scope).follow(event, target);
    for (const type of events) log.addEventListener(type, begin);
  };
  for (const type of events) log.addEventListener(type, begin);
}
