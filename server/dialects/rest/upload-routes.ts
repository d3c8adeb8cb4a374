import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { absoluteAttachment } from '../../http/absolute-urls.js';
import { notOffered } from '../../http/error-response.js';
import { readUploadedFile } from '../../http/uploaded-file.js';
import { originOf, visitorOf } from './rest-visitor.js';

/** `POST /uploads`. */
export function createUploadRoutes(service: ChatService): Hono {
  const app = new Hono();

  app.post('/uploads', async (c) => {
    // Asked twice: strangers must not make the server read files, and reading takes time.
    visitorOf(service, c);
    const { features, upload } = service.context.site.config;
    if (!features.upload) return notOffered();
    const file = await readUploadedFile(c.req.raw, upload.maxBytes);
    const visitor = visitorOf(service, c);
    return c.json(absoluteAttachment(service.uploads.store(visitor.id, file), originOf(c)), 201);
  });

  return app;
}
