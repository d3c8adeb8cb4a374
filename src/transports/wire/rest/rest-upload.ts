import type { MediaPart } from '../../../core/model.js';
import type { Transport } from '../../../core/transport.js';
import { uploadFile } from '../../upload.js';
import type { RestCall } from './rest-caller.js';
import { toMedia } from './rest-parts-mapper.js';
import type { Reader } from '../readers.js';

const toUploaded: Reader<MediaPart> = (value, mapping) => {
  const media = toMedia(value, mapping);
  return media?.uploadId ? media : undefined;
};

/**
 * `POST /uploads` of the open REST contract. Progress is in bytes.
 * @throws ChatError as `uploadFile` does; `protocol` when the answer names no upload
 */
export function createRestUpload(call: RestCall): Required<Transport>['upload'] {
  return (file, onProgress, signal) =>
    call('uploads', toUploaded, {
      method: 'POST',
      capability: 'upload',
      signal,
      via: (edges, request) => uploadFile(edges, request, file, onProgress),
    });
}
