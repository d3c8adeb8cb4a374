import { expect } from 'chai';
import { toLoaded } from '../../src/transports/rocketchat/rocketchat-config-mapper.js';
import type { RocketMapping } from '../../src/transports/rocketchat/rocketchat-wire.js';

const mapping: RocketMapping = {
  base: 'https://chat.example/', now: 0, visitorId: undefined, token: undefined, rid: undefined,
  rules: { hidden: [], videoCall: true, hidesAgent: false, survey: [] },
};
const load = (config: unknown) => toLoaded(config, mapping);

const sales = { _id: 'd1', name: 'Sales', showOnRegistration: true, showOnOfflineForm: true };
const help = { _id: 'd2', name: 'Help', showOnRegistration: true };
const settings = {
  registrationForm: true, allowSwitchingDepartments: true, nameFieldRegistrationForm: true, emailFieldRegistrationForm: true,
  displayOfflineForm: true, videoCall: false, fileUpload: true, language: 'pt-BR', transcript: true, visitorsCanCloseChat: false,
  limitTextLength: 300, hiddenSystemMessages: ['uj'], forceAcceptDataProcessingConsent: true, agentHiddenInfo: false,
};
const theme = { title: 'Help desk', color: '#123456', offlineTitle: 'Leave a message', offlineColor: '#666666', position: 'left' };
const messages = {
  offlineMessage: 'We are asleep', offlineSuccessMessage: 'Got it', offlineUnavailableMessage: 'Nobody here',
  conversationFinishedMessage: 'Bye', transcriptMessage: 'A copy?', registrationFormMessage: 'Who are you?',
  dataProcessingConsentText: 'I agree',
};
const customFields = [
  { _id: 'order', label: 'Order', regexp: '^\\d+$', required: true, type: 'input' },
  { _id: 'plan', label: 'Plan', type: 'select', options: 'Free, Pro', defaultValue: 'Free' },
  { _id: 'secret', label: 'x', visibility: 'hidden' },
  { _id: 'externalId', label: 'x' },
  { _id: 'size', type: 'select', options: ['S', ' L ', '', 7] },
  { _id: 'note', type: 'input', options: 'left, over' },
];
const common = { enabled: true, online: false, departments: [sales, help], customFields, triggers: [] };
const nested = { ...common, settings, theme, messages, survey: { items: ['agentKnowledge'], values: ['1'] }, guest: { _id: 'V', username: 'guest-7' } };
const flat = { ...common, ...settings, ...theme, ...messages, visitor: { _id: 'V', username: 'guest-7' } };

