import type { Clock } from '../core/clock.js';
import type { Tabs, TabsHandlers } from '../core/tabs.js';
import type { Election } from './election.js';
import { createLockElection } from './lock-election.js';

/**
 * The tabs of this browser that show the same conversation. `scope` names transport, tenant and
 * identity. Without BroadcastChannel every tab leads alone: a follower could ask for nothing.
 * @param mayKeep whether the election may leave its count on the device
 * @throws what the import of an election's code throws
 */
export async function createBrowserTabs(scope: string, clock: Clock, mayKeep?: () => boolean): Promise<Tabs> {
  const id = clock.randomId();
  const election = await createElection(scope, id, clock, mayKeep);
  let channel: BroadcastChannel | undefined;
  let isAlone = false;

  function open({ onLeader, onFollower, onMessage }: TabsHandlers): void {
    try {
      channel = new BroadcastChannel(`chat-widget:${scope}`);
    } catch {
      isAlone = true; // not offered here
      return onLeader(1);
    }
    channel.onmessage = (event) => onMessage(event.data);
    election.start(onLeader, onFollower);
  }

  return {
    id,
    start: open,
    post(message) {
      try {
        channel?.postMessage(message);
      } catch {
        // A value that cannot be cloned must not stop the tab that made it.
      }
    },
    isLeader: () => isAlone || election.isLeader(),
    stop() {
      isAlone = false;
      election.stop();
      channel?.close();
      channel = undefined;
    },
  };
}

/** Few pages are without Web Locks (plain http): what they need instead is a chunk of its own. */
async function createElection(scope: string, id: string, clock: Clock, mayKeep?: () => boolean): Promise<Election> {
  const locks = globalThis.navigator?.locks;
  if (locks) return createLockElection(scope, locks, mayKeep);
  const { createLeaseElection } = await import('./lease-election.js');
  return createLeaseElection(scope, id, clock, mayKeep);
}
