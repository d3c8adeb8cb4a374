/** Messages with less between them are one burst. */
export const BURST_MS = 4_000;
const NAME = 'chat-widget:ring';

/**
 * True in one tab of all that ask during one burst. Not the tab that leads: that one may never
 * have been touched, and a browser lets only a tab that was touched make a sound.
 */
export async function claim(): Promise<boolean> {
  const { locks } = navigator;
  // Plain http has no locks.
  if (!locks) return claimInStorage();
  return new Promise((resolve) => {
    locks
      .request(NAME, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise((done) => setTimeout(done, BURST_MS));
      })
      .catch(() => resolve(true)); // refused in a sandbox, which no other tab shares
  });
}

/** Two tabs that ask within the same few milliseconds both get it. */
function claimInStorage(): boolean {
  try {
    const age = Date.now() - Number(localStorage.getItem(NAME));
    const isMine = !(age >= 0 && age < BURST_MS);
    if (isMine) localStorage.setItem(NAME, String(Date.now()));
    return isMine;
  } catch {
    return true; // blocked: better twice than never
  }
}
