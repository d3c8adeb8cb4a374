import type { ChatState } from '../core/state.js';
import { enHours } from '../i18n/en-hours.js';
import { addEnglish } from '../i18n/localize.js';
import { hoursWords } from './hours-words.js';
import { queueWords } from './message-words.js';
import type { PanelScope } from './panel-scope.js';
import { replyTime } from './reply-time.js';

addEnglish(enHours);

/** What the line under the name can say besides the availability; nothing where that is all. */
export function status(scope: PanelScope, state: ChatState): string {
  const { availability, connection, conversation, queue } = state;
  if (connection.status === 'connecting' && !connection.lostAt) return '';
  if (conversation.state === 'queued') return queueWords(queue?.position, scope.localize);
  if (conversation.state === 'ended') return scope.localize.t('event.ended');
  const { back: when } = hoursWords(scope, state) ?? {};
  if (when) return scope.localize.t('status.backAt', { when });
  return availability === 'online' ? replyTime(scope) : '';
}
