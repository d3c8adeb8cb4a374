import { checkFields, isEmail } from './check-fields.js';
import type { Context } from './context.js';
import type { Conversations } from './conversations.js';
import type { Claims, Identity } from './identity.js';
import type { Conversation, OfflineMessage, Visitor } from './model.js';
import { randomId } from './random-id.js';
import { invalid } from './service-error.js';
import type { Field } from './site-config.js';
import { writeTranscript } from './transcript.js';

/** Offline messages leave no conversation, so they get a small limit of their own per minute. */
const offlinePerMinute = 5;

/** The forms: registration before a chat, a message while nobody is there, the transcript by mail. */
export class Submissions {
  readonly #context: Context;
  readonly #conversations: Conversations;
  readonly #identity: Identity;

  constructor(context: Context, conversations: Conversations, identity: Identity) {
    this.#context = context;
    this.#conversations = conversations;
    this.#identity = identity;
  }

  /** Takes the registration form. @throws ServiceError `invalid` with the failed fields */
  register(
    visitor: Visitor,
    values: Record<string, string>,
    consent: { text: string; at: string } | undefined,
  ): { visitor: Visitor; conversation: Conversation | undefined } {
    this.#check(this.#context.site.config.forms.registration ?? [], values);
    const { name, email, phone, department, ...fields } = values;
    const known = this.#context.site.config.departments.some(({ id }) => id === department);
    if (department && !known) throw invalid({ department: 'invalid' });
    const claims: Claims = {
      name: name || undefined,
      email: email || undefined,
      phone: phone || undefined,
      fields: Object.keys(fields).length > 0 ? fields : undefined,
      consent,
    };
    return this.#context.work.run(() => {
      const updated = this.#identity.update(visitor, claims).visitor;
      if (department) this.#conversations.selectDepartment(updated, department);
      const current = this.#conversations.current(updated);
      return {
        visitor: department ? { ...updated, department } : updated,
        conversation: current?.state === 'ended' ? undefined : current,
      };
    });
  }

  /** Stores a message for later; answers its ticket. @throws ServiceError `invalid`, `rate_limited` */
  leaveMessage(visitor: Visitor, values: Record<string, string>): string {
    const fields = this.#context.site.config.forms.offline ?? [];
    this.#check([...fields, ...missingBasics(fields)], values);
    this.#context.limiter.take(`offline:${visitor.id}`, offlinePerMinute);
    const message: OfflineMessage = {
      id: randomId('t'),
      visitorId: visitor.id,
      values,
      handled: false,
      createdAt: this.#context.nowText(),
    };
    this.#context.work.run(() => {
      this.#context.submissions.insertOffline(message);
      this.#context.feed.publish('offline', message);
    });
    return message.id;
  }

  /** Puts the transcript into the outbox. @throws ServiceError `invalid` without a usable address */
  mailTranscript(visitor: Visitor, address: string | undefined): void {
    const recipient = address ?? visitor.email ?? '';
    if (!isEmail(recipient)) throw invalid({ email: recipient === '' ? 'required' : 'invalid' });
    this.#context.limiter.take(`transcript:${visitor.id}`, offlinePerMinute);
    this.#context.submissions.insertMail({
      id: randomId('o'),
      visitorId: visitor.id,
      recipient,
      subject: `Your conversation with ${this.#context.site.config.title ?? 'us'}`,
      body: this.transcript(visitor),
      createdAt: this.#context.nowText(),
    });
  }

  /** The visitor's whole conversation as plain text. */
  transcript(visitor: Visitor): string {
    const { messages } = this.#context.messages.page({ of: { visitorId: visitor.id }, limit: 10_000 });
    return writeTranscript(
      this.#context.site.config.title ?? 'Chat',
      messages.map(({ message }) => message),
    );
  }

  #check(fields: readonly Field[], values: Record<string, string>): void {
    const failed = checkFields(fields, values);
    if (values['email'] && !isEmail(values['email'])) failed['email'] ??= 'invalid';
    if (Object.keys(failed).length > 0) throw invalid(failed);
  }
}

/** Without an address and words an offline message helps nobody, whatever the site's form says. */
function missingBasics(fields: readonly Field[]): Field[] {
  const basics: Field[] = [
    { name: 'email', type: 'email', label: 'Email', required: true },
    { name: 'message', type: 'textarea', label: 'Message', required: true },
  ];
  return basics.filter((basic) => !fields.some(({ name }) => name === basic.name));
}
