import { ChatError } from './errors.js';
import type * as past from './past.js';
import type * as calls from './rare-calls.js';
import type * as uploads from './upload-parts.js';

/** Code that few conversations need. Each call asks anew, so that a later one may succeed. */
export type RareCode = {
  /** For what is asked rarely: forms, the end, older messages. */
  calls(): Promise<typeof calls>;
  /** For messages with files. */
  uploads(): Promise<typeof uploads>;
  /** For holes in the history, and for messages of which nobody knows whether they arrived. */
  past(): Promise<typeof past>;
};

/** @throws ChatError `network`, retryable, when the code does not load */
export function fetchCode<T>(load: () => Promise<T>): Promise<T> {
  return load().catch((cause: unknown) => {
    throw new ChatError('network', 'code of the chat did not load', { retryable: true, cause });
  });
}
