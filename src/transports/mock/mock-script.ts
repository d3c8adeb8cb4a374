import type { Author, Availability, MediaPart } from '../../core/model.js';
import type { ServerConfig } from '../../core/config.js';
import type { ChatErrorCode } from '../../core/errors.js';

/** Methods of the transport that a `fail` step can make fail. */
export type MockCall =
  | 'connect' | 'send' | 'prepare' | 'upload' | 'loadHistory' | 'register' | 'sendOfflineMessage';

/** One thing that happens. Plain JSON. Times are milliseconds. */
export type MockStep =
  /** `id` lets later steps speak of the message. */
  | { do: 'say'; text: string; markdown?: boolean; id?: string; author?: Author }
  | { do: 'typing'; on?: boolean; ms?: number }
  | { do: 'join'; name?: string }
  | { do: 'leave'; name?: string }
  | { do: 'wait'; ms: number }
  /** The next `times` (default 1) calls reject. */
  | { do: 'fail'; call: MockCall; code?: ChatErrorCode; times?: number; retryAfterMs?: number }
  /** Cuts the live connection. */
  | { do: 'drop' }
  | { do: 'image'; url: string; name?: string; text?: string; id?: string }
  /** Without an id: the newest message of the other side. */
  | { do: 'edit'; text: string; id?: string }
  | { do: 'delete'; id?: string }
  /** Text that is streamed word by word. */
  | { do: 'part'; text: string; ms?: number; id?: string }
  | { do: 'availability'; state: Exclude<Availability, 'unknown'> }
  | { do: 'queue'; position?: number; etaSeconds?: number }
  | { do: 'end'; by?: string }
  | { do: 'quick-replies'; choices: string[]; text?: string }
  /** The agent has read everything. */
  | { do: 'read' }
  /** Waits for a message of the visitor; with `text`, for one that contains it. */
  | { do: 'expect'; text?: string };

/** What a mock backend knows at the start, plays, and answers. */
export type MockScript = {
  /** Played once, from the first connect on. */
  steps?: MockStep[];
  /** Played for a visitor's message that contains the key, or for `*`. A text is typed and said. */
  replies?: Record<string, string | MockStep[]>;
  agent?: Author;
  config?: ServerConfig;
  availability?: Exclude<Availability, 'unknown'>;
  /** Messages that are there before the first connect, oldest first. */
  history?: { from: 'visitor' | 'agent'; text: string; media?: MediaPart }[];
};

/** A script from JSON; undefined when it is none. Steps of unknown kinds are passed over later. */
export function toMockScript(json: string | undefined): MockScript | undefined {
  if (!json) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    if (Array.isArray(value)) return { steps: value as MockStep[] };
    return typeof value === 'object' && value !== null ? (value as MockScript) : undefined;
  } catch {
    return undefined; // the default script is a better answer than none
  }
}

let script: MockScript | undefined;

/** The script of every mock transport made from now on; nothing goes back to the default one. */
export function setMockScript(next?: MockScript): void {
  script = next;
}

/** The script that `setMockScript` left, if any. */
export function currentMockScript(): MockScript | undefined {
  return script;
}
