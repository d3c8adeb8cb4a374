import type { Author } from '../../src/core/model.js';

const picture = (name: string): string => new URL(`../fixtures/${name}.webp`, import.meta.url).href;

export const mugUrl = picture('mug');
/** What the shop sells. */
export const goods = [picture('mug-ochre'), picture('vase'), picture('bowl')];
export const maya: Author = { role: 'agent', id: 'maya', name: 'Maya Okafor', avatarUrl: picture('maya') };
export const tom: Author = { role: 'agent', id: 'tom', name: 'Tom Lindqvist', avatarUrl: picture('tom') };
export const noor: Author = { role: 'agent', id: 'noor', name: 'نور الحسن', avatarUrl: picture('noor') };
export const visitor: Author = { role: 'visitor' };
