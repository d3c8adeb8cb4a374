import { createKeep } from '../../storage/keep.js';

/** Messages with less between them are one burst. */
export const BURST_MS = 4_000;
const NAME = 'chat-widget:ring';

/**
 * True in one tab of all that ask during one burst. Not the tab that leads: that one may never
 * have been touched, and a browser lets only a tab that was touched make a sound.
 */
export async function claim(host: Element): Promise<boolean> {
  const { locks } = navigator;
  // Plain http has no locks.
  if (!locks) return claimInStorage(host);
  return new Promise((resolve) => {
    locks
      .request(NAME, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise((done) => setTimeout(done, BURST_MS));
      })
      .catch(() => resolve(true)); // refused in a sandbox, which no other tab shares
  });
}

/** Two tabs that ask within the same few milliseconds both get it, and so do those that share no storage. */
function claimInStorage(host: Element): boolean {
  const keep = createKeep(host);
  const age = Date.now() - Number(keep.get('ring') ?? NaN);
  const isMine = !(age >= 0 && age < BURST_MS);
  if (isMine) keep.set('ring', String(Date.now()));
  return isMine;
}
