import type { ServerConfig } from '../core/config.js';
import { enUploads } from '../i18n/en-uploads.js';
import { toBytes } from '../i18n/file-formats.js';
import { addEnglish } from '../i18n/localize.js';
import type { Localize } from '../i18n/localize.js';
import { acceptedTypes } from './accepted-types.js';

addEnglish(enUploads);

/** An entry is a type, a family (`image/*`) or a file ending, as in an `accept` attribute. */
function matches(entry: string, { type, name }: File): boolean {
  const rule = entry.trim().toLowerCase();
  if (rule.startsWith('.')) return name.toLowerCase().endsWith(rule);
  return rule.endsWith('/*') ? type.startsWith(rule.slice(0, -1)) : type === rule;
}

const typeName = (entry: string): string =>
  entry.replace(/^.*[/.]/, '').replace('jpeg', 'jpg').replace('*', '').toUpperCase();

/** Why this file cannot be sent, with the limit, or nothing. */
export function refuse(file: File, config: ServerConfig, localize: Localize): string | undefined {
  const { t, list, locale } = localize;
  const accept = acceptedTypes(config);
  const maxBytes = config.upload?.maxBytes;
  if (!accept.some((entry) => matches(entry, file))) {
    const types = list(accept.map(typeName).filter(Boolean));
    const limits = maxBytes ? t('upload.limits', { types, size: toBytes(locale, maxBytes) }) : types;
    return `${t('upload.badType', { name: file.name })} (${limits})`;
  }
  return maxBytes && file.size > maxBytes
    ? t('upload.tooBig', { name: file.name, size: toBytes(locale, maxBytes) })
    : undefined;
}
