import type { ChatState } from '../../core/state.js';
import type { Field } from '../../forms/fields.js';
import type { Forms } from '../../forms/form-sources.js';
import { createKeep, storageOf } from '../../storage/keep.js';
import { knownOf } from '../known-values.js';
import { formsOf } from './forms-of.js';
import { isAnswered } from './known-for.js';
import { offlineEndpoint } from './offline-endpoint.js';

/** What stands in the conversation's place before there is one; a `hand-off` stands below it. */
export type IntakeKind = 'registration' | 'offline' | 'unavailable' | 'hand-off';

/** Kept: which forms the visitor has answered, by kind; they are not asked again. */
export const REGISTERED = 'registered';

/** What the page wants to be seen while nobody is there; a word that is none of these counts as not said. */
const wishOf = (host: Element): string | undefined =>
  ['form', 'message', 'hide'].find((word) => word === host.getAttribute('when-offline')?.trim());

/** Whether somebody has asked for messages for later. A page that knows when it is closed takes them, unless its backend has words for it. */
function wantsMessages(state: ChatState, host: Element & { hours?: unknown }): boolean {
  const isTimed = host.hasAttribute('hours') || !!host.hours;
  const hasWords = !!state.config.messages?.offlineUnavailable;
  return !!formsOf(host, state).offline || !!offlineEndpoint(host) || wishOf(host) === 'form' || (isTimed && !hasWords);
}

/** While nobody is there: a message for later where it can be delivered, else what the site says of it. */
function toAwayKind(state: ChatState, host: Element): IntakeKind | undefined {
  const wish = wishOf(host);
  const canLeave = state.capabilities.offline || offlineEndpoint(host);
  const isForm = wish !== 'message' && wish !== 'hide' && canLeave && wantsMessages(state, host);
  if (isForm) return 'offline';
  return wish || state.config.messages?.offlineUnavailable ? 'unavailable' : undefined;
}

/** Whether a registration was answered. Where cookies alone are kept, that they know the visitor is all that is known. */
export function answeredOf({ visitorId }: ChatState, host: Element): string {
  const isKnown = visitorId && storageOf(host) === 'cookie';
  return createKeep(host).get(REGISTERED) ?? (isKnown ? 'registration' : '');
}

/** Whether a form has something to ask of this visitor. */
const asks = (fields: readonly Field[] | null, host: Element): boolean => !!fields && !isAnswered(fields, knownOf(host));

/** In a conversation that is with a person, or on its way to one. */
function toThreadKind({ conversation }: ChatState, host: Element, forms: Forms, answered: string): 'hand-off' | undefined {
  const isPerson = conversation.state === 'queued' || conversation.state === 'active';
  // Where the registration is what is asked here, it may have been answered before the chat on another day.
  const isDone = answered.includes('hand-off') || (answered !== '' && !forms.registration);
  return isPerson && !isDone && asks(forms.handOff, host) ? 'hand-off' : undefined;
}

/**
 * What stands there instead of the conversation, or with it. A conversation that has begun is never taken
 * away; a backend that asks nothing lets one write at once.
 */
export function toIntakeKind(state: ChatState, host: Element): IntakeKind | undefined {
  const { conversation, messages, availability } = state;
  const forms = formsOf(host, state);
  const answered = answeredOf(state, host);
  if (messages.length || conversation.state !== 'none') return toThreadKind(state, host, forms, answered);
  const away = availability === 'offline' ? toAwayKind(state, host) : undefined;
  return away ?? (!answered && asks(forms.registration, host) ? 'registration' : undefined);
}
