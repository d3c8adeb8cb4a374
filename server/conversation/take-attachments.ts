import type { Context } from './context.js';
import type { Attachment } from './model.js';
import { invalid } from './service-error.js';
import { toAttachment } from '../uploads/to-attachment.js';

/** More pictures than this in one message are a mistake or an attack. */
const maxAttachments = 10;

/**
 * Turns upload ids into attachments and keeps the files for good.
 * @throws ServiceError `invalid` for an id that is unknown or belongs to another visitor
 */
export function takeAttachments(context: Context, visitorId: string, uploadIds: readonly string[]): Attachment[] {
  if (uploadIds.length > maxAttachments) throw invalid({ attachments: 'too_long' });
  return uploadIds.map((id) => {
    const upload = context.uploads.find(id);
    if (!upload || upload.visitorId !== visitorId) throw invalid({ attachments: 'invalid' }, `no such upload: ${id}`);
    context.uploads.markUsed(id);
    return toAttachment(upload);
  });
}
