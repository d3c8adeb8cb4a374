import type { TestStage } from './open-stage.js';

export type Spoken = { how: 'polite' | 'assertive'; text: string };

/** Writes down everything the two live regions say from now on. */
export function listen({ root }: TestStage): Spoken[] {
  const spoken: Spoken[] = [];
  const observe = (role: string, how: Spoken['how']): void => {
    const region = root.querySelector(`[role=${role}]`)!;
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          const text = (node.textContent ?? '').replace(/[\u2068\u2069]/g, '');
          if (text.trim()) spoken.push({ how, text });
        }
      }
    }).observe(region, { childList: true, subtree: true, characterData: true });
  };
  observe('status', 'polite');
  observe('alert', 'assertive');
  return spoken;
}
