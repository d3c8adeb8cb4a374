import type { ServerConfig } from '../../core/config.js';
import { amount, defined, flag, id, list, mapped, shape, text, word, type Reader } from '../wire/readers.js';

/** No number is a colour. */
const color: Reader<string> = (value) => (typeof value === 'string' && value ? value : undefined);

/** Left and right mean a page that reads from left to right. */
const CORNERS = new Map<string | undefined, string>([['left', 'start'], ['right', 'end'], ['start', 'start'], ['end', 'end']]);

const settings = shape(
  {},
  {
    theme: word(['classic', 'minimal', 'bubble']),
    colors: shape({}, { primary: color, text: color, header: color }),
    position: id,
    welcome_text: text,
    max_per_minute: amount,
    accept: list(id),
    max_bytes: amount,
  },
);

/** The site's settings, whole or partial. A limit of zero is none. */
export const toServerConfig: Reader<ServerConfig> = mapped(settings, (known) => {
  const { colors, welcome_text: welcome, accept } = known;
  const maxBytes = known.max_bytes || undefined;
  return defined({
    look: known.theme,
    color: colors?.primary,
    headerColor: colors?.header,
    textColor: colors?.text,
    position: CORNERS.get(known.position?.replace('bottom-', '')),
    messages: welcome === undefined ? undefined : { welcome },
    maxPerMinute: known.max_per_minute || undefined,
    upload: accept ?? maxBytes ? defined({ accept, maxBytes }) : undefined,
  });
});

/** Somebody is there, told as a flag or as a number. */
export const toAvailability: Reader<'online' | 'offline'> = (value, mapping) => {
  const known = flag(value, mapping) ?? amount(value, mapping);
  return known === undefined ? undefined : known ? 'online' : 'offline';
};
