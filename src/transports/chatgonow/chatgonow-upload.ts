import type { Transport } from '../../core/transport.js';
import { uploadFile } from '../upload.js';
import { toSent } from './chatgonow-message-mapper.js';
import type { ChatgonowTools } from './chatgonow-tools.js';

/**
 * Action `upload`, which posts the picture as a message of its own: sending it later only acknowledges that.
 * @throws ChatError as `uploadFile` does; `protocol` when the answer names no message
 */
export function createChatgonowUpload({ context, call, uploads }: ChatgonowTools): Required<Transport>['upload'] {
  const { doubtful, own, acks } = uploads;
  return async (file, onProgress, signal) => {
    const key = [file.name, file.size, file.lastModified].join();
    const clientId = doubtful.get(key) ?? context.clock.randomId();
    doubtful.set(key, clientId);
    own.add(clientId);
    const form = new FormData();
    form.append('client_id', clientId);
    const { ack, url } = await call('upload', toSent, {
      method: 'POST',
      capability: 'upload',
      signal,
      via: (edges, request) => uploadFile(edges, { ...request, form }, file, onProgress),
    });
    doubtful.delete(key);
    acks.set(ack.id, ack);
    const { name, type: mime, size } = file;
    return { type: 'image', name, mime, size, uploadId: ack.id, ...(url && { url }) };
  };
}
