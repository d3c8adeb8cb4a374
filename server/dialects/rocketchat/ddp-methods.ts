import { servingAgent, toWireAgent } from './agents.js';
import {
  departmentId,
  findGuest,
  guestOf,
  readCustomField,
  registerGuest,
  setCustomField,
  toWireGuest,
  usernameOf,
  visitPage,
} from './guests.js';
import { leaveMessage } from './leave-message.js';
import type { Livechat } from './livechat.js';
import { customFields, initialData } from './livechat-config.js';
import { rateRoom } from './rate-room.js';
import { objectIn, requiredTextIn, textIn } from './read-texts.js';
import { RocketError } from './rocket-error.js';
import { historyOf } from './room-history.js';
import { toWireMessage } from './room-messages.js';
import { closeRoom, findRoom, roomOf, ridOf, takeNamedRoom } from './rooms.js';
import { isRepeated, readSaying, say } from './send-message.js';

/** One method call. `params` are as the client sent them. */
export type MethodCall = { livechat: Livechat; params: readonly unknown[] };

type Method = (call: MethodCall) => unknown;

/** Methods that servers of all ages have. */
const everywhere = new Map<string, Method>([['stream-notify-room', notifyRoom]]);

/** Methods of servers before 5.0. A Map: names come from strangers and must not find members of Object. */
const legacy = new Map<string, Method>([
  ['livechat:getInitialData', getInitialData],
  ['livechat:registerGuest', registerGuestByMethod],
  ['livechat:loginByToken', loginByToken],
  ['livechat:setUpConnection', ({ livechat, params: [data] }) => void guestOf(livechat, textIn(data, 'token'))],
  ['sendMessageLivechat', sendMessage],
  ['livechat:getAgentData', getAgentData],
  ['livechat:loadHistory', loadHistory],
  ['livechat:sendOfflineMessage', sendOfflineMessage],
  ['livechat:pageVisited', pageVisited],
  ['livechat:closeByVisitor', closeByVisitor],
  ['livechat:setDepartmentForVisitor', setDepartmentForVisitor],
  ['livechat:getCustomFields', ({ livechat }) => customFields(livechat)],
  ['livechat:setCustomField', setCustomFieldByMethod],
  ['livechat:saveSurveyFeedback', saveSurveyFeedback],
  ['livechat:sendTranscript', sendTranscript],
]);

/** The method of that name on a server of this age; undefined where it does not exist. */
export function methodOf({ options }: Livechat, name: string): Method | undefined {
  return everywhere.get(name) ?? (options.profile === 'rest' ? undefined : legacy.get(name));
}

/** The visitor's token in a call, wherever the method has it. */
export function tokenIn(params: readonly unknown[]): string | undefined {
  const [first] = params;
  return typeof first === 'string' ? first : (textIn(first, 'token') ?? textIn(first, 'visitorToken'));
}

/** Typing: `[RID/user-activity, username, activities, {token}]` or `[RID/typing, username, on, {token}]`. A refusal is silent. */
function notifyRoom({ livechat, params }: MethodCall): void {
  const [eventName, username, activity, credentials] = params;
  const [, rid, topic] = /^(.+)\/(user-activity|typing)$/s.exec(typeof eventName === 'string' ? eventName : '') ?? [];
  const guest = findGuest(livechat, textIn(credentials, 'token'));
  if (!guest || rid === undefined || !findRoom(livechat, guest, rid)) return;
  if (username !== usernameOf(livechat, guest.id)) return;
  const on = topic === 'typing' ? activity === true : Array.isArray(activity) && activity.includes('user-typing');
  livechat.service.presence.visitorTyping(guest, on);
}

function getInitialData({ livechat, params: [token, department] }: MethodCall) {
  const guest = typeof token === 'string' ? findGuest(livechat, token) : undefined;
  const asker = guest && typeof token === 'string' ? { guest, token } : undefined;
  return initialData(livechat, asker, typeof department === 'string' ? department : undefined);
}

function registerGuestByMethod({ livechat, params: [claims] }: MethodCall) {
  const data = objectIn({ claims }, 'claims') ?? {};
  const { guest, token } = registerGuest(livechat, data);
  const { _id, name, username, visitorEmails, department } = toWireGuest(livechat, guest, token);
  return { userId: _id, visitor: { _id, token, name, username, visitorEmails, department } };
}

