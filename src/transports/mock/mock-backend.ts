import { ChatError } from '../../core/errors.js';
import type { Prepared, TransportContext, TransportEvent } from '../../core/transport.js';
import { createPauses } from './mock-pauses.js';
import { playSteps, type Failure, type Stage } from './mock-player.js';
import { createMockRoom, type MockRoom } from './mock-room.js';
import type { MockCall, MockScript, MockStep } from './mock-script.js';

/** Milliseconds that a pretended request takes. */
const LATENCY_MS = 50;
const RETRYABLE = ['server', 'network', 'timeout', 'rate-limited'];

/** The pretended backend behind one mock transport. */
export type MockBackend = {
  room: MockRoom;
  /** While false, nothing is emitted. */
  connected: boolean;
  play(steps: readonly MockStep[]): Promise<void>;
  /**
   * Takes its time, and fails when the script wants it.
   * @throws ChatError `aborted` after `stop`, until the next `connect` or `prepare`
   */
  request(call?: MockCall, signal?: AbortSignal): Promise<void>;
  prepared(): Prepared;
  /** The script hears the visitor's words. */
  hear(words: string): Promise<void>;
  /** Steps that a disconnect caught in a pause go on. */
  resume(): void;
  stop(): void;
};

function toReply({ replies = {} }: MockScript, words: string): readonly MockStep[] {
  const said = words.toLowerCase();
  const key = Object.keys(replies).find((known) => said.includes(known.toLowerCase()));
  const fallback = words ? `You wrote: ${words}` : 'Thank you, I got it.';
  const reply = replies[key ?? '*'] ?? fallback;
  if (typeof reply !== 'string') return reply;
  return [{ do: 'typing', ms: 800 }, { do: 'say', text: reply, markdown: true }];
}

/** The backend of a script, with its history; nothing plays before `play`. */
export function createMockBackend({ clock, emit }: TransportContext, script: MockScript): MockBackend {
  const agent = script.agent ?? { role: 'agent', id: 'mia', name: 'Mia' };
  let availability = script.availability ?? 'online';
  const pauses = createPauses(clock);
  const failures = new Map<MockCall, Failure[]>();
  const listeners: ((words: string) => void)[] = [];
  const parked: (() => void)[] = [];
  let isStopped = false;

  const tell = (event: TransportEvent): void => {
    if (event.type === 'availability' && event.state !== 'unknown') availability = event.state;
    if (backend.connected) emit(event);
    if (event.type === 'connection-lost') backend.connected = false;
  };
  const pause = (ms: number): Promise<void> =>
    pauses.pause(ms).catch(() => new Promise<void>((resolve) => parked.push(resolve)));
  const heard = (): Promise<string> => new Promise((resolve) => listeners.push(resolve));
  const room = createMockRoom(clock, tell);
  const stage: Stage = { clock, room, agent, failures, heard, pause };

  const backend: MockBackend = {
    room,
    connected: false,
    play: (steps) => playSteps(steps, stage),
    async request(call, signal) {
      if (call === 'connect' || call === 'prepare') isStopped = false;
      if (isStopped) throw new ChatError('aborted', 'disconnected');
      await pauses.pause(LATENCY_MS, signal);
      const failure = call && failures.get(call)?.shift();
      if (!failure) return;
      const { code = 'server', retryAfterMs } = failure;
      const retryable = RETRYABLE.includes(code);
      throw new ChatError(code, 'failed by the script', { retryable, ...(retryAfterMs && { retryAfterMs }) });
    },
    prepared: () => ({ config: script.config ?? {}, availability, agents: [agent] }),
    async hear(words) {
      // What comes of a message comes after its acknowledgement, which would be older news.
      await pause(LATENCY_MS);
      const waiting = listeners.splice(0);
      if (waiting.length > 0) waiting.forEach((listener) => listener(words));
      else void backend.play(toReply(script, words));
    },
    resume: () => parked.splice(0).forEach((goOn) => goOn()),
    stop() {
      backend.connected = false;
      isStopped = true;
      pauses.cancelAll();
    },
  };
  for (const { from, text, media } of script.history ?? []) {
    const words = { type: 'text', text, format: 'plain' } as const;
    room.add(from === 'agent' ? agent : { role: 'visitor' }, media ? [words, media] : [words]);
  }
  return backend;
}
