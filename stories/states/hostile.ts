import type { ChatAction } from '../../src/core/actions.js';
import type { Author, Part } from '../../src/core/model.js';
import { maya, visitor } from '../support/people.js';
import { said, talking } from '../support/say.js';
import { minutesAgo } from '../support/time.js';

const evil: Author = { role: 'agent', id: 'x', name: '<img src=x onerror=alert(1)>', avatarUrl: 'javascript:alert(1)' };

export const longText: ChatAction[] = talking(maya, [
  said(visitor, 'https://example.com/' + 'a-very-long-path-without-any-break/'.repeat(8), minutesAgo(9), { status: 'sent' }),
  said(maya, 'First line\n\n    indented line\n\nlast line', minutesAgo(8)),
  said(maya, 'Donaudampfschifffahrtsgesellschaftskapitänsmütze'.repeat(3), minutesAgo(7)),
  said(visitor, 'Lorem ipsum dolor sit amet, consectetur adipiscing elit. '.repeat(12), minutesAgo(6), { status: 'delivered' }),
]);

export const hostileText: ChatAction[] = talking(evil, [
  said(evil, '<script>alert(1)</script><style>*{display:none}</style>', minutesAgo(9)),
  said(evil, 'Reverse \u202egnp.exe\u202c and \u2066unclosed isolate', minutesAgo(8)),
  said(visitor, 'Z̷̢̛͓̲̝͎̦̅͒̾a̵̧̗̼̎̽l̴̡͎̈́̿g̸̛̰̈́o̷͙͛ ${7*7} {{7*7}} %00', minutesAgo(7), { status: 'read' }),
  said(maya, [{ type: 'image', name: '"><svg onload=alert(1)>', mime: 'image/png', url: 'data:image/svg+xml,<svg/>' }], minutesAgo(6)),
  said(maya, [{ type: 'custom', name: 'future', data: {} }], minutesAgo(5)),
  said(maya, undefined as unknown as Part[], minutesAgo(4)),
  said(maya, [{ type: 'file', name: 'invoice\u202efdp.exe', mime: 'application/pdf', size: 48_200, url: 'https://example.com/i.pdf' }], minutesAgo(3)),
]);
