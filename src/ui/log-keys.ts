import { isField } from './panel-keys.js';

/** The row that a key leads to from row `from`; `page` is how many rows the view holds. */
function target(key: string, from: number, last: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return from - 1;
    case 'ArrowDown':
      return from + 1;
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageUp':
      return from - page;
    case 'PageDown':
      return from + page;
    default:
      return undefined;
  }
}

/** Keys of the log: from message to message, Enter into its first control. */
export function moveInLog(event: KeyboardEvent, log: HTMLElement): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !move(event, log)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** @returns true when the key was used. */
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
  const page = Math.max(1, Math.floor((rows.length * log.clientHeight) / log.scrollHeight));
  const to = target(key, from < 0 ? rows.length : from, last, page);
  if (to === undefined) return false;
  rows[Math.min(Math.max(to, 0), last)]!.focus();
  return true;
}

/** An empty field of the panel lets the conversation be paged. */
export function pageLog(panel: HTMLElement, event: KeyboardEvent): void {
  const step = { PageUp: -0.9, PageDown: 0.9 }[event.key];
  const log = panel.querySelector('.log');
  if (!step || !log || event.defaultPrevented || !isField(event.target!) || event.target.value) return;
  event.preventDefault();
  log.scrollTop += step * log.clientHeight;
}
