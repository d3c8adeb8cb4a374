import { ChatError } from '../../core/errors.js';
import type { MediaPart } from '../../core/model.js';
import type { Transport } from '../../core/transport.js';
import type { HttpAnswer, Refusal } from '../http-error.js';
import { toProtocolError } from '../http.js';
import { uploadFile } from '../upload.js';
import { raw } from '../wire/readers.js';
import type { TalkTools } from './rocketchat-profile.js';
import { readRocketRefusal } from './rocketchat-refusal.js';
import { ensureRoom } from './rocketchat-send.js';

/** `"sizeAllowed": "10 MB"` → bytes. */
function toAllowed(text: string): number | undefined {
  const [, size, unit] = /"sizeAllowed" *: *"([\d.]+) *([KMGT]?)B"/.exec(text) ?? [];
  return size ? Math.floor(Number(size) * 1024 ** (1 + 'KMGT'.indexOf(unit || ' '))) : undefined;
}

/**
 * `POST livechat/upload/:rid`. The upload is the message here: its id is the upload's, and sending it says no
 * more than that the row on screen may take it over. Progress is in bytes.
 * @throws ChatError as `uploadFile` does; `unsupported` before the first words on a server before 5.0
 */
export function createRocketUpload(tools: TalkTools): Required<Transport>['upload'] {
  const { call, session, feed, profile } = tools;
  /** No config tells the limit: it is learnt from the first refusal, and said before the next file goes up. */
  const readRefusal = (answer: HttpAnswer): Refusal => {
    const maxBytes = toAllowed(answer.text);
    if (maxBytes) feed.emit({ type: 'config', config: { upload: { maxBytes } } });
    return readRocketRefusal(answer);
  };
  return async (file, onProgress, signal): Promise<MediaPart> => {
    const rid = await ensureRoom(tools, signal);
    if (profile.begun && session.conversation.state === 'none') {
      throw new ChatError('unsupported', 'this server takes files in an open conversation only');
    }
    await feed.learnRich();
    const endUpload = feed.beginUpload();
    try {
      const answer = await call(`api/v1/livechat/upload/${encodeURIComponent(rid)}`, raw, {
        method: 'POST',
        capability: 'upload',
        signal,
        readRefusal,
        headers: { 'x-visitor-token': session.token ?? '' },
        via: (edges, request) => uploadFile(edges, request, file, onProgress),
      });
      const message = feed.read(answer);
      const part = message?.parts.find((one): one is MediaPart => 'mime' in one);
      if (!message?.id || !part) throw toProtocolError('the server names no file');
      feed.uploads.set(message.id, message);
      return { ...part, name: part.name || file.name, mime: part.mime || file.type, uploadId: message.id };
    } finally {
      endUpload();
    }
  };
}