function loginByToken({ livechat, params: [token] }: MethodCall) {
  const guest = typeof token === 'string' ? findGuest(livechat, token) : undefined;
  return guest && { _id: guest.id };
}

function sendMessage({ livechat, params: [given] }: MethodCall) {
  const token = requiredTextIn(given, 'token');
  const rid = requiredTextIn(given, 'rid');
  requiredTextIn(given, '_id', 200);
  requiredTextIn(given, 'msg', Infinity);
  const saying = readSaying(livechat, given);
  if (isRepeated(livechat, guestOf(livechat, token), saying._id)) return undefined;
  return livechat.service.context.work.run(() => {
    const { room, newRoom } = takeNamedRoom(livechat, guestOf(livechat, token), rid);
    // The visitor anew: a new room stands in their record.
    const guest = guestOf(livechat, token);
    const name = findRoom(livechat, guest, rid)?.id === room.id ? rid : ridOf(livechat, room.id);
    const message = say(livechat, guest, saying);
    return message && { ...toWireMessage(livechat, message, name), newRoom, showConnecting: false };
  });
}

function getAgentData({ livechat, params: [asked] }: MethodCall) {
  const guest = guestOf(livechat, textIn(asked, 'token'));
  const agent = servingAgent(livechat, roomOf(livechat, guest, textIn(asked, 'roomId') ?? ''));
  return agent && toWireAgent(livechat, agent);
}

function loadHistory({ livechat, params: [asked] }: MethodCall) {
  const guest = findGuest(livechat, textIn(asked, 'token'));
  const rid = textIn(asked, 'rid') ?? '';
  const room = guest && findRoom(livechat, guest, rid);
  if (!room) return undefined;
  const { limit, end } = asked as { limit?: unknown; end?: unknown };
  const count = typeof limit === 'number' && limit >= 1 ? Math.min(Math.floor(limit), 100) : 20;
  return { messages: historyOf(livechat, guest, room, rid, { limit: count, offset: 0, end: toDate(end) }) };
}

function sendOfflineMessage({ livechat, params: [form] }: MethodCall): true {
  leaveMessage(livechat, objectIn({ form }, 'form') ?? {});
  return true;
}

function pageVisited({ livechat, params: [token, , pageInfo] }: MethodCall): void {
  const guest = findGuest(livechat, typeof token === 'string' ? token : undefined);
  if (guest) visitPage(livechat, guest, objectIn({ pageInfo }, 'pageInfo') ?? {});
}

function closeByVisitor({ livechat, params: [asked] }: MethodCall): true {
  closeRoom(livechat, guestOf(livechat, textIn(asked, 'token')), textIn(asked, 'roomId') ?? '');
  return true;
}

function setDepartmentForVisitor({ livechat, params: [asked] }: MethodCall): true {
  const guest = guestOf(livechat, tokenIn([asked]));
  const department = departmentId(livechat, textIn(asked, 'department') ?? textIn(asked, 'departmentId'));
  if (department === undefined) throw new RocketError('error-invalid-department');
  livechat.service.conversations.selectDepartment(guest, department);
  return true;
}

function setCustomFieldByMethod({ livechat, params: [token, key, value, overwrite = true] }: MethodCall): true {
  const guest = guestOf(livechat, typeof token === 'string' ? token : undefined);
  const field = readCustomField({ key, value, overwrite });
  if (!field) throw new RocketError('error-updating-custom-fields');
  setCustomField(livechat, guest, field);
  return true;
}

function saveSurveyFeedback({ livechat, params: [token, rid, data] }: MethodCall): void {
  const guest = guestOf(livechat, typeof token === 'string' ? token : undefined);
  const room = roomOf(livechat, guest, typeof rid === 'string' ? rid : '');
  if (!Array.isArray(data)) throw new RocketError('invalid-data');
  rateRoom(livechat, guest, room, data);
}

function sendTranscript({ livechat, params: [token, rid, email] }: MethodCall): true {
  const guest = guestOf(livechat, typeof token === 'string' ? token : undefined);
  roomOf(livechat, guest, typeof rid === 'string' ? rid : '');
  livechat.service.submissions.mailTranscript(guest, typeof email === 'string' ? email : undefined);
  return true;
}

/** A date as EJSON, or as the text or number that some clients send. */
function toDate(value: unknown): Date | undefined {
  const given = (value as { $date?: unknown } | null | undefined)?.$date ?? value;
  if (typeof given !== 'number' && typeof given !== 'string') return undefined;
  const date = new Date(given);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
