import { ChatError, toChatError } from '../../core/errors.js';
import type { Conversation } from '../../core/model.js';
import type { Connected, ConnectVisitor, HistoryPage, Prepared, Resume } from '../../core/transport.js';
import { toAborted } from '../limited.js';
import { loadCode } from '../load-code.js';
import type { Opening } from '../wire/rest/rest-connection.js';
import { id, shape } from '../wire/readers.js';
import type { Loaded } from './rocketchat-config-mapper.js';
import type { TalkTools, VisitorPatch } from './rocketchat-profile.js';
import { fromRocketResume, toRocketResume } from './rocketchat-session.js';
import { followRoom } from './rocketchat-streams.js';
import { toRocketAgent, user, type RocketRoom } from './rocketchat-wire.js';

const guestOf = shape({ _id: id }, { username: id, name: id });

/** The visitor of an answer, taken over. @throws ChatError `protocol` when nobody is named */
export function adoptVisitor({ session, mapping }: TalkTools, value: unknown): void {
  const guest = guestOf(value, mapping());
  if (!guest) throw new ChatError('protocol', 'the server names no visitor', { retryable: true });
  session.visitorId = guest._id;
  session.username = guest.username ?? session.username;
}

/** An open room as a conversation: who has nobody yet stands in line. */
export function toRocketConversation({ _id, servedBy, departmentId, department }: RocketRoom): Conversation {
  const where = departmentId ?? department;
  return { id: _id, state: servedBy?._id ? 'active' : 'queued', ...(where && { department: where }) };
}

/** The page's own id of the visitor goes into a custom field, if the server has one for it. */
const toFields = ({ externalId, fields }: ConnectVisitor, { rules }: Loaded): ConnectVisitor['fields'] =>
  externalId && rules.takesExternalId ? { ...fields, externalId } : fields;

/** What the page says of the visitor and the server does not know yet. */
function toNews(visitor: ConnectVisitor, loaded: Loaded): VisitorPatch | undefined {
  const { name, email, phone } = visitor;
  const isNew = !loaded.guest?._id;
  if (!isNew && (!name || name === loaded.guest?.name)) return undefined;
  const { department } = loaded.rules;
  const fields = toFields(visitor, loaded);
  return {
    ...(name && { name }), ...(email && { email }), ...(phone && { phone }), ...(fields && { fields }),
    ...(isNew && { department }),
  };
}

/** A visitor of whom nobody knows yet, not even by an earlier room. */
function beginAnew({ session, context, feed }: TalkTools): void {
  const token = (session.untold = context.clock.randomId());
  const nobody = { visitorId: undefined, username: undefined, rid: undefined, conversation: { state: 'none' } };
  Object.assign(session, { token }, nobody);
  for (const memory of [feed.known, feed.people, feed.uploads]) memory.clear();
}

/** Who the token belongs to; one that is not known, or no longer taken, gives a new visitor, once. */
async function knowVisitor(
  tools: TalkTools,
  visitor: ConnectVisitor,
  load: () => Promise<Loaded>,
  signal: AbortSignal,
): Promise<Loaded> {
  const { session } = tools;
  const again = (): Promise<Loaded> => {
    beginAnew(tools);
    return load();
  };
  const isOld = session.token !== undefined;
  if (!isOld) beginAnew(tools);
  let loaded = await load().catch((error: unknown) => {
    if (!isOld || toChatError(error).code !== 'auth') throw error;
    return again();
  });
  if (session.visitorId && !loaded.guest?._id) loaded = await again();
  session.rules = loaded.rules;
  const news = toNews(visitor, loaded);
  adoptVisitor(tools, news ? await tools.profile.register(news, signal) : loaded.guest);
  return loaded;
}

/** A room that was open and is no more has been closed meanwhile: told once, forgotten by the next connect. */
function toConversation({ session }: TalkTools, room: RocketRoom | undefined, ended: string | undefined): Conversation {
  if (room) {
    session.rid = room._id;
    return toRocketConversation(room);
  }
  return session.rid && session.rid !== ended ? { id: session.rid, state: 'ended' } : { state: 'none' };
}

/** A browser does not say why it was refused; but a socket needs no leave of CORS, which is off by default. */
const explainCors =
  ({ line }: TalkTools) =>
  async (cause: unknown): Promise<never> => {
    if (toChatError(cause).code !== 'network') throw cause;
    await line.current();
    const message = 'the server is there, but refuses this page: is API_Enable_CORS on, and its origin allowed?';
    throw new ChatError('network', message, { retryable: true, cause });
  };

/** The code for the past, which who has none does without. */
export const loadPast = ({ context, session }: TalkTools, signal: AbortSignal) =>
  loadCode(context.clock, [signal, session.life.signal], () => import('./rocketchat-history.js'));

/** The newest page. A room that is closed, perhaps just now, may be closed to readers as well. */
async function loadNewest(tools: TalkTools, isOpen: boolean, signal: AbortSignal): Promise<HistoryPage> {
  if (!tools.session.rid) return { messages: [], hasMore: false };
  try {
    const { loadRocketHistory } = await loadPast(tools, signal);
    return await loadRocketHistory(tools, { limit: 30 }, signal);
  } catch (error) {
    const { code, retryable } = toChatError(error);
    if (signal.aborted || retryable || (isOpen && code !== 'ended')) throw error;
    return { messages: [], hasMore: false };
  }
}

/** Who serves an open room, and whether anybody is there. */
async function whoIsThere(tools: TalkTools, { prepared, room }: Loaded, signal: AbortSignal): Promise<Prepared> {
  const { feed, profile, mapping, session } = tools;
  const { agents: known = [], availability = 'unknown' } = prepared;
  const asked = room && !known[0] ? await profile.agent?.(room._id, signal) : undefined;
  const agents = asked ? toRocketAgent(user(asked, mapping()), session) : known;
  Object.assign(feed, { agents, availability });
  return { ...prepared, agents };
}

/**
 * Config, visitor, room, streams and newest history; the socket opens meanwhile.
 * @param load asks for the config, of whichever kind of server this is
 * @param signal ends the connection: aborted by the core, by a loss or by `disconnect`
 * @returns the connection, and the function that lets events flow
 * @throws ChatError: that of the first step which fails
 */
export async function connectRocket(
  tools: TalkTools,
  load: () => Promise<Loaded>,
  visitor: ConnectVisitor,
  resume: Resume | undefined,
  signal: AbortSignal,
): Promise<Opening> {
  const { session, feed, line, allow } = tools;
  const left = fromRocketResume(resume);
  const { ended, token = session.untold, visitorId, username, rid, profile = session.profile } = left;
  Object.assign(session, { token, visitorId, username, rid, profile });
  feed.hold();
  // On its way meanwhile; a failure is told where the code is needed.
  if (rid) loadPast(tools, signal).catch(() => undefined);
  const loaded = await knowVisitor(tools, visitor, () => load().catch(explainCors(tools)), signal);
  const { room, features } = loaded;
  const conversation = (session.conversation = toConversation(tools, room, ended));
  await line.current();
  if (room) await followRoom(tools, room._id);
  const history = await loadNewest(tools, !!room, signal);
  const prepared = await whoIsThere(tools, loaded, signal);
  if (signal.aborted) throw toAborted();
  session.untold = undefined;
  return {
    connected: { ...prepared, history, conversation, ...toIdentity(session) },
    start() {
      allow(features);
      feed.release();
    },
  };
}

const toIdentity = (session: TalkTools['session']): Pick<Connected, 'visitorId' | 'resume'> => ({
  ...(session.visitorId && { visitorId: session.visitorId }),
  resume: toRocketResume(session),
});
