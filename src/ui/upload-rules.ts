import type { ServerConfig } from '../core/config.js';
import { enTray } from '../i18n/en-tray.js';
import { enUploads } from '../i18n/en-uploads.js';
import { toBytes } from '../i18n/file-formats.js';
import { addEnglish } from '../i18n/localize.js';
import type { Localize } from '../i18n/localize.js';
import { acceptedTypes, takesOnlyImages } from './accepted-types.js';

addEnglish(enUploads);
addEnglish(enTray);

/** An entry is a type, a family (`image/*`) or a file ending, as in an `accept` attribute. */
function matches(entry: string, type: string, name: string): boolean {
  const rule = entry.trim().toLowerCase();
  if (rule.startsWith('.')) return name.toLowerCase().endsWith(rule);
  return rule.endsWith('/*') ? type.startsWith(rule.slice(0, -1)) : type === rule;
}

/** Whether the backend takes files of this type, or with this ending. */
export const isAccepted = (config: ServerConfig, type: string, name: string): boolean =>
  acceptedTypes(config).some((entry) => matches(entry, type, name));

function typeName(entry: string, localize: Localize): string {
  if (entry.trim() === 'image/*') return localize.t('upload.images');
  const [family = '', name = family] = entry.trim().split(/\/|^\./);
  return (name === '*' ? family : name).replace(/^.*\./, '').replace('jpeg', 'jpg').replace('*', '').toUpperCase();
}

/** What may be sent, in words: "JPG and PNG, up to 10 MB". */
export function limitWords(config: ServerConfig, localize: Localize): string {
  const { t, list, locale } = localize;
  const names = acceptedTypes(config).map((entry) => typeName(entry, localize));
  const types = list([...new Set(names)].filter(Boolean));
  const maxBytes = config.upload?.maxBytes;
  if (!maxBytes) return types;
  const size = toBytes(locale, maxBytes);
  return types ? t('upload.limits', { types, size }) : t('upload.maxSize', { size });
}

/** Why a file of this type is not taken, with the types that are. */
export function badTypeWords(name: string, config: ServerConfig, localize: Localize): string {
  const words = localize.t(takesOnlyImages(config) ? 'upload.badType' : 'upload.badFile', { name });
  const limits = limitWords(config, localize);
  return limits ? `${words} (${limits})` : words;
}

/** Why a file of this size is not taken, with the limit; nothing where it is. */
export function tooBigWords({ name, size }: File, config: ServerConfig, { t, locale }: Localize): string | undefined {
  const maxBytes = config.upload?.maxBytes;
  return maxBytes && size > maxBytes ? t('upload.tooBig', { name, size: toBytes(locale, maxBytes) }) : undefined;
}
