import { sendKeys } from '@web/test-runner-commands';
import 'axe-core';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import type { Chat } from '../../src/core/chat.js';
import { readJson } from '../../src/page/json-option.js';
import type { ChatWidgetPanel } from '../../src/ui/panel.js';
import { agentCame, everyField, leaveMessage, rating, withBot } from '../../stories/states/forms.js';
import { createKeep } from '../../src/storage/keep.js';
import { sleep, until } from '../support/until.js';
import { active, asked, button, field, fill, inPage, isShown, submit } from './support/form-steps.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

const OPEN: ChatAction[] = [{ type: 'panel/opened' }];
const can = (change: Record<string, boolean>): ChatAction => ({ type: 'capabilities/changed', change });
const config = (value: object): ChatAction => ({ type: 'config/received', config: value });
const away: ChatAction = { type: 'availability/changed', availability: 'offline' };
const labels = ({ root }: TestStage): string[] =>
  [...root.querySelectorAll('[part=label]')].map(({ textContent }) => textContent.replace('Optional', '').trim());
const page = (known: Record<string, string>, actions: ChatAction[] = OPEN, respond: Partial<Chat> = {}): Promise<TestStage> =>
  openStage(actions, { known, respond });

describe('forms of the page', () => {
  afterEach(closeStages);

  it('are asked from a script beside the widget, on a backend that asks nothing', async () => {
    const script = inPage('script', { type: 'application/json', id: 'my-forms' });
    script.textContent = JSON.stringify({ registration: [{ name: 'order', label: 'Your order', required: true }] });
    const stage = await page({ forms: '#my-forms' }, [can({ register: true }), config({ forms: { registration: [{ name: 'name', label: 'Theirs' }] } }), ...OPEN]);
    expect(labels(stage)).to.deep.equal(['Your order']);
    expect(stage.part('title').textContent).to.equal('Before we start');
    await fill(stage, { 'Your order': '7' });
    await submit(stage);
    expect(asked(stage, 'register')).to.deep.equal([{ order: '7' }]);
    expect(isShown(stage.part('composer'))).to.equal(true);
    expect(stage.part('title').textContent).not.to.equal('Before we start');
  });

  it('are a property, a list of names, or switched off', async () => {
    const stage = await openStage(OPEN);
    (stage.host as unknown as { forms: unknown }).forms = { registration: [{ name: 'email', type: 'email' }] };
    await until(() => stage.root.querySelector('.form'), 'the form');
    expect(labels(stage), 'in an open panel').to.deep.equal(['Email']);
    stage.panel.remove();
    expect(Object.getOwnPropertyDescriptor(stage.host, 'forms'), 'left as it was').to.have.property('writable', true);
    expect(labels(await page({ fields: 'name email* phone' }))).to.deep.equal(['Name', 'Email', 'Phone']);
    const off = await page({ registration: 'off' }, [can({ register: true }), config({ forms: { registration: [{ name: 'name' }] } }), ...OPEN]);
    expect(off.root.querySelector('chat-widget-intake')).to.equal(null);
  });

  it('are found by a property that says where, and while the element is out of the page', async () => {
    const script = inPage('script', { type: 'application/json', id: 'framework-forms' });
    script.textContent = JSON.stringify({ registration: [{ name: 'order', label: 'Your order' }] });
    // As React does, which sets a property wherever there is one.
    const host = Object.assign(document.createElement('div'), { forms: '#framework-forms' });
    expect(readJson(host, 'forms')).to.deep.equal({ registration: [{ name: 'order', label: 'Your order' }] });
    script.remove();
  });

  it('that cannot be read are said once, and one can write', async () => {
    const { warn } = console;
    const said: string[] = [];
    console.warn = (words: string) => void said.push(words);
    try {
      const stage = await page({ forms: '#nowhere' });
      await stage.dispatch(away);
      expect(isShown(stage.part('composer'))).to.equal(true);
      expect(said).to.have.length(1);
      expect(said[0]).to.include('forms="#nowhere"');
    } finally {
      console.warn = warn;
    }
  });

  it('are handed in on what the backend has, and never dropped', async () => {
    const unsupported = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { code: 'unsupported' }));
    const hand = async (change: Record<string, boolean>, respond: Partial<Chat> = {}): Promise<TestStage> => {
      closeStages();
      const stage = await page({ fields: 'name* order' }, [can(change), ...OPEN], respond);
      await fill(stage, { Name: 'Ana', order: '7' });
      await submit(stage);
      return stage;
    };
    const known = await hand({ register: false, identify: true });
    expect(asked(known, 'identify')).to.deep.equal([{ name: 'Ana', fields: { order: '7' } }]);
    expect([asked(known, 'register'), asked(known, 'send')]).to.deep.equal([undefined, undefined]);
    const said = await hand({ register: false, identify: false });
    expect(asked(said, 'send')).to.deep.equal([{ text: 'Name: Ana\norder: 7' }]);
    const late = await hand({ register: true, identify: true }, { register: unsupported });
    expect(asked(late, 'send')).to.deep.equal([{ text: 'Name: Ana\norder: 7' }]);
    // What the page does not ask nobody can mend.
    const wants = (fields: object) => () => Promise.reject(Object.assign(new Error('no'), { code: 'invalid', fields }));
    const strict = await hand({ register: true, identify: true }, { register: wants({ phone: 'required' }) });
    expect(asked(strict, 'send')).to.deep.equal([{ text: 'Name: Ana\norder: 7' }]);
    const mendable = await hand({ register: true, identify: true }, { register: wants({ name: 'invalid', phone: 'required' }) });
    expect(asked(mendable, 'send')).to.equal(undefined);
    expect(mendable.part('error-summary').textContent).to.include('Name');
  });

  it('may be kept back by the page: nothing goes out, and everything stays', async () => {
    const stage = await page({ fields: 'name*' }, [can({ register: true }), ...OPEN]);
    const told: unknown[] = [];
    const veto = (event: Event): void => (told.push((event as CustomEvent).detail), event.preventDefault());
    document.addEventListener('chat-form-submit', veto);
    await fill(stage, { Name: 'Ana' });
    await submit(stage);
    document.removeEventListener('chat-form-submit', veto);
    expect(told).to.deep.equal([{ kind: 'registration', fields: ['name'] }]);
    expect(asked(stage, 'register')).to.equal(undefined);
    expect(field(stage, 'Name').value).to.equal('Ana');
  });

  it('can be sent although a field that nobody sees lacks something, and say so when one is refused', async () => {
    const offline = [{ name: 'message', type: 'textarea', required: true }, { name: 'source', type: 'hidden', required: true }];
    const sendOfflineMessage = (): Promise<void> => Promise.reject(Object.assign(new Error(), { fields: { source: 'required' } }));
    const stage = await page({ forms: JSON.stringify({ offline }) }, [can({ offline: true }), away, ...OPEN], { sendOfflineMessage });
    await fill(stage, { Message: 'Hello?' });
    await submit(stage);
    expect(stage.root.textContent).to.include('Something went wrong');
    expect(field(stage, 'Message').value).to.equal('Hello?');
  });

  it('begin anew where another one comes into their place, also while the first is being sent', async () => {
    let end: (thrown?: Error) => void = () => undefined;
    const register = (): Promise<void> => new Promise((done, fail) => (end = (thrown) => (thrown ? fail(thrown) : done())));
    const stage = await page({ fields: 'name* email*' }, [can({ register: true, offline: true }), ...OPEN, ...leaveMessage, { type: 'availability/changed', availability: 'online' }], { register });
    await submit(stage);
    expect(stage.part('error-summary').textContent).to.include('Name');
    await stage.dispatch(away);
    expect(!stage.part('error-summary'), 'nothing has been tried here').to.equal(true);
    await stage.dispatch({ type: 'availability/changed', availability: 'online' });
    await fill(stage, { Name: 'Ana', Email: 'ana@example.com' });
    await submit(stage);
    await stage.dispatch(away);
    expect(stage.part('submit').ariaDisabled).to.equal('false');
    await fill(stage, { Message: 'Meanwhile' });
    end(new Error('late'));
    await stage.settle();
    expect(field(stage, 'Message').value).to.equal('Meanwhile');
    expect(stage.root.textContent).not.to.include('Something went wrong');
    await stage.dispatch({ type: 'availability/changed', availability: 'online' });
    await submit(stage);
    await stage.dispatch(away);
    await fill(stage, { Message: 'Meanwhile' });
    end();
    await sleep(0);
    await stage.settle();
    expect(JSON.stringify({ ...sessionStorage })).to.include('Meanwhile').and.not.to.include('ana@');
  });

  it('take nothing as known that they would refuse, and no “no” for a tick', async () => {
    const registration = [
      { name: 'news', type: 'checkbox', default: true }, { name: 'plan', type: 'select', options: ['free', 'pro'] },
      { name: 'size', type: 'radio', options: ['s', 'm'], default: 'xl' }, { name: 'email', type: 'email', required: true },
    ];
    const stage = await openStage([can({ register: true }), ...OPEN], { known: { forms: JSON.stringify({ registration }), email: 'ana' } });
    Object.assign(stage.host, { visitor: { fields: { news: 'no', plan: 'gold' } } });
    stage.host.dispatchEvent(new Event('chat-identified'));
    await stage.settle();
    expect([field(stage, 'news').checked, field(stage, 'plan').value, field(stage, 'Email').value]).to.deep.equal([false, '', '']);
    await fill(stage, { Email: 'ana@example.com' });
    await submit(stage);
    expect(asked(stage, 'register')).to.deep.equal([{ email: 'ana@example.com' }]);
  });

  it('are asked of who is connected but has said nothing; where cookies alone are kept, being known is having answered', async () => {
    const known: ChatAction = { type: 'session/opened', conversation: { state: 'none' }, visitorId: 'v1', resume: undefined };
    const asks = async (more: Record<string, string>): Promise<boolean> => {
      const stage = await page({ fields: 'name*', ...more }, [can({ register: true }), known, ...OPEN]);
      const isAsked = !!stage.root.querySelector('chat-widget-intake');
      closeStages();
      return isAsked;
    };
    expect([await asks({}), await asks({ storage: 'cookie' })]).to.deep.equal([true, false]);
  });

  it('are answered where what they would still ask hangs on something else', async () => {
    const registration = [
      { name: 'name', required: true }, { name: 'topic', type: 'select', options: ['order', 'other'], required: true },
      { name: 'order', required: true, visibleIf: { field: 'topic', is: 'order' } },
    ];
    const stage = await openStage([can({ register: true }), ...OPEN], { known: { forms: JSON.stringify({ registration }), name: 'Ana' } });
    const tell = async (topic: string): Promise<void> => {
      Object.assign(stage.host, { visitor: { fields: { topic } } });
      stage.host.dispatchEvent(new Event('chat-identified'));
      await stage.settle();
    };
    await tell('order');
    expect(labels(stage)).to.include('order');
    await tell('other');
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
  });

  it('tell of hidden fields when all else is known, without asking', async () => {
    const forms = JSON.stringify({ registration: [{ name: 'name', required: true }, { name: 'source', type: 'hidden', default: 'shop' }] });
    const stage = await page({ forms, name: 'Ana' });
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
    expect(asked(stage, 'identify')).to.deep.equal([{ fields: { source: 'shop' } }]);
  });
});

