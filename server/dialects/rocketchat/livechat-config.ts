import type { Conversation, Visitor } from '../../conversation/model.js';
import type { Field, SiteConfig } from '../../conversation/site-config.js';
import { servingAgent, toWireAgent } from './agents.js';
import { toWireGuest } from './guests.js';
import type { Livechat } from './livechat.js';
import { surveyItems, surveyValues } from './rate-room.js';
import { currentRoom } from './rooms.js';
import { textLimit } from './send-message.js';
import { toWireRoom } from './wire-room.js';

type Asker = { guest: Visitor; token: string } | undefined;
type Flat = Record<string, unknown>;

/** `livechat:getInitialData`: everything in one flat object, null where there is nothing. */
export function initialData(livechat: Livechat, asker: Asker, department: string | undefined): Flat {
  const flat = flatConfig(livechat, asker, department);
  return Object.fromEntries(initialNames.map((name) => [name, flat[name] ?? null]));
}

/** `GET livechat/config`: the same facts in sections, and more of them. */
export function nestedConfig(livechat: Livechat, asker: Asker, department: string | undefined): Flat {
  const flat = flatConfig(livechat, asker, department);
  if (flat['enabled'] === false) return { enabled: false };
  return {
    ...pick(flat, ['enabled', 'online', 'triggers', 'departments', 'customFields']),
    settings: pick(flat, settingNames),
    theme: { ...pick(flat, ['title', 'color', 'offlineTitle', 'offlineColor', 'position', 'background']), actionLinks: { webrtc: [], jitsi: [] } },
    messages: pick(flat, messageNames),
    survey: { items: surveyItems, values: surveyValues },
    resources: { sound: '', emojis: [] },
    guest: flat['visitor'],
    room: flat['room'],
    agent: flat['agentData'],
    queueInfo: flat['queueInfo'],
  };
}

/** What the site asks beyond name and address. */
export function customFields({ service }: Livechat) {
  return (service.context.site.config.forms.registration ?? []).filter(isCustom).map(toCustomField);
}

/** Where a waiting room stands, as `queueData`. `spot` counts from 1. */
export function queueInfo(spot: number, etaSeconds = 0) {
  const text = `Your spot is #${spot}`;
  const user = { _id: 'rocket.cat', username: 'rocket.cat' };
  return { spot, estimatedWaitTimeSeconds: etaSeconds, message: { text, user } };
}

const initialNames = [
  'enabled', 'title', 'color', 'registrationForm', 'room', 'visitor', 'triggers', 'departments', 'allowSwitchingDepartments',
  'online', 'offlineColor', 'offlineMessage', 'offlineSuccessMessage', 'offlineUnavailableMessage', 'displayOfflineForm',
  'videoCall', 'conversationFinishedMessage', 'nameFieldRegistrationForm', 'emailFieldRegistrationForm', 'offlineTitle',
  'language', 'transcript', 'transcriptMessage', 'agentData',
];

const settingNames = [
  'registrationForm', 'allowSwitchingDepartments', 'nameFieldRegistrationForm', 'emailFieldRegistrationForm',
  'displayOfflineForm', 'videoCall', 'fileUpload', 'language', 'transcript', 'historyMonitorType',
  'forceAcceptDataProcessingConsent', 'showConnecting', 'agentHiddenInfo', 'clearLocalStorageWhenChatEnded',
  'limitTextLength', 'hiddenSystemMessages', 'livechatLogo', 'hideWatermark', 'visitorsCanCloseChat',
];

const messageNames = [
  'offlineMessage', 'offlineSuccessMessage', 'offlineUnavailableMessage', 'conversationFinishedMessage',
  'conversationFinishedText', 'transcriptMessage', 'registrationFormMessage', 'dataProcessingConsentText',
];

function flatConfig(livechat: Livechat, asker: Asker, department: string | undefined): Flat {
  const { config } = livechat.service.context.site;
  return {
    ...siteFacts(livechat, config, department),
    ...featureFacts(livechat, config),
    ...messageFacts(config),
    ...visitorFacts(livechat, asker),
    ...livechat.options.config,
  };
}

