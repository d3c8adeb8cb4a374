import { ChatError } from '../../core/errors.js';
import type { Part } from '../../core/model.js';
import type { Transport, TransportContext } from '../../core/transport.js';
import { createMockBackend, type MockBackend } from './mock-backend.js';
import { DEFAULT_SCRIPT } from './mock-default-script.js';
import { currentMockScript, toMockScript, type MockScript, type MockStep } from './mock-script.js';

export { setMockScript, type MockScript, type MockStep } from './mock-script.js';

/** A mock transport, and what plays more steps on it. */
export type Mock = { transport: Transport; play(steps: readonly MockStep[]): Promise<void> };

const toWords = (parts: readonly Part[]): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join(' ').trim();

/** What takes its time and has no effect that anybody could see. */
function createIdleRequests({ request, room, play }: MockBackend) {
  return {
    setTyping: () => request(),
    markRead: () => request(),
    register: () => request('register'),
    sendOfflineMessage: () => request('sendOfflineMessage'),
    selectDepartment: () => request(),
    rate: () => request(),
    identify: () => request(),
    setPage: () => request(),
    stop: () => request(),
    forgetVisitor: () => request(),
    async endConversation() {
      await request();
      await play([{ do: 'end' }]);
      return room.conversation;
    },
    async requestTranscript(kind) {
      await request();
      if (kind === 'email') return;
      const lines = room.messages.map(({ author, parts }) => `${author.name ?? author.role}: ${toWords(parts)}`);
      return new Blob([lines.join('\n')], { type: 'text/plain' });
    },
  } satisfies Partial<Transport>;
}

/**
 * A backend in memory that follows a script: the one given, else the option `script` (JSON), else
 * that of `setMockScript`, else the default one.
 */
export function createMock(context: TransportContext, given?: MockScript): Mock {
  const { clock, config } = context;
  const asked = given ?? toMockScript(config.options['script']);
  const script = asked ?? currentMockScript() ?? DEFAULT_SCRIPT;
  const backend = createMockBackend(context, script);
  const { room, request, play, prepared } = backend;
  let isPlaying = false;

  const transport: Transport = {
    echo: 'local-id',
    idempotentSend: true,
    ...createIdleRequests(backend),
    async connect(_visitor, _resume, signal) {
      await request('connect', signal);
      backend.connected = true;
      if (room.conversation.state === 'ended') room.conversation = { state: 'none' };
      const { visitorId, conversation } = room;
      const connected = { ...prepared(), history: room.page({ limit: 30 }), conversation, visitorId };
      if (!isPlaying) void play(script.steps ?? []);
      isPlaying = true;
      backend.resume();
      return { ...connected, resume: { visitorId } };
    },
    async send({ parts, action, localId }, signal) {
      await request('send', signal);
      if (!backend.connected) throw new ChatError('network', 'not connected', { retryable: true });
      if (room.conversation.state === 'ended') throw new ChatError('ended', 'the conversation is over');
      const { id = '', createdAt } = room.take({ localId, parts });
      void backend.hear(action?.value ?? toWords(parts));
      return { id, createdAt, conversation: room.conversation };
    },
    disconnect: () => backend.stop(),
    async prepare(signal) {
      await request('prepare', signal);
      return prepared();
    },
    async loadHistory(query, signal) {
      await request('loadHistory', signal);
      return room.page(query);
    },
    async upload(file, onProgress, signal) {
      for (let done = 0; done <= 4; done += 1) {
        await request(done === 2 ? 'upload' : undefined, signal);
        onProgress((file.size * done) / 4, file.size);
      }
      const { name, type: mime, size } = file;
      const kind = /^(image|audio|video)\//.exec(mime)?.[1] as 'image' | undefined;
      return { type: kind ?? 'file', name, mime, size, uploadId: clock.randomId() };
    },
  };
  return { transport, play };
}

/** A scripted agent without a server: for stories, documentation and tests of host pages. */
export function createTransport(context: TransportContext): Transport {
  return createMock(context).transport;
}
