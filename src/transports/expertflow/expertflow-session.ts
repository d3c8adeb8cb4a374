import type { ConversationState } from '../../core/model.js';
import type { Clock } from '../../core/clock.js';
import type { ConnectVisitor, FormValues, Resume } from '../../core/transport.js';
import { toBase } from '../wire/rest/rest-caller.js';
import { folded, known, members, participant, type Participant } from './expertflow-wire.js';

/** An own message as it left, so that it is known again when the server shows it without our id. */
export type Sent = {
  localId: string;
  print: string;
  id?: string | undefined;
  /** In an echo or in history; without ids it can be shown once only. */
  isShown?: boolean;
};

/** Which Engine.IO protocol the server speaks: 3 is Socket.IO 1 and 2, 4 is Socket.IO 3 and 4. */
export type EngineVersion = 3 | 4;

/** What is known of one visitor at this server; the parts of one transport share it. */
export type ExpertflowSession = {
  /** The endpoint as an absolute URL that ends with a slash; empty when it is not a URL. */
  base: string;
  /** Made here: the server knows visitors by what they call themselves only. */
  visitorId: string;
  /** What the visitor is called at the channel: a phone number, an id of the page, or ours. */
  refId?: string | undefined;
  /** Names the next beginning of a conversation; said again by every repetition of it. */
  requestId: string;
  conversationId?: string | undefined;
  participant?: Participant | undefined;
  /** The conversation that ended last, for its transcript. */
  endedId?: string | undefined;
  greeted: boolean;
  /** It was said that the service is not available, which nobody takes back. */
  isAway?: boolean;
  eio?: EngineVersion | undefined;
  /** Whether the server has ever told that a message arrived, by acknowledgement or echo. */
  confirms?: boolean | undefined;
  sent: Sent[];
  state: ConversationState;
  visitor?: ConnectVisitor | undefined;
  department?: string | undefined;
  form: FormValues;
  /** Aborts every request when the transport is disconnected. */
  life: AbortController;
};

/** Own messages remembered; a server without ids needs them after a reload. */
const REMEMBERED = 100;

/** A session before anybody is known. */
export function createSession(endpoint: string): ExpertflowSession {
  const life = new AbortController();
  return { base: toBase(endpoint), visitorId: '', requestId: '', greeted: false, sent: [], state: 'none', form: {}, life };
}

/** What a reload or another tab needs. A copy: the session goes on. */
export function toResume(session: ExpertflowSession): Resume {
  const { visitorId, refId, requestId, conversationId, participant, endedId, greeted, eio, confirms } = session;
  const sent = session.sent.slice(-REMEMBERED).map((it) => ({ ...it }));
  return { visitorId, refId, requestId, conversationId, participant, endedId, greeted, eio, confirms, sent };
}

/** Takes over what an earlier connection left; whatever is missing or malformed begins anew. */
export function restore(session: ExpertflowSession, resume: Resume | undefined, clock: Clock): void {
  const it = folded(resume);
  const me = participant(it['participant']);
  const conversationId = me && known(it['conversationid']);
  Object.assign(session, {
    visitorId: known(it['visitorid']) ?? clock.randomId(),
    refId: known(it['refid']),
    requestId: known(it['requestid']) ?? clock.randomId(),
    conversationId,
    participant: conversationId ? me : undefined,
    endedId: known(it['endedid']),
    greeted: it['greeted'] === true,
    eio: it['eio'] === 3 || it['eio'] === 4 ? it['eio'] : undefined,
    confirms: typeof it['confirms'] === 'boolean' ? it['confirms'] : undefined,
    sent: members(it['sent']).flatMap(toSent),
    state: 'none',
  } satisfies Partial<ExpertflowSession>);
}

function toSent(value: unknown): Sent[] {
  const { localid, print, id, isshown } = folded(value);
  const [own, text] = [known(localid), known(print)];
  return own && text ? [{ localId: own, print: text, id: known(id), isShown: isshown === true }] : [];
}

/** The conversation is over, or gone: the next message begins another one. */
export function leaveConversation(session: ExpertflowSession, clock: Clock): void {
  Object.assign(session, {
    endedId: session.conversationId ?? session.endedId,
    conversationId: undefined,
    participant: undefined,
    requestId: clock.randomId(),
    greeted: false,
    sent: [],
  } satisfies Partial<ExpertflowSession>);
}
