import type { ChatWidgetPanel } from '../panel.js';

const importTools = () => import('./message-tools.js');

/** Fetches what shows exact time and copies, when a message is first pointed at or focused. */
export function tendLog(panel: ChatWidgetPanel): void {
  const events = ['pointerover', 'focusin'] as const;
  const begin = async (event: Event): Promise<void> => {
    const target = event.target as Element; // gone when the code is here
    if (!target.closest('.message')) return;
    for (const type of events) panel.removeEventListener(type, begin);
    const chunk = await importTools().catch(importTools).catch(() => undefined);
    if (chunk) return new chunk.MessageTools(panel).follow(event, target);
    for (const type of events) panel.addEventListener(type, begin);
  };
  for (const type of events) panel.addEventListener(type, begin);
}