describe('every kind of field', () => {
  afterEach(closeStages);
  const table: [field: object, bad: string, words: string, good: string][] = [
    [{ type: 'text', minLength: 3 }, 'ab', 'at least 3', 'abc'],
    [{ type: 'text', pattern: 'JN-\\d+', patternMessage: 'Like JN-1' }, '1', 'Like JN-1', 'JN-1'],
    [{ type: 'email' }, 'ana@', 'name@example.com', 'ana@example.com'],
    [{ type: 'tel' }, 'call me', 'country code', '+41 79 000 00 00'],
    [{ type: 'number' }, '', 'Fill in', '12'],
    [{ type: 'url' }, 'ftp://x', 'https://', 'https://shop.example/'],
    [{ type: 'date' }, '', 'Fill in', '2026-02-28'],
    [{ type: 'textarea', maxLength: 5 }, 'too long', '5 characters or fewer', 'short'],
    [{ type: 'select', options: ['a', 'b'] }, '', 'Choose one', 'b'],
    [{ type: 'checkbox' }, '', 'Agree to this', 'yes'],
    [{ type: 'consent', link: 'https://shop.example/privacy' }, '', 'Agree to this', 'yes'],
  ];

  for (const [extra, bad, words, good] of table) {
    it(`${JSON.stringify(extra)}: "${bad}" is told, "${good}" is sent`, async () => {
      const forms = JSON.stringify({ registration: [{ name: 'x', label: 'The thing', required: true, ...extra }] });
      const stage = await page({ forms }, [can({ register: true }), ...OPEN]);
      await fill(stage, { 'The thing': bad });
      await submit(stage);
      expect(stage.part('error-summary').textContent).to.include(words);
      expect(field(stage, 'The thing').getAttribute('aria-invalid')).to.equal('true');
      await fill(stage, { 'The thing': good });
      await submit(stage);
      expect(asked(stage, 'register')).to.deep.equal([{ x: (extra as { type: string }).type === 'consent' ? 'The thing' : good }]);
    });
  }

  it('a pattern with groups is understood, and none holds up the page', async () => {
    const registration = [
      { name: 'code', label: 'Postal code', pattern: '\\d{5}(-\\d{4})?', required: true }, { name: 'evil', label: 'Evil', pattern: '(a+)+' },
    ];
    const stage = await page({ forms: JSON.stringify({ registration }) }, [can({ register: true }), ...OPEN]);
    await fill(stage, { 'Postal code': '12345-12', Evil: `${'a'.repeat(400)}!` });
    const started = performance.now();
    await submit(stage);
    await until(() => stage.part('error-summary'), 'what is wrong');
    expect(performance.now() - started).to.be.below(3_000);
    expect(stage.part('error-summary').textContent).to.include('Postal code').and.include('Evil');
    await fill(stage, { 'Postal code': '12345-1234', Evil: 'aaa' });
    await submit(stage);
    expect(asked(stage, 'register')).to.deep.equal([{ code: '12345-1234', evil: 'aaa' }]);
  });

  it('what is wrong is told of a question without a colon', async () => {
    const forms = JSON.stringify({ registration: [{ name: 'a', type: 'radio', label: 'Which one?', options: ['x'], required: true }, { name: 'b', label: 'Order', required: true }] });
    const stage = await page({ forms });
    await submit(stage);
    const lines = [...stage.part('error-summary').querySelectorAll('a')].map(({ textContent }) => textContent.trim());
    expect(lines).to.deep.equal(['Which one? Choose one of these', 'Order: Fill in this field']);
  });

  it('says what the browser may fill in, whatever its kind', async () => {
    const registration = [
      { name: 'country', type: 'select', options: ['AT'], autocomplete: 'country' }, { name: 'street', type: 'textarea', autocomplete: 'street-address' }, { name: 'email', type: 'email' },
    ];
    const stage = await page({ forms: JSON.stringify({ registration }) });
    expect(['country', 'street', 'Email'].map((label) => field(stage, label).autocomplete)).to.deep.equal(['country', 'street-address', 'email']);
  });

  it('a number that is none is told, though the browser shows an empty value', async () => {
    const stage = await openStage(everyField);
    field(stage, 'How many').focus();
    await sendKeys({ type: '1e' });
    await submit(stage);
    expect(stage.part('error-summary').textContent).to.include('Enter a number');
  });

  it('a consent has its text and its link, and is never ticked beforehand', async () => {
    const forms = JSON.stringify({ registration: [{ name: 'ok', type: 'consent', label: 'I agree', required: true, link: 'https://shop.example/privacy' }, { name: 'name' }] });
    const stage = await page({ forms });
    expect(field(stage, 'I agree').checked).to.equal(false);
    expect(stage.root.querySelector<HTMLAnchorElement>('.tick a')!.href).to.equal('https://shop.example/privacy');
    await fill(stage, { 'I agree': 'yes', Name: 'Ana' });
    stage.host.remove();
    const again = await page({ forms });
    expect([field(again, 'Name').value, field(again, 'I agree').checked]).to.deep.equal(['Ana', false]);
    closeStages();
    const told = await openStage(OPEN, { known: { forms } });
    Object.assign(told.host, { visitor: { fields: { ok: 'yes' } } });
    told.host.dispatchEvent(new Event('chat-identified'));
    await told.settle();
    expect(field(told, 'I agree').checked, 'nobody agrees by what the page knows').to.equal(false);
  });
});

