import { selectCan } from '../core/selectors.js';
import type { ChatState } from '../core/state.js';
import type { Key } from '../i18n/catalogue.js';

export type MenuItem = {
  id: 'expand' | 'search' | 'sound' | 'notifications' | 'transcript' | 'download' | 'department' | 'end' | 'forget';
  label: Key;
  /** Asked before it is done: it cannot be taken back. */
  sure?: Key;
  /** Something that is on or off. */
  checked?: boolean;
};

/**
 * What the visitor may wish for at the moment; nothing that would only be refused.
 * @param notifies nothing where notifications cannot be had
 */
export function toMenuItems(state: ChatState, hasSound: boolean, notifies?: boolean): MenuItem[] {
  const { conversation, messages, config, visitorId } = state;
  const isRunning = ['bot', 'queued', 'active'].includes(conversation.state);
  const canChange = selectCan(state, 'departments') && (config.departments?.length ?? 0) > 1;
  const offered: [boolean, MenuItem][] = [
    [messages.length > 0, { id: 'search', label: 'menu.search' }],
    [messages.length > 0, { id: 'sound', label: 'menu.sound', checked: hasSound }],
    [messages.length > 0 && notifies !== undefined, { id: 'notifications', label: 'menu.notifications', checked: !!notifies }],
    [canChange && conversation.state !== 'ended', { id: 'department', label: 'menu.changeDepartment' }],
    [messages.length > 0 && selectCan(state, 'transcript'), { id: 'transcript', label: 'menu.transcript' }],
    [messages.length > 0, { id: 'download', label: 'menu.download' }],
    [isRunning && selectCan(state, 'end'), { id: 'end', label: 'menu.end', sure: 'menu.endSure' }],
    [visitorId !== null && selectCan(state, 'forget'), { id: 'forget', label: 'menu.deleteData', sure: 'menu.deleteSure' }],
  ];
  return offered.flatMap(([isOffered, item]) => (isOffered ? [item] : []));
}
