import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { errorResponse } from './error-response.js';

/** `GET /files/<secret>/<name>`: uploaded pictures, harmless even when opened on their own. */
export function createFileRoutes(service: ChatService): Hono {
  const app = new Hono();
  app.onError((error) => errorResponse(error));
  app.get('/:secret/:name', (c) => {
    const { upload, bytes } = service.uploads.read(c.req.param('secret'));
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': upload.mime,
      'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(upload.name)}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
      // The address is the permission, so only the visitor's own browser may keep the file.
      'Cache-Control': 'private, max-age=31536000, immutable',
    });
  });
  return app;
}
