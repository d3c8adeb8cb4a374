import type { ChatState, SharedState } from './state.js';

export const initialShared: SharedState = {
  connection: { status: 'idle' },
  conversation: { state: 'none' },
  availability: 'unknown',
  agents: [],
  queue: null,
  messages: [],
  hasOlder: false,
  historyLoaded: false,
  typing: [],
  readUpTo: null,
  readAt: null,
  config: {},
  capabilities: {},
  visitorId: null,
  uploads: {},
  rateLimitedUntil: null,
};

export const initialState: ChatState = {
  ...initialShared,
  open: false,
  loadingOlder: false,
  storage: 'persistent',
};
