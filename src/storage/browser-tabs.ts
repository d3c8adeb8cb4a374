import type { Clock } from '../core/clock.js';
import type { Tabs } from '../core/tabs.js';
import { createLeaseElection } from './lease-election.js';
import { createLockElection } from './lock-election.js';

/**
 * The tabs of this browser that show the same conversation. `scope` names transport, tenant and
 * identity. Without BroadcastChannel every tab leads alone.
 */
export function createBrowserTabs(scope: string, clock: Clock): Tabs {
  const id = clock.randomId();
  const locks = globalThis.navigator?.locks;
  const election = locks
    ? createLockElection(scope, clock, locks)
    : createLeaseElection(scope, id, clock);
  let channel: BroadcastChannel | undefined;
  return {
    id,
    start({ onLeader, onFollower, onMessage }) {
      try {
        channel = new BroadcastChannel(`chat-widget:${scope}`);
        channel.onmessage = (event) => onMessage(event.data);
      } catch {
        // Not offered here: this tab talks to no other.
      }
      election.start(onLeader, onFollower);
    },
    post(message) {
      try {
        channel?.postMessage(message);
      } catch {
        // A value that cannot be cloned must not stop the tab that made it.
      }
    },
    isLeader: () => election.isLeader(),
    stop() {
      election.stop();
      channel?.close();
      channel = undefined;
    },
  };
}
