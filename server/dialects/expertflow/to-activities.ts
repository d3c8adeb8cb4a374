import type { Conversation, LoggedEvent } from '../../conversation/model.js';
import { isObject } from '../../http/json-body.js';
import { loggedAuthor } from '../logged-author.js';
import { type Participant, system } from './expertflow-wire.js';
import { toParticipant } from './to-wire.js';

/** An activity before it gets its envelope. */
export type Happening = { from: Participant; activity: [activityType: string, info?: Record<string, unknown>] };

/** What is known of the conversation when something happens in it. */
export type Scene = { conversation: Pick<Conversation, 'state' | 'endedBy'>; customer: Participant };

/** Events of the service that this protocol has no word for. */
const unspoken = new Set([
  'message',
  'message-updated',
  'message-deleted',
  'message-part',
  'receipt',
  'config',
  'trigger',
  'identity',
]);

/** What nobody in particular does. */
export function bySystem(activityType: string, info: Record<string, unknown> = {}): Happening {
  return { from: system, activity: [activityType, info] };
}

/** The activities that tell a customer of one event; those of an unknown type keep their name. */
export function toActivities({ type, data }: LoggedEvent, scene: Scene): Happening[] {
  if (unspoken.has(type)) return [];
  const info = isObject(data) ? data : {};
  switch (type) {
    case 'typing':
      return info['on'] === true ? [{ from: toParticipant(loggedAuthor(info['author'])), activity: ['typing'] }] : [];
    case 'participant':
      return movements(info);
    case 'conversation':
      return stateChange(info, scene);
    case 'queue':
      return [bySystem('handOff', { position: info['position'] })];
    case 'availability':
      return scene.conversation.state === 'queued' ? waiting(info['state'] === 'offline') : [];
    default:
      return [bySystem(type, info)];
  }
}

/** What somebody hears who waits for an agent. */
export function waiting(isOffline: boolean): Happening[] {
  return isOffline ? [bySystem('handOff'), bySystem('noAgentAvailable')] : [bySystem('handOff')];
}

/** The roster and the news of it are two activities. */
function movements({ change, who }: Record<string, unknown>): Happening[] {
  const author = loggedAuthor(who);
  const info = { participant: toParticipant(author), role: author.role };
  return change === 'left'
    ? [bySystem('participantLeft', info), bySystem('participantRemoved', info)]
    : [bySystem('participantAdded', info), bySystem('participantJoined', info)];
}

function stateChange({ state }: Record<string, unknown>, { conversation, customer }: Scene): Happening[] {
  if (state === 'queued') return [bySystem('handOff')];
  if (state !== 'ended') return [];
  return [{ from: conversation.endedBy === 'visitor' ? customer : system, activity: ['endOfConversation'] }];
}
