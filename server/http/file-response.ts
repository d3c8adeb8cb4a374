import type { UploadRow } from '../store/upload-store.js';

/** An uploaded file, harmless even when opened on its own. */
export function fileResponse({ upload, bytes }: { upload: UploadRow; bytes: Uint8Array }): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': upload.mime,
      'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(upload.name)}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // Whoever has the address may read it, so only the visitor's own browser may keep the file.
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  });
}
