import type { ServerConfig } from '../../core/config.js';
import type { Capability, Prepared } from '../../core/transport.js';
import { amount, defined, flag, id, id as words, isWire, items, list, shape, text, type Wire } from '../wire/readers.js';
import { toRocketForms } from './rocketchat-forms-mapper.js';
import {
  toRocketAgent, toRoom, user, type RocketMapping, type RocketRoom, type RocketRules, type RocketUser,
} from './rocketchat-wire.js';

/** What a server tells before the chat: its settings in our words, and who the token belongs to. */
export type Loaded = {
  prepared: Prepared;
  features: Partial<Record<Capability, boolean>>;
  rules: RocketRules;
  guest: RocketUser | undefined;
  room: RocketRoom | undefined;
};

const department = shape({ _id: id, name: text }, { showOnRegistration: flag });
/** What else a trigger says is for the rules of the widget, which know this form. */
const trigger = shape({ actions: items(shape({ params: shape({}, { sender: text }) })) });

const known = shape(
  {
    departments: items(department), hiddenSystemMessages: items(text), customFields: items(shape({ _id: id })),
    triggers: items(trigger),
  },
  {
    enabled: flag, online: flag, title: words, offlineTitle: words, color: words, offlineColor: words,
    position: words, language: words, offlineMessage: words, offlineSuccessMessage: words,
    offlineUnavailableMessage: words, transcriptMessage: words, registrationFormMessage: words,
    conversationFinishedMessage: words, conversationFinishedText: words, allowSwitchingDepartments: flag,
    displayOfflineForm: flag, transcript: flag, fileUpload: flag, visitorsCanCloseChat: flag, videoCall: flag,
    agentHiddenInfo: flag, limitTextLength: amount, items: list(text), guest: user, visitor: user, room: toRoom,
    agent: user, agentData: user,
  },
);
type Known = NonNullable<ReturnType<typeof known>>;

/** The config of REST is nested, `livechat:getInitialData` flat; no name stands for two things. */
function toFlat(config: Wire): Wire {
  const parts = ['settings', 'theme', 'messages', 'survey'].map((name) => config[name]);
  return Object.assign({}, ...parts, config) as Wire;
}

function toServerConfig(flat: Wire, is: Known, mapping: RocketMapping): ServerConfig {
  return defined({
    title: is.title,
    offlineTitle: is.offlineTitle,
    color: is.color,
    offlineColor: is.offlineColor,
    // The element thinks in the direction of reading.
    position: is.position === 'left' ? 'start' : is.position && 'end',
    locale: is.language,
    maxLength: is.limitTextLength || undefined,
    visible: is.enabled === false ? false : undefined,
    messages: defined({
      offline: is.offlineMessage,
      offlineSuccess: is.offlineSuccessMessage,
      offlineUnavailable: is.offlineUnavailableMessage,
      // True stands for the server's own words, which come with the message that ends the chat.
      finished: is.conversationFinishedMessage ?? is.conversationFinishedText,
      transcript: is.transcriptMessage,
      registration: is.registrationFormMessage,
    }),
    departments: is.departments.map(({ _id, name }) => ({ id: _id, name })),
    forms: toRocketForms(flat, mapping),
    // Where there is none, nobody need fetch the code for rules.
    triggers: is.triggers[0] && flat['triggers'],
  });
}

/** A member that is not there forbids nothing. */
function toFeatures(is: Known): Loaded['features'] {
  const [, second] = is.departments;
  return defined({
    upload: is.fileUpload,
    transcript: is.transcript,
    end: is.visitorsCanCloseChat,
    offline: is.displayOfflineForm,
    departments: second ? is.allowSwitchingDepartments : false,
  });
}

function toRules(is: Known): RocketRules {
  const offered = is.departments.filter(({ showOnRegistration }) => showOnRegistration);
  return {
    hidden: is.hiddenSystemMessages,
    videoCall: is.videoCall !== false,
    hidesAgent: is.agentHiddenInfo === true,
    survey: is.items ?? ['satisfaction'],
    ...(is.customFields.some(({ _id }) => _id === 'externalId') && { takesExternalId: true }),
    ...(is.online && is.triggers.some(({ actions: [first] }) => first && first.params.sender !== 'custom') && { asksNext: true }),
    ...(is.limitTextLength && { limit: is.limitTextLength }),
    ...(offered[0] && !offered[1] && { department: offered[0]._id }),
  };
}

/** The answer of `GET livechat/config` or `livechat:getInitialData`; anything else is an empty config. */
export function toLoaded(config: unknown, mapping: RocketMapping): Loaded {
  const flat = toFlat(isWire(config) ? config : {});
  const is = known(flat, mapping)!;
  const rules = toRules(is);
  const agents = toRocketAgent(is.agent ?? is.agentData ?? is.room?.servedBy, { rules });
  const availability = is.online === undefined ? undefined : is.online ? 'online' : 'offline';
  return {
    prepared: { config: toServerConfig(flat, is, mapping), ...(availability && { availability }), agents },
    features: toFeatures(is),
    rules,
    guest: is.guest ?? is.visitor,
    room: is.room?.open === false ? undefined : is.room,
  };
}
