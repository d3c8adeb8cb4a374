import type { ChatWidgetPanel } from './panel.js';
import { isField } from './panel-keys.js';

/** Keys of the conversation: in the log from message to message, and paging it from an empty field. */
export function moveInLog(panel: ChatWidgetPanel, event: KeyboardEvent): void {
  const log = panel.querySelector<HTMLElement>('.log')!;
  const { altKey, ctrlKey, metaKey, defaultPrevented } = event;
  // WebKit leaves the focus in a panel that is closed.
  if (!panel.state.open || altKey || ctrlKey || metaKey || defaultPrevented) return;
  if (!(log.contains(event.target as Element) ? move(event, log) : page(event, log))) return;
  event.preventDefault();
  event.stopPropagation();
}

/** From row to row, Enter into the first control of one. @returns whether the key was used. */
function move({ key, target: origin }: KeyboardEvent, log: HTMLElement): boolean {
  const rows = [...log.querySelectorAll<HTMLElement>('li[tabindex]')];
  const from = rows.indexOf(origin as HTMLElement);
  if (key === 'Enter' && from >= 0) {
    const controls = [...rows[from]!.querySelectorAll<HTMLElement>('a[href],a[role],audio,video,button')];
    (controls.find((it) => !it.closest('.message-tools')) ?? controls[0])?.focus();
    return true;
  }
  // Inside a control the keys are the control's own.
  if (!rows.length || (from < 0 && origin !== log)) return false;
  const last = rows.length - 1;
  const start = from < 0 ? rows.length : from;
  const inView = Math.max(1, Math.floor((rows.length * log.clientHeight) / log.scrollHeight));
  const to = { ArrowUp: start - 1, ArrowDown: start + 1, PageUp: start - inView, PageDown: start + inView, Home: 0, End: last }[key];
  if (to === undefined) return false;
  rows[Math.min(Math.max(to, 0), last)]!.focus();
  return true;
}

/** @returns whether the key was used. */
function page({ key, target }: KeyboardEvent, log: HTMLElement): boolean {
  const step = { PageUp: -0.9, PageDown: 0.9 }[key];
  if (!step || !isField(target!) || target.value) return false;
  log.scrollTop += step * log.clientHeight;
  return true;
}
