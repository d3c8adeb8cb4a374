import { ChatError } from '../../core/errors.js';
import type { ServerConfig } from '../../core/config.js';
import type { Conversation } from '../../core/model.js';
import type { ConnectVisitor, Transport, TransportContext } from '../../core/transport.js';
import { toAborted } from '../limited.js';
import { loadCode } from '../load-code.js';
import { createConnection } from '../wire/rest/rest-connection.js';
import { DATA_MAX } from './expertflow-data-max.js';
import { toDepartments } from './expertflow-departments-mapper.js';
import { createSession, toResume, type ExpertflowSession } from './expertflow-session.js';
import type { ExpertflowTools } from './expertflow-tools.js';
import { ExpertflowVisit } from './expertflow-visit.js';
import { createVoice } from './expertflow-voice.js';

const toConfig = ({ config }: TransportContext): ServerConfig => {
  const departments = toDepartments(config.options['departments']);
  const isInline = !config.uploader && !config.options['upload-url'];
  return {
    ...(departments[0] && { departments }),
    upload: isInline ? { maxBytes: DATA_MAX } : {},
  };
};

/** The Customer Channel API of Expertflow Hybrid Chat 3.x. */
export function createTransport(context: TransportContext): Transport {
  const session = createSession(context.config.endpoint);
  // Its own resume token knows no conversations.
  const emit: TransportContext['emit'] = (event, resume) => context.emit(event, resume && toResume(session));
  const connection = createConnection({ ...context, emit }, session);
  const tools: ExpertflowTools = { context, session, connection, voice: createVoice(connection) };
  const visit = new ExpertflowVisit(tools);
  const config = toConfig(context);
  return {
    echo: 'none',
    idempotentSend: false,
    connect: async (...args) => ({ config, ...(await visit.connect(...args)) }),
    disconnect: connection.disconnect,
    // Nothing can be asked of the server without becoming a customer of it.
    prepare: () => Promise.resolve({ config }),
    async send(message, signal) {
      if (session.state === 'ended') throw new ChatError('ended', 'the conversation is over');
      const isUploaded = message.parts.every((part) => !('mime' in part) || part.uploadId);
      if (!isUploaded) throw new ChatError('invalid', 'a file is not uploaded');
      return (await visit.enter(signal)).send(message, signal);
    },
    ...createCalls(tools, visit, Boolean(config.departments)),
  };
}

/** All that a conversation can do without. @throws ChatError `aborted`, from each after a disconnect */
function createCalls(
  tools: ExpertflowTools,
  visit: ExpertflowVisit,
  hasDepartments: boolean,
): Partial<Transport> {
  const { context, session } = tools;
  /** Who the visitor is and what they want is told when a conversation begins, and never again. */
  const beforehand = (): void => {
    if (session.conversationId) throw new ChatError('unsupported', 'told when a conversation begins, and only then');
  };
  const amend = async (change: Partial<ConnectVisitor>): Promise<void> => {
    if (session.visitor) Object.assign(session.visitor, change);
  };
  const selectDepartment = async (department: string): Promise<Conversation> => {
    beforehand();
    session.department = department;
    return { state: session.state, department };
  };
  return whileAlive(session, {
    loadHistory: async (query) => tools.log?.page(query) ?? { messages: [], hasMore: false },
    async setTyping(on) {
      const { conversationId, participant: from } = session;
      // There is no event for the end of it.
      if (!on || !visit.room) return;
      const typing = { type: 'ActivityMessage', activityType: 'typing', conversationId, from, to: [], info: {} };
      void visit.room.socket.emit('sendMessage', typing);
    },
    async register(values) {
      beforehand();
      session.form = values;
      return (await visit.enter()).feed.presence.conversation;
    },
    ...(hasDepartments && { selectDepartment }),
    endConversation: async () => visit.room?.end() ?? { state: (session.state = 'ended') },
    async requestTranscript(kind) {
      const code = await loadCode(context.clock, [session.life.signal], () => import('./expertflow-transcript.js'));
      return code.requestTranscript(tools, kind);
    },
    identify: amend,
    setPage: (page) => amend({ page }),
    async upload(file, onProgress, signal) {
      const signals = [signal, session.life.signal];
      const { uploadTo } = await loadCode(context.clock, signals, () => import('./expertflow-upload.js'));
      return uploadTo(context, file, onProgress, signals);
    },
  });
}

/** The same methods, but none begins or succeeds after a disconnect. */
function whileAlive(session: ExpertflowSession, calls: Partial<Transport>): Partial<Transport> {
  const guarded = Object.entries(calls).map(([name, call]) => {
    const run = async (...values: unknown[]): Promise<unknown> => {
      const { signal } = session.life;
      if (signal.aborted) throw toAborted();
      const value = await (call as (...values: unknown[]) => unknown)(...values);
      if (signal.aborted) throw toAborted();
      return value;
    };
    return [name, run];
  });
  return Object.fromEntries(guarded) as Partial<Transport>;
}
