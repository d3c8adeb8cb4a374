import type { ServerConfig } from '../../../core/config.js';
import type { Conversation } from '../../../core/model.js';
import { toAgent } from './rest-parts-mapper.js';
import { amount, flag, id, list, mapped, raw, shape, text, word, type Mapping, type Reader } from '../readers.js';

/** The availability of the open REST contract; undefined for any other word. */
export const toAvailability = word(['online', 'busy', 'offline']);

/** The agents of the open REST contract. */
export const toAgents = list(toAgent);

/** A conversation; null means that there is none. */
export const toConversation: Reader<Conversation> = (value, mapping) =>
  value === null ? { state: 'none' } : conversation(value, mapping);

const conversation = shape(
  { state: word(['none', 'bot', 'queued', 'active', 'ended']) },
  { id, department: text, by: text },
);

/** The members that are there, whole config or partial; forms, triggers and hours stay raw. */
export const toServerConfig: Reader<ServerConfig> = shape(
  {},
  {
    title: text,
    color: text,
    offlineColor: text,
    position: text,
    locale: text,
    visible: (value, mapping) => (value === null ? value : flag(value, mapping)),
    messages: shape(
      {},
      {
        welcome: text,
        offline: text,
        offlineSuccess: text,
        offlineUnavailable: text,
        finished: text,
        transcript: text,
        registration: text,
      },
    ),
    departments: list(shape({ id, name: text }, { online: flag })),
    upload: shape({}, { accept: list(text), maxBytes: amount }),
    imageOrigins: list(text),
    maxLength: amount,
    maxPerMinute: amount,
    forms: raw,
    triggers: raw,
    hours: raw,
  },
);

const features = shape({}, { upload: flag, typing: flag, receipts: flag, transcript: flag, rating: flag, end: flag });

/** What the features of a config allow and forbid. */
export const toCapabilities = mapped(shape({}, { features }), (known) => known.features);

const offer = shape({}, { config: toServerConfig, availability: toAvailability, agents: toAgents });
const offered = shape({}, { config: toCapabilities });

/** What `GET /config` and `POST /session` have in common: what is prepared, and the features apart. */
export const toOffer = (value: unknown, mapping: Mapping) => ({
  ...offer(value, mapping),
  features: offered(value, mapping)?.config,
});
