import type { ServerConfig } from '../core/config.js';

const DEFAULT = 'image/png,image/jpeg,image/gif,image/webp'.split(',');

/** What the file dialog offers; the backend may have its own list. */
export const acceptedTypes = (config: ServerConfig): readonly string[] =>
  config.upload?.accept?.length ? config.upload.accept : DEFAULT;

/** The same without what a camera does not make. */
export const acceptedImages = (config: ServerConfig): readonly string[] =>
  acceptedTypes(config).filter((entry) => entry.trim().startsWith('image/'));

export const takesOnlyImages = (config: ServerConfig): boolean =>
  acceptedImages(config).length === acceptedTypes(config).length;
