import type { ServerConfig } from '../../core/config.js';
import { toBytes } from '../../i18n/file-formats.js';
import type { Localize } from '../../i18n/localize.js';
import { badTypeWords, isAccepted, tooBigWords } from '../upload-rules.js';
import { prepareImage, rename } from './prepare-image.js';
import { SNIFF_BYTES, sniffType } from './sniff-type.js';

/** An image is read as a whole; no camera makes more than this. */
const MAX_READ = 100e6;

/** What a file is by its content; a name is believed only where no image is claimed. */
async function toType(file: File): Promise<string | undefined> {
  const head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
  const found = sniffType(head);
  if (found === 'image/svg+xml' || /\.svgz?$/i.test(file.name)) return undefined; // a document with scripts
  return found ?? (file.type.startsWith('image/') ? undefined : file.type);
}

/**
 * A picked file as it may be sent: an image without its metadata, any other as it is.
 * @returns words for the visitor where it may not
 */
export async function checkFile(file: File, config: ServerConfig, localize: Localize): Promise<File | string> {
  const { name } = file;
  const unreadable = (): string => localize.t('upload.unreadable', { name });
  // A folder, or a file that has gone since it was picked.
  const type = await toType(file).catch(() => null);
  if (type === null) return unreadable();
  const takes = (other: string): boolean => isAccepted(config, other, rename(name, other));
  if (type === undefined || !takes(type)) return badTypeWords(name, config, localize);
  if (!type.startsWith('image/')) return tooBigWords(file, config, localize) ?? file;
  if (file.size > MAX_READ) return localize.t('upload.tooBig', { name, size: toBytes(localize.locale, MAX_READ) });
  const prepared = await prepareImage(file, type, takes);
  return prepared ? (tooBigWords(prepared, config, localize) ?? prepared) : unreadable();
}
