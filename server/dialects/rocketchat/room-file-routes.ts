import { Hono } from 'hono';
import type { Conversation, Visitor } from '../../conversation/model.js';
import { ServiceError } from '../../conversation/service-error.js';
import { readUploadForm } from '../../http/uploaded-file.js';
import { findGuest } from './guests.js';
import type { Livechat } from './livechat.js';
import { meteorId } from './meteor-id.js';
import { success } from './rest-answers.js';
import { RocketError } from './rocket-error.js';
import { toWireMessage } from './room-messages.js';
import { findRoom } from './rooms.js';

/** `POST upload/:rid`: a file becomes a message at once. */
export function createRoomFileRoutes(livechat: Livechat): Hono {
  const app = new Hono();
  const { service } = livechat;

  app.post('/upload/:rid', async (c) => {
    const rid = c.req.param('rid');
    // Asked twice: strangers must not make the server read files, and reading takes time.
    uploader(livechat, c.req.header('x-visitor-token'), rid);
    const { features, upload } = service.context.site.config;
    const offered = livechat.options.config['fileUpload'] ?? features.upload;
    if (offered === false) throw refusal('error-file-upload-disabled');
    const refused = (error: unknown): never => {
      throw translated(error, upload.maxBytes);
    };
    const { file, texts } = await readUploadForm(c.req.raw, upload.maxBytes).catch(refused);
    const { guest } = uploader(livechat, c.req.header('x-visitor-token'), rid);
    const stored = acceptFile(livechat, guest, file);
    const text = (texts['description'] ?? texts['msg'] ?? '').slice(0, 10_000);
    const { message } = service.messages.postFromVisitor(guest, { localId: meteorId(), text, attachments: [stored.id] });
    return c.json(success({ ...toWireMessage(livechat, message, rid), newRoom: false, showConnecting: false }));
  });

  return app;
}

/** @throws RocketError 403 */
function uploader(livechat: Livechat, token: string | undefined, rid: string): { guest: Visitor; room: Conversation } {
  const guest = findGuest(livechat, token);
  const room = guest && findRoom(livechat, guest, rid);
  if (!room || room.state === 'ended') throw new RocketError('forbidden', { status: 403 });
  return { guest, room };
}

function acceptFile({ service }: Livechat, guest: Visitor, file: { name: string; bytes: Uint8Array }) {
  try {
    return service.uploads.store(guest.id, file);
  } catch (error) {
    throw translated(error, service.context.site.config.upload.maxBytes);
  }
}

function translated(error: unknown, maxBytes: number): unknown {
  if (!(error instanceof ServiceError)) return error;
  if (error.code === 'too_large') return refusal('error-size-not-allowed', { sizeAllowed: sizeText(maxBytes) });
  if (error.code === 'unsupported_type') return refusal('error-type-not-allowed');
  return error.code === 'invalid' ? new RocketError('Invalid file') : error;
}

function refusal(reason: string, more: Record<string, string> = {}): RocketError {
  return new RocketError(reason, { body: { reason, ...more } });
}

/** `10 MB`, `1.5 MB`, `1000 B`: the largest unit that leaves at least one. */
function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const step = Math.max(0, Math.min(Math.floor(Math.log2(Math.max(1, bytes)) / 10), units.length - 1));
  return `${Number((bytes / 1024 ** step).toFixed(2))} ${units[step]}`;
}