describe('what was typed', () => {
  afterEach(closeStages);
  /** A reload: the panel goes, the tab's storage stays. */
  const reload = async (stage: TestStage, known: Record<string, string>): Promise<TestStage> => {
    stage.host.remove();
    return page(known, [can({ register: true }), ...OPEN]);
  };

  it('is there again after a reload, in this tab alone, and goes when it is sent', async () => {
    const known = { fields: 'name* email*' };
    let stage = await page(known, [can({ register: true }), ...OPEN]);
    expect(sessionStorage).to.have.length(0, 'nothing before the visitor types');
    await fill(stage, { Name: 'Ana Canary' });
    stage = await reload(stage, known);
    expect(field(stage, 'Name').value).to.equal('Ana Canary');
    expect(JSON.stringify({ ...localStorage })).not.to.include('Canary');
    await fill(stage, { Email: 'ana@example.com' });
    await submit(stage);
    expect(asked(stage, 'register')).to.deep.equal([{ name: 'Ana Canary', email: 'ana@example.com' }]);
    expect(JSON.stringify([{ ...sessionStorage }, { ...localStorage }])).not.to.include('Canary').and.not.to.include('ana@');
  });

  it('is not kept where the page keeps nothing', async () => {
    for (const known of [{ storage: 'none' }, { consent: 'denied' }] as Record<string, string>[]) {
      const stage = await page({ fields: 'name*', ...known });
      await fill(stage, { Name: 'Canary' });
      expect(JSON.stringify([{ ...sessionStorage }, { ...localStorage }])).not.to.include('Canary');
      stage.host.remove();
    }
  });

  it('is there again after going back, even where nothing is kept', async () => {
    const stage = await page({ home: '', fields: 'name* email*', storage: 'none' }, [can({ register: true }), ...OPEN]);
    const go = async (view: '' | 'home'): Promise<void> => {
      (stage.panel as ChatWidgetPanel).show(view);
      await until(() => stage.root.querySelector(view ? 'chat-widget-home' : '.form'), view || 'the form');
      await stage.settle();
    };
    await go('');
    await fill(stage, { Name: 'Ana' });
    await go('home');
    expect(stage.root.querySelector('.form')).to.equal(null);
    await go('');
    expect(field(stage, 'Name').value).to.equal('Ana');
  });

  const identify = ({ host }: TestStage): void => {
    Object.assign(host, { visitor: { name: 'Theirs', email: 'ana@example.com' } });
    host.dispatchEvent(new Event('chat-identified'));
  };

  it('beats what the page learns later; what nobody typed into takes it', async () => {
    const stage = await page({ fields: 'name* email*' });
    await fill(stage, { Name: 'Mine' });
    identify(stage);
    await stage.settle();
    // Nothing is left to ask.
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
    closeStages();
    const half = await page({ fields: 'name* email* phone*' });
    await fill(half, { Name: 'Mine' });
    identify(half);
    await half.settle();
    expect([field(half, 'Name').value, field(half, 'Email').value]).to.deep.equal(['Mine', 'ana@example.com']);
  });
});

