import type { Author, AuthorRole, NoticePart, Part } from '../../core/model.js';
import { toParts } from './expertflow-parts-mapper.js';
import { folded, known, members, participant, print, time, words } from './expertflow-wire.js';

/** Something to show. `print` stands in for the id where the server gives none. */
export type Line = { id?: string | undefined; at?: number | undefined; print: string; author: Author; parts: Part[] };

/** One Message of the Customer Channel API, ChatMessage or ActivityMessage, in our terms. */
export type Frame =
  | { kind: 'line'; line: Line }
  | { kind: 'greeting'; line?: Line }
  | { kind: 'typing'; author: Author }
  | { kind: 'roster'; change: 'joined' | 'left' | 'added' | 'removed'; who: Author; line: Line }
  | { kind: 'ended'; by?: string | undefined }
  | { kind: 'queued'; position?: number | undefined }
  | { kind: 'nobody' }
  /** A whisper: not for the customer's eyes. */
  | { kind: 'secret' }
  | { kind: 'raw'; name: string };

/** What is known when a frame comes in. */
export type FrameContext = {
  base: string;
  conversationId: string;
  ownId: string;
  /** Of participants who told it when they joined. */
  roles: ReadonlyMap<string, AuthorRole>;
};

const ROSTER = {
  participantjoined: 'joined',
  participantleft: 'left',
  participantadded: 'added',
  participantremoved: 'removed',
} as const;

/** Nobody says who is a machine; those that nobody joined as usually bear it in their name. */
const MACHINE = /\b(chat ?bot|bot|system)\b/i;

/** A Participant as an author. */
export function toAuthor(value: unknown, { ownId, roles }: Pick<FrameContext, 'ownId' | 'roles'>): Author {
  const { id, name } = participant(value) ?? { id: '', name: words(folded(value)['name']) };
  const isMachine = MACHINE.test(`${id} ${name}`) || !(id || name);
  const role = id && id === ownId ? 'visitor' : (roles.get(id) ?? (isMachine ? 'bot' : 'agent'));
  return { role, ...(id && { id }), ...(name && { name }) };
}

/** The payload of `messageArrived`, or a member of `messages` in `conversationInfo`; total. */
export function toFrame(value: unknown, context: FrameContext): Frame {
  const it = folded(value);
  if (words(it['tag']).trim().toLowerCase() === 'whisper') return { kind: 'secret' };
  const thread = known(it['conversationid']);
  if (thread && thread !== context.conversationId) return { kind: 'raw', name: 'foreign' };
  const isChat = words(it['type']).toLowerCase() === 'chatmessage';
  return isChat ? { kind: 'line', line: toLine(it, context) } : toActivity(it, context);
}

type Folded = ReturnType<typeof folded>;

const place = (value: unknown): number | undefined => (Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined);

const head = (it: Folded) => ({ id: known(it['id']), at: time(it['timestamp']) });

function toLine(it: Folded, context: FrameContext): Line {
  const author = toAuthor(it['from'], context);
  const text = words(it['text']);
  const { attachments } = it;
  const mark = print(author.id ?? '', text, ...members(attachments).map((file) => words(folded(file)['contenturl'])));
  const parts = toParts(text, attachments, context.base, author.role === 'visitor');
  return { ...head(it), print: mark, author, parts };
}

function toActivity(it: Folded, context: FrameContext): Frame {
  const name = words(it['activitytype']);
  const activity = name.toLowerCase();
  const info = folded(it['info']);
  const author = toAuthor(it['from'], context);
  switch (activity) {
    case 'greetings':
      return toGreeting(it, known(info['text']) ?? known(it['text']), author);
    case 'typing':
      return { kind: 'typing', author };
    case 'endofconversation':
      return { kind: 'ended', by: known(info['by']) ?? (author.role === 'agent' ? author.name : undefined) };
    case 'handoff':
      return { kind: 'queued', position: place(info['position']) };
    case 'noagentavailable':
      return { kind: 'nobody' };
  }
  const change = Object.hasOwn(ROSTER, activity) ? ROSTER[activity as keyof typeof ROSTER] : undefined;
  return change ? toRoster(it, change, context) : { kind: 'raw', name: name || 'messageArrived' };
}

function toGreeting(it: Folded, text: string | undefined, author: Author): Frame {
  if (!text) return { kind: 'greeting' };
  const role = author.role === 'visitor' ? 'bot' : author.role;
  const line = { ...head(it), print: print('greetings', text), author: { ...author, role } };
  return { kind: 'greeting', line: { ...line, parts: [{ type: 'text', text, format: 'plain' }] } };
}

/** The document leaves open where the one it is about stands: in `info.participant`, in `info`, or in `from`. */
function toRoster(it: Folded, change: (typeof ROSTER)[keyof typeof ROSTER], context: FrameContext): Frame {
  const info = folded(it['info']);
  const source = participant(info['participant']) ? info['participant'] : participant(it['info']) ? it['info'] : it['from'];
  const who = toAuthor(source, context);
  const told = words(info['role']).toLowerCase();
  if (who.role !== 'visitor' && (told === 'agent' || told === 'bot')) who.role = told;
  const notice: NoticePart = { type: 'notice', code: change, params: { name: who.name ?? '' } };
  const line = { ...head(it), print: print(change, who.id ?? who.name ?? ''), author: { role: 'system' as const } };
  return { kind: 'roster', change, who, line: { ...line, parts: [notice] } };
}
