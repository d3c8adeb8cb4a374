import type { ServerConfig } from '../core/config.js';

const DEFAULT = 'image/png,image/jpeg,image/gif,image/webp'.split(',');

/** What the file dialog offers; the backend may have its own list. */
export const acceptedTypes = (config: ServerConfig): readonly string[] =>
  config.upload?.accept?.length ? config.upload.accept : DEFAULT;
