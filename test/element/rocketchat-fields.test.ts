import { expect } from 'chai';
import type { ChatWidget } from '../../src/chat-widget.js';
import { createOperatorClient } from '../server/support/operator-client.js';
import { cleanUp, launcherOf, panelOf, until, widget } from './support/fixture.js';

/** A reference server of this file's own: its settings are turned all the time. */
const told = fetch('/reference-server.json?name=rocketchat-fields').then(
  (it) => it.json() as Promise<{ url: string; operatorKey: string }>,
);

type Profile = 'rest' | 'ddp';
type Config = Record<string, unknown>;

async function set(profile: Profile, config: Config, options: Config = {}): Promise<void> {
  const { url } = await told;
  const body = JSON.stringify({ profile, config, systemMessages: false, acceptWithNoAgents: false, ...options });
  await fetch(`${url}/faults/dialects/rocketchat`, { method: 'PATCH', body });
}

async function operator() {
  const { url, operatorKey } = await told;
  return createOperatorClient({ url, key: operatorKey });
}

const OFF = { registrationForm: false };
let ids = 0;

/** An open panel on a server with these settings, of a visitor nobody has seen. */
async function open(profile: Profile, config: Config): Promise<ChatWidget> {
  await set(profile, { ...OFF, ...config });
  const { url } = await told;
  const element = widget({ transport: 'rocketchat', endpoint: `${url}/rocketchat`, profile, site: `fields-${(ids += 1)}` });
  await element.open();
  await until(() => element.chat?.state.availability !== 'unknown' || element.chat.state.config.visible === false, 'the config');
  return element;
}

const root = (element: ChatWidget): HTMLElement => element.shadowRoot!.querySelector('.root')!;
const shown = (element: ChatWidget, selector: string): boolean => {
  const found = root(element).querySelector<HTMLElement>(selector);
  return !!found && found.checkVisibility();
};
const text = (element: ChatWidget): string => panelOf(element)?.innerText ?? '';
const labels = (element: ChatWidget): string[] =>
  [...root(element).querySelectorAll('[part=label]')].map((label) => label.textContent!.replace('Optional', '').trim());
const sees = (element: ChatWidget, words: string): Promise<unknown> => until(() => text(element).includes(words), `"${words}" in: ${text(element)}`);

/** A conversation that the operator has answered. */
async function talk(element: ChatWidget): Promise<{ id: string; operator: Awaited<ReturnType<typeof operator>> }> {
  await element.send('Hello');
  const visitorId = await until(() => element.chat?.state.visitorId, 'a visitor');
  const desk = await operator();
  const { id } = await desk.waitForConversation(visitorId);
  await desk.say(id, 'Good morning');
  await sees(element, 'Good morning');
  return { id, operator: desk };
}

const COLOUR = 'rgb(18, 52, 86)';
/** As the screen has it, whatever space the browser names the colour in. */
function headerColour(element: ChatWidget): string {
  const canvas = document.createElement('canvas').getContext('2d')!;
  canvas.fillStyle = getComputedStyle(root(element).querySelector('.header')!).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}
const departments = (count: number): Config => ({
  departments: ['Sales', 'Support'].slice(0, count).map((name) => ({ _id: name.toLowerCase(), name, showOnRegistration: true, showOnOfflineForm: true })),
});
const away: Config = { online: false };

