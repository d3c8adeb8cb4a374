import type { ServerConfig } from '../../core/config.js';
import { amount, flag, id, list, shape, text, word, type Reader } from '../wire/readers.js';

type Look = Pick<ServerConfig, 'color' | 'headerColor' | 'textColor'>;

/** No number is a colour. */
const color: Reader<string> = (value) => (typeof value === 'string' && value ? value : undefined);

const colors = shape({}, { primary: color, text: color, header: color });

const toColors: Reader<Look> = (value, mapping) => {
  const { primary, header, text: onHeader } = colors(value, mapping) ?? {};
  return { ...(primary && { color: primary }), ...(header && { headerColor: header }), ...(onHeader && { textColor: onHeader }) };
};

const settings = shape(
  {},
  {
    theme: word(['classic', 'minimal', 'bubble']),
    colors: toColors,
    position: id,
    welcome_text: text,
    max_per_minute: amount,
    accept: list(id),
    max_bytes: amount,
  },
);

/** The site's settings, whole or partial. */
export const toServerConfig: Reader<ServerConfig> = (value, mapping) => {
  const known = settings(value, mapping);
  if (!known) return undefined;
  const { theme, colors: look, position, welcome_text: welcome, max_per_minute: maxPerMinute, accept, max_bytes: maxBytes } = known;
  const upload = { ...(accept && { accept }), ...(maxBytes && { maxBytes }) };
  const corner = CORNERS.get(position?.replace(/^bottom-/, ''));
  return {
    ...(theme && { look: theme }),
    ...look,
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
