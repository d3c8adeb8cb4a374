import type { Attachment } from '../conversation/model.js';
import type { UploadRow } from '../store/upload-store.js';

/** Where files are served, for all dialects. */
export const filesPath = '/files';

/** An upload as messages carry it. */
export function toAttachment(upload: UploadRow): Attachment {
  const { id, name, mime, size, width, height } = upload;
  const url = `${filesPath}/${upload.secret}/${encodeURIComponent(name)}`;
  return { id, url, name, mime, size, width, height };
}
