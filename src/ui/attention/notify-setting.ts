import { createKeep } from '../../storage/keep.js';
import { isCoarse } from '../device.js';

const NAME = 'notify';

/** Whether there is anything to switch on: not where the visitor has refused, nor on a phone, where only an app's worker may notify. */
export const canNotify = (): boolean =>
  'Notification' in globalThis && isSecureContext && !isCoarse() && Notification.permission !== 'denied';

/** Off unless it was switched on, for this chat and on this device. */
export const isNotifyOn = (host: Element): boolean =>
  canNotify() && Notification.permission === 'granted' && createKeep(host).get(NAME) !== undefined;

/** By a wish of the visitor alone: the browser asks. */
export async function setNotify(host: Element, isOn: boolean): Promise<void> {
  if (!isOn) return createKeep(host).remove(NAME);
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('refused');
  createKeep(host).set(NAME, '1');
}
