import type { AgentNotice } from './agent-notice.js';
import './agent-notice.js';
import { admit, takeTokenFromAddress } from './agent-session.js';
import './agent-view.js';

function explain(reason: AgentNotice['reason'], retry?: () => void): void {
  const notice = document.createElement('agent-notice');
  notice.reason = reason;
  if (retry) notice.addEventListener('retry', retry, { once: true });
  document.body.replaceChildren(notice);
}

/** Opens the conversation, or says why not. */
async function open(token: string | undefined): Promise<void> {
  const admission = await admit(token);
  if ('refused' in admission) return explain(admission.refused, () => void open(token));
  const view = document.createElement('agent-view');
  view.session = admission.session;
  view.addEventListener('session-ended', () => explain('ended'), { once: true });
  document.body.replaceChildren(view);
}

void open(takeTokenFromAddress());
