import type { ChatAction } from '../../src/core/actions.js';
import { mugUrl, noor, visitor } from '../support/people.js';
import { own, picture, said, talking } from '../support/say.js';
import { minutesAgo, NOW } from '../support/time.js';

export const arabic: ChatAction[] = [
  ...talking(noor, [
    said(visitor, [picture('ember-mug.webp', { url: mugUrl })], minutesAgo(4.5), { status: 'read' }),
    said(visitor, 'ها هي. رقم الطلب ‎#JN-20418', minutesAgo(4), { status: 'read' }),
    said(noor, 'شكرًا، الصورة واضحة. أرسلنا لك كوبًا بديلًا وسيُشحن اليوم.', minutesAgo(2.2)),
    said(noor, 'Tracking: DHL 00340434', minutesAgo(2)),
  ]),
  { type: 'message/saving', message: own('l1', 'ممتاز، شكرًا جزيلًا!', minutesAgo(1)) },
  { type: 'message/failed', localId: 'l1', error: { code: 'network', message: '', retryable: true } },
  { type: 'typing/changed', author: noor, until: NOW + 3_600_000 },
];