describe('at the hand-off to a person', () => {
  afterEach(closeStages);
  const known = { fields: 'name* email*', registration: 'hand-off' };

  it('nothing is asked before and while a bot answers; then it is, below a thread that can be read', async () => {
    const empty = await page(known);
    expect(isShown(empty.part('composer'))).to.equal(true);
    closeStages();
    const stage = await page(known, withBot);
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
    const words = stage.part<HTMLTextAreaElement>('textarea');
    words.value = 'Half a thou';
    words.focus();
    await stage.dispatch(...agentCame);
    expect(labels(stage)).to.deep.equal(['Name', 'Email']);
    expect(isShown(stage.part('log')) && isShown(stage.part('bubble'))).to.equal(true);
    expect(stage.part('log').clientHeight).to.be.above(120);
    expect(isShown(stage.part('composer'))).to.equal(false);
    expect(active(stage)?.id, 'the focus is not lost').to.equal('intake-title');
    expect(stage.parts('announcer').map(({ textContent }) => textContent).join()).to.include('Tell us who');
    await fill(stage, { Name: 'Ana', Email: 'ana@example.com' });
    field(stage, 'Email').focus();
    await submit(stage);
    expect(asked(stage, 'register')).to.deep.equal([{ name: 'Ana', email: 'ana@example.com' }]);
    expect(isShown(stage.part('composer'))).to.equal(true);
    expect(words.value, 'what was being written').to.equal('Half a thou');
    expect(active(stage)).to.equal(words);
  });

  it('is asked behind the first message where a person answers at once, and once only', async () => {
    let stage = await page(known, [can({ register: true }), ...OPEN]);
    await stage.dispatch(...agentCame);
    await fill(stage, { Name: 'Ana', Email: 'ana@example.com' });
    await submit(stage);
    stage.host.remove();
    stage = await page(known, [can({ register: true }), ...OPEN, ...agentCame]);
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
  });

  it('asks for more than the registration before the chat, where the page wants that', async () => {
    const forms = JSON.stringify({ registration: [{ name: 'name', required: true }], handOff: [{ name: 'order', label: 'Order', required: true }] });
    const stage = await page({ forms }, [can({ register: true }), ...OPEN]);
    await fill(stage, { Name: 'Ana' });
    await submit(stage);
    await stage.dispatch(...withBot, ...agentCame);
    expect(labels(stage)).to.deep.equal(['Order']);
    await fill(stage, { Order: '7' });
    await submit(stage);
    expect(asked(stage, 'register')).to.deep.equal([{ order: '7' }]);
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
  });

  it('is not asked of whoever is known', async () => {
    const stage = await page({ ...known, name: 'Ana', email: 'ana@example.com' }, [...withBot, ...agentCame]);
    expect(stage.root.querySelector('chat-widget-intake')).to.equal(null);
  });
});

