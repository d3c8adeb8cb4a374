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

/** Uploads what has not been uploaded; each result is stored, so that a retry never uploads twice. */
export async function uploadParts(job: UploadJob): Promise<Message['parts']> {
  const { clock, dispatch, outbox, transport, entry, signal } = job;
  const { localId } = entry;
  const parts = entry.parts.slice();
  for (const [index, part] of parts.entries()) {
    if (!('localKey' in part) || !part.localKey || part.uploadId) continue;
    if (!transport.upload) throw new ChatError('unsupported', 'this backend takes no files');
    const file = await toFile(outbox, part);
    const uploaded = await inTime(clock, STALLED_MS, signal, (inner, alive) => {
      const onProgress = (sent: number, total: number): void => {
        if (inner.aborted) return;
        alive();
        dispatch({ type: 'upload/progressed', localId, done: total ? sent / total : 0 });
      };
      return transport.upload!(file, onProgress, inner);
    });
    const next: MediaPart = { ...uploaded, localKey: part.localKey };
    parts[index] = next;
    await outbox.change(localId, (it) => ({ ...it, parts: it.parts.with(index, next) }));
    dispatch({ type: 'message/uploaded', localId, index, part: next });
    dispatch({ type: 'upload/progressed', localId, done: null });
  }
  return parts;
}

async function toFile(outbox: Outbox, part: MediaPart): Promise<File> {
  const blob = await outbox.file(part.localKey!);
  if (!blob) throw new ChatError('storage', `${part.name} is no longer on this device`);
  return blob instanceof File ? blob : new File([blob], part.name, { type: part.mime });
}
