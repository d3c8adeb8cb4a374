import { createKeep } from '../../storage/keep.js';

const NAME = 'muted';

/** On unless it was switched off, for this chat and on this device. */
export const isSoundOn = (host: Element): boolean => createKeep(host).get(NAME) === undefined;

export function setSound(host: Element, isOn: boolean): void {
  const keep = createKeep(host);
  if (isOn) keep.remove(NAME);
  else keep.set(NAME, '1');
}
