import { selectCan } from '../../core/selectors.js';
import type { Field } from '../../forms/fields.js';
import { toLines } from '../../forms/lines.js';
import type { FormValues } from '../../forms/validate.js';
import { labelOf } from '../field-view.js';
import type { PanelScope } from '../panel-scope.js';
import { offlineEndpoint, postOffline, toMail } from './offline-endpoint.js';

/** What became of a message for later. `mail`: it waits in an address that opens the visitor's mail program. */
export type Left = { email: string; mail?: string };

/** To the backend; where that takes none, to the page's own address or mailbox. */
export async function leaveMessage({ chat, host, localize, options }: PanelScope, fields: readonly Field[], values: FormValues): Promise<Left> {
  const left: Left = { email: values['email'] ?? '' };
  const endpoint = offlineEndpoint(host);
  if (selectCan(chat.state, 'offline') || !endpoint) await chat.sendOfflineMessage(values);
  else if (endpoint.protocol === 'mailto:') {
    const subject = options.brand || chat.state.config.title || host.ownerDocument.title;
    left.mail = toMail(endpoint, subject, toLines(fields, values, (field) => labelOf(field, localize)));
    openMail(left.mail);
  } else await postOffline(endpoint, host, localize.locale, values);
  return left;
}

/** By a link: a page's policy may forbid to navigate, and the visitor still has the one on screen. */
function openMail(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.click();
}