function siteFacts(livechat: Livechat, config: SiteConfig, department: string | undefined): Flat {
  const asked = config.departments.find(({ id, name }) => department !== undefined && (id === department || name === department));
  return {
    enabled: true,
    online: livechat.service.presence.availability !== 'offline' && asked?.online !== false,
    title: config.title ?? 'Rocket.Chat',
    color: config.color ?? '#C1272D',
    offlineTitle: config.messages['offlineTitle'] ?? 'Leave a message',
    offlineColor: config.offlineColor ?? '#666666',
    position: config.position === 'left' ? 'left' : 'right',
    background: '',
    language: config.locale ?? '',
    triggers: [],
    departments: config.departments.map(({ id, name }) => ({ _id: id, name, showOnRegistration: true, showOnOfflineForm: true })),
    customFields: customFields(livechat),
  };
}

function featureFacts(livechat: Livechat, { features, forms, departments }: SiteConfig): Flat {
  const asksFor = (name: string): boolean => forms.registration?.some((field) => field.name === name) ?? false;
  return {
    registrationForm: forms.registration !== null,
    nameFieldRegistrationForm: asksFor('name'),
    emailFieldRegistrationForm: asksFor('email'),
    displayOfflineForm: forms.offline !== null,
    allowSwitchingDepartments: departments.length > 1,
    videoCall: features.video,
    fileUpload: features.upload,
    transcript: features.transcript,
    visitorsCanCloseChat: features.end,
    limitTextLength: textLimit(livechat),
    historyMonitorType: 'url',
    forceAcceptDataProcessingConsent: false,
    showConnecting: false,
    agentHiddenInfo: false,
    clearLocalStorageWhenChatEnded: false,
    hiddenSystemMessages: [],
    livechatLogo: {},
    hideWatermark: true,
  };
}

function messageFacts({ messages }: SiteConfig): Flat {
  return {
    offlineMessage: messages['offline'] ?? '',
    offlineSuccessMessage: messages['offlineSuccess'] ?? '',
    offlineUnavailableMessage: messages['offlineUnavailable'] ?? '',
    conversationFinishedMessage: messages['finished'] ?? '',
    conversationFinishedText: messages['finishedText'] ?? '',
    transcriptMessage: messages['transcript'] ?? '',
    registrationFormMessage: messages['registration'] ?? '',
    dataProcessingConsentText: messages['consent'] ?? '',
  };
}

function visitorFacts(livechat: Livechat, asker: Asker): Flat {
  if (!asker) return {};
  const { guest, token } = asker;
  const room = currentRoom(livechat, guest);
  const agent = room && servingAgent(livechat, room);
  const spot = room && spotOf(livechat, room);
  return {
    visitor: toWireGuest(livechat, guest, token),
    room: room && toWireRoom(livechat, guest, room, token),
    agentData: agent && toWireAgent(livechat, agent),
    queueInfo: spot ? queueInfo(spot) : undefined,
  };
}

/** Numbers are given only while operators are busy, as on the event log. */
function spotOf({ service }: Livechat, room: Conversation): number {
  if (service.presence.availability !== 'busy') return 0;
  return service.context.conversations.queued().findIndex(({ id }) => id === room.id) + 1;
}

function isCustom({ name }: Field): boolean {
  return !['name', 'email', 'department'].includes(name);
}

function toCustomField({ name, label, pattern, required, options, ...field }: Field) {
  return {
    _id: name,
    label,
    type: options ? 'select' : 'input',
    required: required ?? false,
    regexp: pattern ?? '',
    options: (options ?? []).map(({ value }) => value).join(','),
    defaultValue: field.default ?? '',
    scope: 'visitor',
    visibility: 'visible',
    public: true,
  };
}

function pick(flat: Flat, names: readonly string[]): Flat {
  return Object.fromEntries(names.filter((name) => name in flat).map((name) => [name, flat[name]]));
}
