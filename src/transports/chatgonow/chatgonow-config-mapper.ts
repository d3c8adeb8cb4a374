import type { ServerConfig } from '../../core/config.js';
import { amount, flag, id, list, shape, text, type Reader } from '../wire/readers.js';

const settings = shape(
  {},
  {
    colors: shape({}, { primary: id }),
    position: id,
    welcome_text: text,
    max_per_minute: amount,
    accept: list(id),
    max_bytes: amount,
  },
);

/** The site's settings, whole or partial; what the widget has no place for (theme, further colours) is left out. */
export const toServerConfig: Reader<ServerConfig> = (value, mapping) => {
  const known = settings(value, mapping);
  if (!known) return undefined;
  const { colors, position, welcome_text: welcome, max_per_minute: maxPerMinute, accept, max_bytes: maxBytes } = known;
  const upload = { ...(accept && { accept }), ...(maxBytes && { maxBytes }) };
  const corner = CORNERS.get(position?.replace(/^bottom-/, ''));
  return {
    ...(colors?.primary && { color: colors.primary }),
    ...(corner && { position: corner }),
    ...(welcome !== undefined && { messages: { welcome } }),
    ...(maxPerMinute && { maxPerMinute }),
    ...((accept || maxBytes) && { upload }),
  };
};

/** Left and right mean a page that reads from left to right. */
const CORNERS = new Map<string | undefined, string>([['left', 'start'], ['right', 'end'], ['start', 'start'], ['end', 'end']]);

/** Somebody is there, told as a flag or as a number. */
export const toAvailability: Reader<'online' | 'offline'> = (value, mapping) => {
  const known = flag(value, mapping) ?? amount(value, mapping);
  return known === undefined ? undefined : known ? 'online' : 'offline';
};
