import type { Clock } from '../core/clock.js';
import type { Tabs, TabsHandlers } from '../core/tabs.js';
import { createLeaseElection } from './lease-election.js';
import { createLockElection } from './lock-election.js';

/**
 * The tabs of this browser that show the same conversation. `scope` names transport, tenant and
 * identity. Without BroadcastChannel every tab leads alone: a follower could ask for nothing.
 */
export function createBrowserTabs(scope: string, clock: Clock): Tabs {
  const id = clock.randomId();
  const locks = globalThis.navigator?.locks;
  const election = locks ? createLockElection(scope, locks) : createLeaseElection(scope, id, clock);
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