describe('the config of Rocket.Chat', () => {
  it('says the same nested and flat', () => {
    const [modern, old] = [load(nested), load(flat)];
    expect(modern.prepared).to.deep.equal(old.prepared);
    expect(modern.features).to.deep.equal(old.features);
    expect(modern.guest).to.deep.equal({ _id: 'V', username: 'guest-7' });
    expect(old.guest).to.deep.equal(modern.guest);
  });

  it('sets everything that the widget has a word for', () => {
    const { config, availability, agents } = load(nested).prepared;
    const { forms: _forms, ...rest } = config ?? {};
    expect(rest).to.deep.equal({
      title: 'Help desk', offlineTitle: 'Leave a message', color: '#123456', offlineColor: '#666666', position: 'start', locale: 'pt-BR', maxLength: 300,
      messages: {
        offline: 'We are asleep', offlineSuccess: 'Got it', offlineUnavailable: 'Nobody here', finished: 'Bye',
        transcript: 'A copy?', registration: 'Who are you?',
      },
      departments: [{ id: 'd1', name: 'Sales' }, { id: 'd2', name: 'Help' }],
    });
    expect([availability, agents]).to.deep.equal(['offline', []]);
    expect([load({ online: true }), load({})].map(({ prepared }) => prepared.availability)).to.deep.equal(['online', undefined]);
    expect([load({ position: 'right' }), load({})].map(({ prepared }) => prepared.config?.position)).to.deep.equal(['end', undefined]);
  });

  it('narrows what is offered', () => {
    const { features } = load(nested);
    expect(features).to.deep.equal({ upload: true, transcript: true, end: false, offline: true, departments: true });
    expect(load({ ...flat, allowSwitchingDepartments: false, fileUpload: false, displayOfflineForm: false }).features).to.deep.include({
      departments: false, upload: false, offline: false,
    });
    expect(load({ ...flat, departments: [sales] }).features.departments).to.equal(false);
    expect(load({}).features).to.deep.equal({ departments: false });
  });

  it('keeps rules for the showing of messages', () => {
    expect(load(nested).rules).to.deep.equal({ hidden: ['uj'], videoCall: false, hidesAgent: false, survey: ['agentKnowledge'], takesExternalId: true, limit: 300 });
    expect(load({}).rules).to.deep.equal({ hidden: [], videoCall: true, hidesAgent: false, survey: ['satisfaction'] });
    expect(load({ limitTextLength: false }).rules).not.to.have.property('limit');
    const takes = (_id: string): unknown => load({ customFields: [{ _id }] }).rules.takesExternalId;
    expect([takes('externalId'), takes('other')]).to.deep.equal([true, undefined]);
    for (const limitTextLength of [false, 0]) expect(load({ limitTextLength }).prepared.config).not.to.have.property('maxLength');
  });

  it('asks by the registration form for what the server wants to know', () => {
    const { forms } = load(nested).prepared.config as { forms: { registration: unknown; offline: unknown } };
    expect(forms.registration).to.deep.equal([
      { name: 'name', type: 'text', required: true, autocomplete: 'name' },
      { name: 'email', type: 'email', required: true, autocomplete: 'email' },
      {
        name: 'department', type: 'select', required: true,
        options: [{ value: 'd1', label: 'Sales' }, { value: 'd2', label: 'Help' }],
      },
      { name: 'order', type: 'text', label: 'Order', required: true, pattern: '^\\d+$' },
      { name: 'plan', type: 'select', label: 'Plan', options: [{ value: 'Free', label: 'Free' }, { value: 'Pro', label: 'Pro' }], default: 'Free' },
      { name: 'size', type: 'select', label: 'size', options: [{ value: 'S', label: 'S' }, { value: 'L', label: 'L' }, { value: '7', label: '7' }] },
      { name: 'note', type: 'text', label: 'note' },
      { name: 'consent', type: 'consent', label: 'I agree', required: true },
    ]);
    const names = (more: object): string[] =>
      ((load({ ...flat, ...more }).prepared.config?.forms as { registration: { name: string }[] | null }).registration ?? []).map(({ name }) => name);
    expect(load({}).prepared.config?.forms).to.deep.equal({ registration: null, offline: null });
    expect(load({ forceAcceptDataProcessingConsent: true }).prepared.config?.forms).to.deep.nested.property('registration[0].label', '');
    // Who is asked nothing else agrees nevertheless.
    expect(names({ registrationForm: false })).to.deep.equal(['consent']);
    expect(names({ nameFieldRegistrationForm: false, emailFieldRegistrationForm: false, customFields: [] })).to.deep.equal(['department', 'consent']);
  });

  it('looks for a pattern anywhere in a value, as the server does, and leaves alternatives to it', () => {
    const patternOf = (regexp: string): unknown =>
      (load({ ...flat, customFields: [{ _id: 'order', regexp }] }).prepared.config?.forms as { registration: { name: string; pattern?: string }[] })
        .registration.find(({ name }) => name === 'order')?.pattern;
    expect(['^\\d+$', '\\d{4}', '^JN-', 'x$', 'x\\$', '^a|b$', ''].map(patternOf)).to.deep.equal([
      '^\\d+$', '.*\\d{4}.*', '^JN-.*', '.*x$', '.*x\\$.*', undefined, undefined,
    ]);
  });

  it('chooses a single department silently', () => {
    const { rules, prepared } = load({ ...flat, departments: [sales, { ...help, showOnRegistration: false }] });
    const { registration } = prepared.config?.forms as { registration: { name: string }[] };
    expect(rules.department).to.equal('d1');
    expect(registration.map(({ name }) => name)).not.to.include('department');
    expect(load(flat).rules).not.to.have.property('department');
  });

  it('offers the offline form, or none', () => {
    const offline = (more: object): unknown => (load({ ...flat, ...more }).prepared.config?.forms as { offline: { name: string }[] | null }).offline?.map(({ name }) => name) ?? null;
    expect(offline({})).to.deep.equal(['name', 'email', 'message']);
    expect(offline({ departments: [sales, { ...help, showOnOfflineForm: true }] })).to.deep.equal(['name', 'email', 'department', 'message']);
    expect(offline({ displayOfflineForm: false })).to.equal(null);
    expect(load(flat).prepared.config?.forms).to.deep.nested.property('offline[2]', { name: 'message', type: 'textarea', required: true });
  });

  it('takes the finished message as words or as a mere yes', () => {
    const finished = (more: object): unknown => load(more).prepared.config?.messages?.finished;
    expect(finished({ conversationFinishedMessage: true })).to.equal(undefined);
    expect(finished({ conversationFinishedMessage: true, conversationFinishedText: 'Done' })).to.equal('Done');
    expect(finished({ conversationFinishedMessage: 'Bye', conversationFinishedText: 'Done' })).to.equal('Bye');
  });

  it('hides a widget whose chat is switched off', () => {
    expect(load({ enabled: false }).prepared.config?.visible).to.equal(false);
    expect(load({ enabled: true }).prepared.config).not.to.have.property('visible');
  });

  it('tells who serves, unless they are hidden', () => {
    const agent = { _id: 'A', username: 'ana', name: 'Ana' };
    expect(load({ agent }).prepared.agents).to.deep.equal([{ id: 'A', name: 'Ana' }]);
    expect(load({ agentData: agent }).prepared.agents).to.deep.equal([{ id: 'A', name: 'Ana' }]);
    expect(load({ room: { _id: 'R', servedBy: agent } }).prepared.agents).to.deep.equal([{ id: 'A', name: 'Ana' }]);
    expect(load({ agent, settings: { agentHiddenInfo: true } }).prepared.agents).to.deep.equal([]);
    expect(load({ agent: { hiddenInfo: true } }).prepared.agents).to.deep.equal([]);
  });

  it('tells the open room only', () => {
    expect(load({ room: { _id: 'R' } }).room?._id).to.equal('R');
    expect(load({ room: { _id: 'R', open: false } }).room).to.equal(undefined);
    expect(load({ room: null }).room).to.equal(undefined);
  });

  it('takes nonsense for an empty config', () => {
    for (const config of [undefined, null, 7, 'x', [], { settings: 7, departments: {}, triggers: 'x', customFields: [7, null] }]) {
      expect(load(config).prepared.agents, JSON.stringify(config)).to.deep.equal([]);
    }
  });
});

describe('triggers of Rocket.Chat', () => {
  const speak = (sender?: string): object => ({ _id: 't', conditions: [{ name: 'page-url', value: '(a+)+$' }], actions: [{ name: 'send-message', params: { sender, msg: 'Hi' } }] });

  it('go to the rules as they came, which know their form; where there is none, nothing does', () => {
    const triggers = [speak('custom')];
    expect(load({ triggers }).prepared.config?.triggers).to.equal(triggers);
    for (const none of [[], undefined, 'x', {}, [7]]) expect(load({ triggers: none }).prepared.config).not.to.have.property('triggers');
  });

  it('speak in the name of whoever is next, unless they name somebody', () => {
    const asks = (online: boolean, ...triggers: unknown[]): unknown => load({ online, triggers }).rules.asksNext;
    expect(asks(true, speak('custom'), speak('queue'))).to.equal(true);
    expect(asks(true, speak())).to.equal(true);
    expect([asks(true, speak('custom')), asks(false, speak('queue')), asks(true, { _id: 'idle' })]).to.deep.equal([undefined, undefined, undefined]);
  });
});