type Check = (element: ChatWidget) => unknown;
/** Each field of the seed's table: settings, and what the visitor sees of them. */
const FIELDS: [field: string, config: Config, what: string, check: Check][] = [
  ['enabled', { enabled: true }, 'the launcher is there', (it) => until(() => launcherOf(it).checkVisibility(), 'launcher')],
  ['enabled', { enabled: false }, 'nothing is there', (it) => until(() => !launcherOf(it).checkVisibility(), 'no launcher')],
  ['title', { title: 'Ask the kiln' }, 'it is in the header', (it) => until(() => root(it).querySelector('[part=title]')?.textContent === 'Ask the kiln', 'title')],
  ['title', { title: 'Ask the wheel' }, 'another one as well', (it) => until(() => root(it).querySelector('[part=title]')?.textContent === 'Ask the wheel', 'title')],
  ['color', { color: '#123456' }, 'the header has it', (it) => until(() => headerColour(it) === COLOUR, `colour ${headerColour(it)}`)],
  ['color', { color: '#654321' }, 'another one as well', (it) => until(() => headerColour(it) === 'rgb(101, 67, 33)', `colour ${headerColour(it)}`)],
  ['registrationForm', { registrationForm: true, nameFieldRegistrationForm: true }, 'the form stands first', (it) => until(() => shown(it, 'chat-widget-intake'), 'form')],
  ['registrationForm', { registrationForm: false }, 'one can write at once', (it) => until(() => shown(it, 'textarea'), 'composer')],
  ['nameFieldRegistrationForm', { registrationForm: true, nameFieldRegistrationForm: true, emailFieldRegistrationForm: false }, 'the name is asked', (it) => until(() => labels(it).join() === 'Name', `labels ${labels(it).join()}`)],
  ['nameFieldRegistrationForm', { registrationForm: true, nameFieldRegistrationForm: false, emailFieldRegistrationForm: true }, 'the name is not asked', (it) => until(() => labels(it).join() === 'Email', `labels ${labels(it).join()}`)],
  ['emailFieldRegistrationForm', { registrationForm: true, nameFieldRegistrationForm: true, emailFieldRegistrationForm: true }, 'the address is asked', (it) => until(() => labels(it).join() === 'Name,Email', `labels ${labels(it).join()}`)],
  ['emailFieldRegistrationForm', { registrationForm: true, nameFieldRegistrationForm: true, emailFieldRegistrationForm: false }, 'the address is not asked', (it) => until(() => labels(it).join() === 'Name', `labels ${labels(it).join()}`)],
  ['departments', { registrationForm: true, ...departments(2) }, 'two are a choice', (it) => until(() => labels(it).includes('What is it about?'), 'chooser')],
  ['departments', { registrationForm: true, nameFieldRegistrationForm: true, ...departments(1) }, 'one is none', (it) => until(() => labels(it).length > 0 && !labels(it).includes('What is it about?'), 'no chooser')],
  ['online', { online: true }, 'somebody is there', (it) => until(() => it.chat?.state.availability === 'online' && shown(it, 'textarea'), 'composer')],
  ['online', { online: false, displayOfflineForm: true }, 'nobody is there', (it) => sees(it, 'Offline')],
  ['displayOfflineForm', { ...away, displayOfflineForm: true }, 'a message can be left', (it) => until(() => labels(it).includes('Message'), 'offline form')],
  ['displayOfflineForm', { ...away, displayOfflineForm: false, offlineUnavailableMessage: 'Come back at nine' }, 'no message can be left', (it) => sees(it, 'Come back at nine')],
  ['offlineUnavailableMessage', { ...away, displayOfflineForm: false, offlineUnavailableMessage: 'We sleep' }, 'it is said', (it) => sees(it, 'We sleep')],
  ['offlineUnavailableMessage', { ...away, displayOfflineForm: true, offlineUnavailableMessage: 'We sleep' }, 'the form needs it not', async (it) => { await until(() => labels(it).includes('Message'), 'form'); expect(text(it)).not.to.include('We sleep'); }],
  ['offlineTitle', { ...away, displayOfflineForm: true, offlineTitle: 'The kiln is cold' }, 'it is in the header', (it) => until(() => root(it).querySelector('[part=title]')?.textContent === 'The kiln is cold', 'title')],
  ['offlineTitle', { online: true, title: 'Warm', offlineTitle: 'The kiln is cold' }, 'not while somebody is there', (it) => until(() => root(it).querySelector('[part=title]')?.textContent === 'Warm', 'title')],
  ['offlineColor', { ...away, displayOfflineForm: true, offlineColor: '#123456' }, 'the header has it', (it) => until(() => headerColour(it) === COLOUR, `colour ${headerColour(it)}`)],
  ['offlineColor', { online: true, color: '#654321', offlineColor: '#123456' }, 'not while somebody is there', (it) => until(() => headerColour(it) === 'rgb(101, 67, 33)', `colour ${headerColour(it)}`)],
  ['offlineMessage', { ...away, displayOfflineForm: true, offlineMessage: 'Leave us a line' }, 'it stands above the form', (it) => sees(it, 'Leave us a line')],
  ['offlineMessage', { ...away, displayOfflineForm: true, offlineMessage: '' }, 'ours stands there', (it) => sees(it, 'Leave a message')],
  ['offlineSuccessMessage', { ...away, displayOfflineForm: true, offlineSuccessMessage: 'Got it!' }, 'it thanks', async (it) => { await leave(it); await sees(it, 'Got it!'); }],
  ['offlineSuccessMessage', { ...away, displayOfflineForm: true, offlineSuccessMessage: '' }, 'ours thanks', async (it) => { await leave(it); await sees(it, 'ana@example.com'); }],
  ['language', { language: 'de' }, 'the panel is in it', (it) => until(() => it.shadowRoot!.querySelector('section')?.lang === 'de', 'German')],
  ['language', { language: 'ar' }, 'and in its direction', (it) => until(() => it.shadowRoot!.querySelector('section')?.dir === 'rtl', 'right to left')],
  ['room', {}, 'none before the first word', (it) => expect(it.chat!.state.conversation.state).to.equal('none')],
  ['room', {}, 'the one that was opened', async (it) => { await talk(it); expect(it.chat!.state.conversation.state).to.equal('active'); }],
  ['visitor', {}, 'nobody before the first word', (it) => expect(it.chat!.state.visitorId).to.equal(null)],
  ['visitor', {}, 'the guest afterwards', async (it) => { await talk(it); expect(it.chat!.state.visitorId).to.be.a('string'); }],
  ['triggers', { triggers: [] }, 'nobody speaks first', async (it) => { await talk(it); expect(text(it)).not.to.include('From a rule'); }],
  ['triggers', { triggers: [{ _id: 't1', enabled: true, runOnce: true, conditions: [{ name: 'time-on-site', value: '0' }], actions: [{ name: 'send-message', params: { sender: 'custom', name: 'Mia', msg: 'From a rule' } }] }] }, 'the rule speaks', (it) => sees(it, 'From a rule')],
  ['allowSwitchingDepartments', { allowSwitchingDepartments: true, ...departments(2) }, 'the menu offers it', async (it) => { await talk(it); await menuHas(it, 'Change department', true); }],
  ['allowSwitchingDepartments', { allowSwitchingDepartments: false, ...departments(2) }, 'the menu does not', async (it) => { await talk(it); await menuHas(it, 'Change department', false); }],
  ['transcript', { transcript: true, transcriptMessage: 'A copy for you?' }, 'it is offered after the end', async (it) => { await finish(it); await sees(it, 'Email me the transcript'); }],
  ['transcript', { transcript: false }, 'it is not', async (it) => { await finish(it); await sees(it, 'Download'); expect(text(it)).not.to.include('Email me'); }],
  ['transcriptMessage', { transcript: true, transcriptMessage: 'A copy for you?' }, 'it asks with these words', async (it) => { await finish(it); await sees(it, 'A copy for you?'); }],
  ['transcriptMessage', { transcript: false, transcriptMessage: 'A copy for you?' }, 'not without a transcript', async (it) => { await finish(it); await sees(it, 'Download'); expect(text(it)).not.to.include('A copy for you?'); }],
  ['conversationFinishedMessage', { conversationFinishedMessage: 'So long!' }, 'it is said at the end', async (it) => { await finish(it); await sees(it, 'So long!'); }],
  ['conversationFinishedMessage', { conversationFinishedMessage: '' }, 'ours is', async (it) => { await finish(it); await sees(it, 'ended'); }],
  ['agentData', {}, 'nobody before an answer', (it) => expect(it.chat!.state.agents).to.have.length(0)],
  ['agentData', {}, 'who answers is in the header', async (it) => { await talk(it); await until(() => root(it).querySelector('[part=title]')?.textContent === 'Support', 'the agent'); }],
  ['videoCall', { videoCall: true }, 'a call can be joined', async (it) => { await call(it); await until(() => root(it).querySelector('[part~=card-button]'), 'the card'); }],
  ['videoCall', { videoCall: false }, 'the card is not shown', async (it) => { await call(it); await sees(it, 'after the call'); expect(root(it).querySelector('[part~=card-button]')).to.equal(null); }],
];

