import type { OptionName } from './attributes.js';
import type { MoreOption } from './more-attributes.js';

/**
 * Options that know a few words only, by attribute; the first is the default. What is none of them
 * counts as the default (of `consent`, `storage` and `send-page-url`: as what keeps and tells the least), and
 * `check-options.ts` says so: stage 1 has no room for it.
 */
export const WORDS = {
  position: 'end start',
  load: 'auto eager intent manual',
  placement: 'popover fixed inline',
  launcher: 'round rounded pill own none',
  consent: 'required granted denied',
  storage: 'local session cookie none',
  'send-page-url': 'path full off',
  'when-offline': 'form hide message',
  registration: 'before-chat hand-off off',
  'enter-key': 'send newline',
  header: 'quiet solid',
} as const satisfies { readonly [K in OptionName | MoreOption]?: string };
