import { ChatError } from '../../core/errors.js';
import type { MediaPart } from '../../core/model.js';
import type { Transport } from '../../core/transport.js';
import { toProtocolError } from '../http.js';
import { uploadFile } from '../upload.js';
import { raw } from '../wire/readers.js';
import type { TalkTools } from './rocketchat-profile.js';
import { ensureRoom } from './rocketchat-send.js';

/**
 * `POST livechat/upload/:rid`. The upload is the message here: its id is the upload's, and sending it says no
 * more than that the row on screen may take it over. Progress is in bytes.
 * @throws ChatError as `uploadFile` does; `unsupported` before the first words on a server before 5.0
 */
export function createRocketUpload(tools: TalkTools): Required<Transport>['upload'] {
  const { call, session, feed, profile } = tools;
  return async (file, onProgress, signal): Promise<MediaPart> => {
    const rid = await ensureRoom(tools, signal);
    if (profile.begun && session.conversation.state === 'none') {
      throw new ChatError('unsupported', 'this server takes files in an open conversation only');
    }
    const endUpload = feed.beginUpload();
    try {
      const answer = await call(`api/v1/livechat/upload/${encodeURIComponent(rid)}`, raw, {
        method: 'POST',
        capability: 'upload',
        signal,
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
