import type { ConnectVisitor, FormValues } from '../../core/transport.js';
import { guestName } from './expertflow-guest.js';
import { folded, known, participant, type Participant } from './expertflow-wire.js';

/** What the beginning of a conversation is made of. */
export type Beginning = {
  visitor: ConnectVisitor;
  /** Of the registration form; beats what the page told. */
  form: FormValues;
  channel: string;
  department?: string | undefined;
  comment?: string | undefined;
  visitorId: string;
  requestId: string;
  /** ISO 8601. */
  timestamp: string;
};

/** The body of `POST /api/customer/init`: names in lower camel case, custom fields beside them. */
export function fromBeginning(beginning: Beginning): Record<string, unknown> & { refId: string } {
  const { visitor, form, channel, visitorId, requestId, timestamp } = beginning;
  const { name, email, phone, department, comment, ...extra } = form;
  const language = visitor.locale.toLowerCase().split(/[-_]/)[0] ?? '';
  const number = said(phone, visitor.phone);
  return {
    ...visitor.fields,
    ...extra,
    channel,
    ...toNames(said(name, visitor.name) ?? guestName(language)),
    email: said(email, visitor.email),
    phone: number,
    // The server asks for one identifier at least; who left none is known by an id of our own.
    refId: said(number, visitor.externalId) ?? visitorId,
    language: said(language),
    url: said(visitor.page.url),
    subject: said(department, beginning.department),
    comment: said(comment, beginning.comment),
    labels: visitor.labels,
    requestId,
    timestamp,
  };
}

/** The first that says something. JSON leaves out what is undefined. */
const said = (...texts: (string | undefined)[]): string | undefined =>
  texts.map((text) => text?.trim()).find(Boolean);

function toNames(name: string): { firstName: string; lastName: string | undefined } {
  const [firstName = '', ...last] = name.split(/\s+/);
  return { firstName, lastName: said(last.join(' ')) };
}

/** The answer; undefined when it names no conversation, or nobody to take part in it. */
export function toBegun(value: unknown): { conversationId: string; participant: Participant } | undefined {
  const it = folded(value);
  const conversationId = known(it['conversationid']) ?? known(it['sessionid']);
  const me = participant(it['participant']);
  return conversationId && me ? { conversationId, participant: me } : undefined;
}