async function fill(element: ChatWidget, label: string, value: string): Promise<void> {
  const found = [...root(element).querySelectorAll('label')].find((it) => it.textContent!.includes(label))!;
  const input = root(element).querySelector<HTMLInputElement>(`#${found.htmlFor}`)!;
  input.value = value;
  input.dispatchEvent(new Event('input'));
}

async function leave(element: ChatWidget): Promise<void> {
  await until(() => labels(element).includes('Message'), 'the form');
  for (const [label, value] of [['Name', 'Ana'], ['Email', 'ana@example.com'], ['Message', 'Call me']] as const) await fill(element, label, value);
  root(element).querySelector<HTMLFormElement>('form.form')!.requestSubmit();
}

async function finish(element: ChatWidget): Promise<void> {
  const { id, operator: desk } = await talk(element);
  await desk.close(id);
  await until(() => element.chat!.state.conversation.state === 'ended', 'the end');
}

/** The operator offers a video call, then says something: what comes after the card is there as well. */
async function call(element: ChatWidget): Promise<void> {
  const { id, operator: desk } = await talk(element);
  await desk.say(id, 'Join me', {
    cards: [{ title: 'Video call', buttons: [{ id: 'joinLivechat', title: 'Join', value: 'call-1', url: 'https://meet.example/call-1' }] }],
  } as object);
  await desk.say(id, 'after the call');
  await sees(element, 'after the call');
}

async function menuHas(element: ChatWidget, label: string, isThere: boolean): Promise<void> {
  const button = await until(() => root(element).querySelector<HTMLElement>('chat-widget-menu button'), 'the menu');
  button.click();
  await until(() => root(element).querySelector('.menu button'), 'its items');
  const items = [...root(element).querySelectorAll('.menu button')].map((it) => it.textContent!.trim());
  expect(items.includes(label)).to.equal(isThere);
}

describe('every field of Rocket.Chat’s configuration', function () {
  this.timeout(20_000);
  afterEach(cleanUp);

  for (const profile of ['rest', 'ddp'] as const) {
    describe(profile, () => {
      for (const [field, config, what, check] of FIELDS) {
        it(`${field}: ${what}`, async () => {
          await check(await open(profile, config));
        });
      }
    });
  }

  it('has each of the 24 fields, at two values', () => {
    const names = FIELDS.map(([field]) => field);
    expect(new Set(names).size).to.equal(24);
    for (const name of new Set(names)) expect(names.filter((it) => it === name), name).to.have.length(2);
  });
});
