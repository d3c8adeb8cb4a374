import { ChatError } from '../../core/errors.js';
import type { Conversation, Visitor } from '../../core/model.js';
import type { FormValues, Transport } from '../../core/transport.js';
import { toProtocolError } from '../http.js';
import { id, items, raw, shape } from '../wire/readers.js';
import { adoptVisitor } from './rocketchat-connect.js';
import { createDdpDesk } from './rocketchat-ddp-desk.js';
import { toServiceTexts } from './rocketchat-desk-mapper.js';
import type { TalkTools, VisitorPatch } from './rocketchat-profile.js';
import { createRestDesk } from './rocketchat-rest-desk.js';
import { isOpen } from './rocketchat-session.js';
import { createRocketUpload } from './rocketchat-upload.js';

const order = shape({ rule: id, extraData: items(raw) });

/** A form's values: what the visitor is called by, and the custom fields. Consent is given by sending. */
function toPatch({ name, email, phone, department, consent: _consent, ...fields }: FormValues): VisitorPatch {
  return {
    ...(name && { name }),
    ...(email && { email }),
    ...(phone && { phone }),
    ...(department && { department }),
    ...(Object.keys(fields)[0] && { fields }),
  };
}

/** The server takes four members and refuses a fifth; what else a form asks must not be lost. */
function toLetter({ name, email, department, message, consent: _consent, ...more }: FormValues): FormValues {
  const words = [message, ...Object.entries(more).map(([field, value]) => `${field}: ${value}`)];
  return {
    ...(name && { name }),
    ...(email && { email }),
    ...(department && { department }),
    message: words.filter(Boolean).join('\n'),
  };
}

/**
 * Forms and housekeeping: calls that a conversation can begin without.
 * @throws ChatError, from every method: that of the call; `unsupported` where this server has none
 */
export function createRocketRequests(tools: TalkTools) {
  const { session, feed, line } = tools;
  const { call } = tools.profile;
  const desk = call ? createDdpDesk(tools, call) : createRestDesk(tools);
  const register = async (patch: VisitorPatch): Promise<void> => {
    const { life } = session;
    adoptVisitor(tools, await tools.profile.register(patch, life.signal));
  };

  return {
    register: async (values: FormValues) => register(toPatch(values)),
    async sendOfflineMessage(values: FormValues) {
      await desk.offline(toLetter(values));
    },
    async selectDepartment(department: string): Promise<Conversation | void> {
      // Before there is a room, the visitor's department decides where it will be.
      if (!isOpen(session)) return register({ department });
      await desk.transfer(department);
      return feed.note({ ...session.conversation, department });
    },
    async endConversation(): Promise<Conversation> {
      if (isOpen(session)) await desk.close();
      // Closing by hand is no "by": it is nobody else's doing.
      return feed.note(session.rid ? { id: session.rid, state: 'ended' } : { state: 'none' });
    },
    async requestTranscript(kind, { email }) {
      if (kind !== 'email' || !email) throw new ChatError('unsupported', 'transcripts go by e-mail only');
      await desk.transcript(email);
    },
    rate: desk.rate,
    async identify({ name, email, phone, fields }: Visitor) {
      const who = toPatch({ ...(name && { name }), ...(email && { email }), ...(phone && { phone }) });
      // Fields alone have a call of their own; telling the visitor anew is limited to five a minute.
      if (Object.keys(who)[0]) await register({ ...who, ...(fields && { fields }) });
      else if (fields) await desk.fields(fields);
    },
    setPage: desk.setPage,
    /**
     * `external-service` of `{rule, extraData?: {key, value}[]}`: what the service of that trigger wants to be said.
     * @returns texts
     */
    async extension(name: string, data: unknown): Promise<unknown> {
      const asked = name === 'external-service' ? order(data, tools.mapping()) : undefined;
      if (!asked) throw new ChatError('unsupported', `no extension ${name}`);
      const texts = toServiceTexts(await desk.service(asked.rule, asked.extraData), tools.mapping());
      if (!texts) throw toProtocolError('the service said nothing that is understood');
      return texts;
    },
    act: desk.act,
    async forgetVisitor() {
      await line.current();
      // A visitor with an open room is not forgotten.
      if (isOpen(session)) await desk.close();
      await desk.forgetVisitor();
    },
    upload: createRocketUpload(tools),
  } satisfies Partial<Transport>;
}
