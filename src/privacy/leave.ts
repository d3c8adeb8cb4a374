import type { Chat } from '../core/chat.js';
import type { Page } from '../page/page.js';
import { scopeOf } from '../storage/keep.js';
import { beginLeaving, endLeaving } from './left.js';
import { tellTabs, wipe } from './send-away.js';

type Host = HTMLElement & { readonly chat?: Chat | undefined };

/** Longer than a tab needs to obey; who shares a device does not wait for one that does not answer. */
const PATIENCE_MS = 800;
/** A device that hangs does not keep the next visitor from logging in. */
const WIPE_MS = 5_000;

const within = <T>(run: Promise<T>, ms: number): Promise<T | undefined> =>
  Promise.race([run, new Promise<undefined>((resolve) => setTimeout(resolve, ms))]);

/**
 * Takes the visitor off this device, in all tabs; the backend keeps what it has.
 * @param end ends the chat that runs or begins: where nobody obeys in time, its words would be shown and sent later
 */
export async function leave(host: Host, end: () => void, isLogout = false): Promise<void> {
  const scope = scopeOf(host);
  beginLeaving(host, scope);
  try {
    const wiping = wipe(scope);
    const asked = host.chat?.reset(isLogout).then(() => true, () => false);
    const isDone = asked && (await within(asked, PATIENCE_MS));
    if (!isDone) {
      end();
      tellTabs(scope);
    }
    // The second time for a write that was under way.
    await within(wiping.then(() => wipe(scope)), WIPE_MS);
  } finally {
    endLeaving(host, scope, isLogout);
  }
}

/**
 * Erases the visitor here, and at the backend where it can.
 * @returns whether the backend has erased them too
 * @throws what the backend says, if it could but did not: the visitor may try again
 */
export async function forget({ host, begin, end }: Pick<Page, 'host' | 'begin' | 'end'>): Promise<boolean> {
  // Who has not agreed yet is not known there.
  if (host.getAttribute('consent') === 'required') return leave(host, end).then(() => false);
  const scope = scopeOf(host);
  const isErased = await (await begin()).chat.forget();
  await wipe(scope);
  return isErased;
}
