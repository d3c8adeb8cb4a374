import { ChatError, toChatError } from '../../core/errors.js';
import { exchange, toProtocolError } from '../http.js';
import { toAborted } from '../limited.js';
import { readRefusal } from '../wire/rest/rest-refusal.js';
import type { ExpertflowTools } from './expertflow-tools.js';

/** Milliseconds; the server may still be closing the conversation when its transcript is asked for. */
const AGAIN_MS = 2_000;

const sleep = ({ context, session }: ExpertflowTools): Promise<void> =>
  new Promise((resolve, reject) => {
    const { signal } = session.life;
    const onAbort = (): void => {
      cancel();
      reject(toAborted());
    };
    const cancel = context.clock.setTimer(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, AGAIN_MS);
    signal.addEventListener('abort', onAbort);
  });

/**
 * `GET /api/customer/transcript/{id}/{type}` of this conversation, or of the one that ended last.
 * One that has ended is asked for once more after 2 s, as the document's policy says.
 * @returns the file, or nothing when it goes by e-mail
 * @throws ChatError `not-found` while the conversation goes on, and when it is not ready yet
 */
export async function requestTranscript(
  tools: ExpertflowTools,
  kind: 'email' | 'pdf' | 'text',
): Promise<Blob | undefined> {
  const { context, session } = tools;
  if (kind === 'text') throw new ChatError('unsupported', 'a transcript is a PDF, or goes by e-mail');
  const id = session.conversationId ?? session.endedId;
  if (!id) throw new ChatError('not-found', 'there is no conversation to have a transcript of');
  const request = {
    url: `${session.base}api/customer/transcript/${encodeURIComponent(id)}/${kind}`,
    headers: { accept: kind === 'pdf' ? 'application/pdf' : '*/*' },
    readRefusal,
    signals: [session.life.signal],
  };
  const ask = (): Promise<Blob | undefined> => exchange(context, request, (response) => toFile(response, kind));
  try {
    return await ask().catch(async (error: unknown) => {
      if (toChatError(error).status !== 404 || session.conversationId) throw error;
      await sleep(tools);
      return ask();
    });
  } catch (thrown) {
    const error = toChatError(thrown);
    if (error.status !== 404) throw error;
    throw session.conversationId
      ? new ChatError('not-found', 'there is no transcript before the conversation is over', { status: 404 })
      : new ChatError('not-found', 'the transcript is not ready yet', { status: 404, retryable: true });
  }
}

async function toFile(response: Response, kind: 'email' | 'pdf'): Promise<Blob | undefined> {
  const page = response.headers.get('content-type')?.startsWith('text/html');
  if (page) throw toProtocolError('a page instead of a transcript');
  return kind === 'pdf' ? response.blob() : undefined;
}
