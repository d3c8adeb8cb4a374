import type { SharedAction } from './actions.js';
import type { Clock } from './clock.js';
import { ChatError } from './errors.js';
import { inTime } from './in-time.js';
import type { MediaPart, Message } from './model.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import type { Transport } from './transport.js';

/** An upload that has not moved for so long is dead. */
const STALLED_MS = 60_000;

export type UploadJob = {
  clock: Clock;
  outbox: Outbox;
  transport: Transport;
  entry: OutboxEntry;
  signal: AbortSignal;
  dispatch(action: SharedAction): void;
};

/**
 * Uploads what has not been uploaded; each result is stored, so that a retry never uploads twice. What is
 * discarded meanwhile goes no further: with some backends the upload itself is the message.
 */
export async function uploadParts(job: UploadJob): Promise<Message['parts']> {
  const { dispatch, outbox, transport, entry } = job;
  const { localId } = entry;
  const parts = entry.parts.slice();
  for (const [index, part] of parts.entries()) {
    if (!('localKey' in part) || !part.localKey || part.uploadId) continue;
    if (!transport.upload) throw new ChatError('unsupported', 'this backend takes no files');
    if (!outbox.find(localId)) break;
    const uploaded = await upload(job, await toFile(outbox, part));
    if (!uploaded) break;
    const next: MediaPart = { ...uploaded, localKey: part.localKey };
    parts[index] = next;
    await outbox.change(localId, (it) => ({ ...it, parts: it.parts.with(index, next) }));
    dispatch({ type: 'message/uploaded', localId, index, part: next });
    dispatch({ type: 'upload/progressed', localId, done: null });
  }
  return parts;
}

/** One file; nothing when its message was discarded while it was on its way. */
function upload({ clock, dispatch, outbox, transport, entry, signal }: UploadJob, file: File): Promise<MediaPart | undefined> {
  const { localId } = entry;
  return inTime(clock, STALLED_MS, signal, (inner, alive) => {
    const control = new AbortController();
    inner.addEventListener('abort', () => control.abort(inner.reason));
    return new Promise((resolve, reject) => {
      const onProgress = (sent: number, total: number): void => {
        if (inner.aborted) return;
        alive();
        if (outbox.find(localId)) return dispatch({ type: 'upload/progressed', localId, done: total ? sent / total : 0 });
        control.abort();
        resolve(undefined);
      };
      transport.upload!(file, onProgress, control.signal).then(resolve, reject);
    });
  });
}

async function toFile(outbox: Outbox, part: MediaPart): Promise<File> {
  const blob = await outbox.file(part.localKey!);
  if (!blob) throw new ChatError('storage', `${part.name} is no longer on this device`);
  return blob instanceof File ? blob : new File([blob], part.name, { type: part.mime });
}