describe('a message for later on a backend that takes none', () => {
  afterEach(closeStages);
  const GOOD = { Email: 'ana@example.com', Message: 'When is the kiln hot?' };
  const NONE = [can({ offline: false }), away, ...OPEN];

  it('goes to the page’s address as JSON, without cookies; what is refused is told', async () => {
    const answers = [
      Response.json({ fields: { email: 'invalid' } }, { status: 422 }),
      new Response('', { status: 429, headers: { 'retry-after': '7' } }),
      new Response('down', { status: 500 }),
      new Response(null, { status: 204 }),
    ];
    const { fetch } = globalThis;
    const sent: [string, RequestInit][] = [];
    globalThis.fetch = (url, init) => (sent.push([String(url), init!]), Promise.resolve(answers.shift()!));
    try {
      const stage = await page({ 'offline-endpoint': '/leave', site: 'mugs' }, NONE);
      expect(stage.part('title').textContent).to.equal('We’re closed right now');
      await fill(stage, GOOD);
      await submit(stage);
      await until(() => stage.part('error-summary'), 'what is wrong');
      expect(stage.part('error-summary').textContent).to.include('Email');
      for (const words of ['7 seconds', 'Something went wrong']) {
        await submit(stage);
        await until(() => stage.root.textContent.includes(words), words);
        expect(stage.root.textContent).to.include(words);
        expect(field(stage, 'Message').value).to.equal('When is the kiln hot?');
      }
      await submit(stage);
      expect(stage.root.textContent).to.include('ana@example.com');
      const [url, init] = sent[3]!;
      expect([url, init.method, init.credentials]).to.deep.equal([`${location.origin}/leave`, 'POST', 'omit']);
      expect(JSON.parse(init.body as string)).to.deep.equal({
        type: 'offline-message', site: 'mugs', locale: 'en-GB', values: { email: 'ana@example.com', message: 'When is the kiln hot?' },
      });
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it('opens the visitor’s own mail program; the words stay until it is known that they went', async () => {
    const { click } = HTMLAnchorElement.prototype;
    const opened: string[] = [];
    HTMLAnchorElement.prototype.click = function () {
      opened.push(this.href);
    };
    try {
      const stage = await page({ 'offline-endpoint': 'mailto:hello@shop.example?bcc=evil@example.com' }, NONE);
      await fill(stage, GOOD);
      await submit(stage);
      expect(opened).to.deep.equal([
        'mailto:hello@shop.example?subject=Juniper%20%26%20Co.&body=Email%3A%20ana%40example.com%0D%0AMessage%3A%20When%20is%20the%20kiln%20hot%3F',
      ]);
      expect(stage.root.querySelector<HTMLAnchorElement>('.intake a')!.href).to.equal(opened[0]);
      button(stage, 'another message').click();
      await stage.settle();
      expect(field(stage, 'Message').value).to.equal('When is the kiln hot?');
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
  });

  it('is not asked for where it could not be delivered: the site’s words stand there, or ours', async () => {
    const stage = await page({ 'when-offline': 'form', 'offline-endpoint': 'javascript:alert(1)' }, NONE);
    expect(stage.root.querySelector('.form')).to.equal(null);
    expect(stage.root.textContent).to.include('Chat isn’t available right now');
  });

  it('when-offline says what stands there', async () => {
    const backend = (known: Record<string, string>): Promise<TestStage> => page(known, leaveMessage);
    expect((await backend({ 'when-offline': 'message' })).root.querySelector('.form')).to.equal(null);
    expect((await backend({ 'when-offline': 'form' })).root.querySelector('.form')).not.to.equal(null);
    const timed = await page({ hours: '#hours' }, [can({ offline: true }), away, ...OPEN]);
    expect(labels(timed), 'a page with opening hours').to.deep.equal(['Name', 'Email', 'Message']);
    const asks = await page({ 'when-offline': 'form' }, [can({ offline: true }), away, ...OPEN]);
    expect(labels(asks)).to.deep.equal(['Name', 'Email', 'Message']);
  });

  it('stays in its form when the element is moved in the page', async () => {
    const stage = await page({}, [can({ register: true, offline: true }), ...OPEN, ...leaveMessage]);
    await fill(stage, { Message: 'Half a thou' });
    document.body.append(inPage('div', {}));
    document.body.lastElementChild!.append(stage.host);
    await stage.settle();
    expect([field(stage, 'Message').value, stage.part<HTMLTextAreaElement>('textarea').value]).to.deep.equal(['Half a thou', '']);
  });

  it('somebody comes in the middle: every word goes on, in the next form and behind the draft', async () => {
    const stage = await page({ fields: 'name* email*' }, [can({ register: true, offline: true }), ...OPEN, ...leaveMessage]);
    await fill(stage, { Name: 'Ana', Message: 'Half a thou' });
    stage.part<HTMLTextAreaElement>('textarea').value = 'A draft';
    await stage.dispatch({ type: 'availability/changed', availability: 'online' });
    expect(field(stage, 'Name').value).to.equal('Ana');
    expect(stage.part<HTMLTextAreaElement>('textarea').value).to.equal('A draft\nHalf a thou');
  });
});

describe('a rating', () => {
  afterEach(closeStages);

  it('is chosen with the arrows, sent once, told to the page, and not asked again after a reload', async () => {
    let stage = await openStage(rating);
    const told: unknown[] = [];
    const hear = (event: Event): void => void told.push((event as CustomEvent).detail);
    document.addEventListener('chat-rating', hear);
    stage.root.querySelector<HTMLInputElement>('[type=radio]')!.focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await stage.settle();
    await submit(stage);
    document.removeEventListener('chat-rating', hear);
    expect(asked(stage, 'rate')).to.deep.equal([{ score: 3 }]);
    expect(told).to.deep.equal([{ score: 3 }]);
    expect(active(stage)?.className, 'the focus is not lost').to.equal('rated');
    stage.host.remove();
    stage = await openStage(rating);
    expect(stage.root.querySelector('.csat')).to.equal(null);
    await stage.dispatch({ type: 'conversation/changed', conversation: { id: 'c2', state: 'ended' } });
    expect(stage.root.querySelector('.csat'), 'of the next conversation').not.to.equal(null);
  });

  it('that was given in another tab is not given again', async () => {
    const stage = await openStage(rating);
    stage.root.querySelector<HTMLInputElement>('.face input')!.click();
    await stage.settle();
    const { id } = stage.chat.state.conversation;
    createKeep(stage.host).set('rated', id!);
    await submit(stage);
    expect([asked(stage, 'rate'), !stage.root.querySelector('.csat')]).to.deep.equal([undefined, true]);
  });

  it('a transcript is mailed once, however often the button is pressed; what fails is told', async () => {
    let end: (thrown?: Error) => void = () => undefined;
    const requestTranscript = (): Promise<void> => new Promise((done, fail) => (end = (thrown) => (thrown ? fail(thrown) : done())));
    const stage = await openStage([...rating, can({ transcript: true })], { known: { email: 'ana@example.com' }, respond: { requestTranscript } });
    const mails = (): number => stage.chat.calls.filter(([name]) => name === 'requestTranscript').length;
    button(stage, 'Email').click();
    button(stage, 'Email').click();
    expect(mails()).to.equal(1);
    end(new Error('no'));
    await sleep(0);
    await stage.settle();
    expect(stage.root.textContent).to.include('Something went wrong');
    expect(field(stage, 'Your email address').value).to.equal('ana@example.com');
  });

  it('leads to the address, then to what became of it, and can be read', async () => {
    const stage = await openStage([...rating, can({ transcript: true })]);
    stage.root.querySelector<HTMLInputElement>('.face input')!.click();
    button(stage, 'Email').focus();
    button(stage, 'Email').click();
    for (let round = 0; round < 4; round++) await stage.settle();
    expect(active(stage)).to.equal(field(stage, 'Your email address'));
    const small = [...stage.root.querySelectorAll<HTMLElement>('.ended *')].filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()));
    expect(small.filter((each) => parseFloat(getComputedStyle(each).fontSize) < 12).map(({ textContent }) => textContent)).to.deep.equal([]);
    await fill(stage, { 'Your email address': 'ana@example.com' });
    field(stage, 'Your email address').focus();
    stage.root.querySelector<HTMLElement>('.address button')!.click();
    for (let round = 0; round < 4; round++) await stage.settle();
    expect(active(stage)?.textContent).to.include('on its way');
  });

  it('asks what the page wants to know, and keeps all when it fails', async () => {
    const forms = JSON.stringify({ rating: [{ name: 'again', type: 'radio', label: 'Would you come again?', options: ['Yes', 'No'], required: true }] });
    let tries = 0;
    const rate = (): Promise<void> => (tries++ ? Promise.resolve() : Promise.reject(new Error('no')));
    const stage = await openStage(rating, { known: { forms }, respond: { rate } });
    stage.root.querySelectorAll<HTMLInputElement>('.face input')[4]!.click();
    await stage.settle();
    await submit(stage);
    expect(stage.part('error-summary').textContent).to.include('Would you come again?');
    stage.root.querySelector<HTMLInputElement>('.form [type=radio]')!.click();
    await stage.settle();
    await submit(stage);
    expect(stage.root.textContent).to.include('Something went wrong');
    await submit(stage);
    expect(asked(stage, 'rate')).to.deep.equal([{ score: 5, comment: 'Would you come again?: Yes' }]);
  });
});

describe('axe finds nothing', () => {
  afterEach(closeStages);
  const { axe } = globalThis as unknown as { axe: { run(node: Node): Promise<AxeResults> } };
  const known = { fields: 'name* email* department message:textarea', registration: 'hand-off' };
  const table: Record<string, [() => Promise<TestStage>, ((stage: TestStage) => Promise<unknown>)?]> = {
    'in a form below the thread': [() => page(known, [...withBot, ...agentCame])],
    'in one with errors, in the dark, right to left': [
      () => openStage([...withBot, ...agentCame], { known, scheme: 'dark', dir: 'rtl', locale: 'ar-EG' }), submit,
    ],
    'in a form with errors in every kind of field': [() => openStage(everyField), submit],
    'in the thanks with a mail': [
      () => page({ 'offline-endpoint': 'mailto:a@b.example' }, [can({ offline: false }), away, ...OPEN]),
      async (stage) => {
        const { click } = HTMLAnchorElement.prototype;
        HTMLAnchorElement.prototype.click = () => undefined;
        await fill(stage, { Email: 'ana@example.com', Message: 'x' });
        await submit(stage);
        HTMLAnchorElement.prototype.click = click;
      },
    ],
    'in a rating with its comment': [
      () => openStage(rating),
      async (stage) => (stage.root.querySelector<HTMLElement>('.face input')!.click(), stage.settle()),
    ],
  };

  for (const [what, [open, act]] of Object.entries(table)) {
    it(what, async () => {
      const stage = await open();
      await act?.(stage);
      // Half faded in, nothing has its contrast.
      for (const animation of stage.shadow.getAnimations()) animation.cancel();
      const { violations } = await axe.run(stage.root);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).to.deep.equal([]);
    });
  }
});
