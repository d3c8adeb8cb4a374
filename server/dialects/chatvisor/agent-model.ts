import type { Availability } from '../../conversation/model.js';

/** An account of the third party's environment, as it was synchronised. */
export type Agent = {
  id: string;
  name: string;
  email?: string;
  avatarUrl?: string;
  teamIds: string[];
  availability: Availability;
  /** Conversations at once; no limit without it. */
  maxChats?: number;
};
