import { expect } from 'chai';
import { ChatWidget } from '../../src/chat-widget.js';
import type { ExplainedRule } from '../../src/triggers/explain.js';
import { mayAsk } from '../../src/triggers/ask-backend.js';
import { TriggerMemory } from '../../src/triggers/memory.js';
import { watchHistory } from '../../src/triggers/sources/navigation.js';
import { createTransport } from '../../src/transports/mock/mock.js';
import { operator } from './support/operator.js';
import { cleanUp, connectedWidget, dockOf, frame, sleep, until, widget } from './support/fixture.js';

const teaserOf = (element: Element): HTMLElement | null => element.shadowRoot!.querySelector('.teaser');
const isShown = (element: Element): boolean => Boolean(dockOf(element)) && getComputedStyle(dockOf(element)).display !== 'none';

type Fired = { id: string; action: string };

/** A widget with rules of the page; `fired` is what its event told. */
function ruled(rules: unknown, attributes: Record<string, string> = {}, before: (element: ChatWidget) => void = () => {}): { element: ChatWidget; fired: Fired[] } {
  const fired: Fired[] = [];
  const element = document.createElement('chat-widget');
  for (const [name, value] of Object.entries({ transport: 'mock', site: crypto.randomUUID(), ...attributes })) element.setAttribute(name, value);
  element.triggers = rules;
  before(element);
  element.addEventListener('chat-trigger', (event) => fired.push((event as CustomEvent<Fired>).detail));
  const own = widget(); // so that `cleanUp` takes both away
  own.replaceWith(element);
  made.push(element);
  void element.ready;
  return { element, fired };
}
const made: ChatWidget[] = [];
const functions = (element: ChatWidget, all: Record<string, (about: { id?: string }) => unknown>): void => void Object.assign(element, { triggerFunctions: all });
const explained = (element: ChatWidget): Promise<ExplainedRule[]> => element.explainTriggers();
/** Waits for rules that the element explains; the code for them has come then. */
async function begun(element: ChatWidget, id?: string): Promise<void> {
  await until(async () => {
    const [rule] = await explained(element);
    return rule && (!id || rule.id === id);
  }, `a rule ${id ?? ''}`);
}

describe('triggers', () => {
  const address = location.href;
  afterEach(async () => {
    for (const element of made.splice(0)) await element.destroy();
    await cleanUp();
    history.replaceState(null, '', address);
    for (const it of document.querySelectorAll('[data-own]')) it.remove();
  });

  it('invite beside the launcher, without the panel and without a chat', async () => {
    const { element, fired } = ruled([
      { id: 'hello', when: { is: 'onPageFor', seconds: 0 }, then: [{ do: 'prompt', text: 'May we help?', sender: 'Maya', replies: ['Yes', 'No'] }] },
    ]);
    const teaser = await until(() => teaserOf(element), 'the teaser');
    expect(teaser.textContent).to.contain('May we help?').and.to.contain('Maya').and.to.contain('Yes');
    expect(fired).to.deep.equal([{ id: 'hello', action: 'prompt' }]);
    expect(element.chat, 'no chat runs').to.equal(undefined);
    expect(element.shadowRoot!.querySelector('chat-widget-panel')).to.equal(null);
  });

  it('do nothing that the page prevents', async () => {
    let runs = 0;
    const { element } = ruled(
      [
        { id: 'one', when: { all: [] }, then: [{ do: 'run', name: 'count' }, { do: 'open' }] },
        { id: 'away', when: { all: [] }, then: [{ do: 'hide' }] },
      ],
      {},
      (it) => {
        functions(it, { count: () => (runs += 1) });
        it.addEventListener('chat-trigger', (event) => (event as CustomEvent<Fired>).detail.action !== 'run' && event.preventDefault());
      },
    );
    await until(() => runs, 'what was not prevented');
    await frame();
    expect([element.opened, isShown(element)]).to.deep.equal([false, true]);
  });

  it('hide and show by the address, in single-page apps too', async () => {
    const { element } = ruled({ default: 'hidden', rules: [
      { id: 'shop', when: { is: 'urlMatches', pattern: '/shop*' }, then: [{ do: 'show' }] },
      { id: 'pay', when: { is: 'urlMatches', pattern: '/shop/pay' }, then: [{ do: 'hide' }], priority: 1 },
    ] });
    await begun(element);
    await until(() => !isShown(element), 'hidden by default');
    history.pushState(null, '', '/shop/mugs');
    await until(() => isShown(element), 'shown in the shop');
    history.pushState(null, '', '/shop/pay');
    await until(() => !isShown(element), 'hidden where one pays');
    history.back();
    await until(() => isShown(element), 'shown again');
    history.replaceState(null, '', '/elsewhere');
    await until(() => !isShown(element), 'hidden elsewhere');
  });

  it('see such pages without the Navigation API, and leave the history as it was', async () => {
    const { pushState, replaceState } = history;
    let told = 0;
    const stop = watchHistory(() => (told += 1));
    history.pushState(null, '', '/one');
    history.replaceState(null, '', '/two');
    await Promise.resolve();
    expect(told).to.equal(2);
    history.back();
    await until(() => told > 2, 'the way back');
    stop();
    expect([history.pushState, history.replaceState]).to.deep.equal([pushState, replaceState]);
  });

  it('take what the backend says for more, the page’s hidden for most, and a live conversation for untouchable', async () => {
    const hide = [{ id: 'h', when: { all: [] }, then: [{ do: 'hide' }] }];
    const { element } = ruled(hide, { load: 'eager', script: JSON.stringify({ config: { visible: true } }) });
    await until(() => element.chat?.state.config.visible, 'the config');
    await until(() => isShown(element), 'shown by the backend');
    element.hidden = true;
    expect(getComputedStyle(element).display).to.equal('none');
    const other = ruled(hide).element;
    await until(() => !isShown(other) && dockOf(other), 'hidden by a rule');
    await other.open();
    await until(() => isShown(other), 'an open panel stays');
    await other.close();
    await until(() => !isShown(other), 'hidden when it is closed and nothing was said');
    await other.send('Hello');
    await until(() => other.chat?.state.conversation.state === 'active', 'a conversation');
    await until(() => isShown(other), 'a live conversation is never hidden');
  });

  it('know what happens: events, the mouse on its way out, scrolling, what comes into view, idleness', async () => {
    const { element, fired } = ruled(
      [
        ['event', { name: 'cart:full' }], ['exitIntent', {}], ['scrollDepth', { percent: 60 }], ['elementInView', { selector: '#late' }],
        ['idleFor', { seconds: 0.3 }], ['chatOpened', {}], ['messageSent', {}],
      ].map(([is, more]) => ({ id: is, when: { is, ...(more as object) }, then: [{ do: 'run', name: 'note' }] })),
      {},
      (it) => functions(it, { note: () => {} }),
    );
    const ids = (): string[] => fired.map(({ id }) => id);
    await begun(element);
    expect(ids()).to.deep.equal([]);
    document.body.dispatchEvent(new Event('cart:full'));
    expect(ids()).to.deep.equal(['event']);
    dispatchEvent(new Event('cart:full'));
    expect(ids(), 'each time').to.deep.equal(['event', 'event']);
    document.documentElement.dispatchEvent(new MouseEvent('mouseout', { clientY: -1, bubbles: true }));
    expect(ids().at(-1)).to.equal('exitIntent');
    document.documentElement.dispatchEvent(new MouseEvent('mouseout', { clientY: 300, bubbles: true }));
    expect(ids().length).to.equal(3);
    const tall = document.createElement('div');
    tall.dataset['own'] = '';
    tall.setAttribute('style', 'height: 4000px');
    document.body.append(tall);
    scrollTo(0, 3500);
    await until(() => ids().includes('scrollDepth'), 'the scrolling');
    const late = document.createElement('p');
    late.id = 'late';
    late.dataset['own'] = '';
    late.textContent = 'Late';
    document.body.append(late);
    late.scrollIntoView();
    await until(() => ids().includes('elementInView'), 'what came late');
    await until(() => ids().includes('idleFor'), 'the idleness');
    await element.open();
    await until(() => ids().includes('chatOpened'), 'the opening');
    await element.send('Hello');
    await until(() => ids().includes('messageSent'), 'the message');
  });

  it('see what becomes what they look for by its class or another attribute, and what ceases to be it', async () => {
    const card = document.createElement('p');
    card.dataset['own'] = '';
    card.textContent = 'A card';
    card.style.cssText = 'position: fixed; inset: 0 auto auto 0';
    document.body.append(card);
    const { element } = ruled(
      ['.is-open', '[data-step="2"]'].map((selector) => ({ id: selector, when: { is: 'elementInView', selector }, then: [{ do: 'run', name: 'note' }] })),
      {},
      (it) => functions(it, { note: () => {} }),
    );
    const values = async (): Promise<unknown[]> => (await explained(element)).map(({ value }) => value);
    const become = (...wanted: boolean[]): Promise<boolean> => until(async () => String(await values()) === String(wanted), `they are ${wanted}`);
    await begun(element);
    await become(false, false);
    card.className = 'is-open';
    await become(true, false);
    card.className = '';
    card.dataset['step'] = '2';
    await become(false, true);
  });

  it('on an idle page run no timer before time alone may change something', async () => {
    const { setTimeout: plain, setInterval: repeat } = globalThis;
    const delays: number[] = [];
    let repeated = 0;
    const kinds = [
      { is: 'onPageFor', seconds: 600 }, { is: 'idleFor', seconds: 900 }, { is: 'exitIntent' }, { is: 'scrollDepth', percent: 60 },
      { all: [{ is: 'urlMatches', pattern: '*' }, { is: 'elementInView', selector: '#never' }, { is: 'timeOnSite', seconds: 1200 }] },
    ];
    const { element } = ruled(kinds.map((when, index) => ({ id: `r${index}`, when, then: [{ do: 'open' }] })));
    await begun(element);
    await sleep(300);
    globalThis.setTimeout = ((run: () => void, ms = 0, ...more: unknown[]) => {
      delays.push(ms);
      return plain(run, ms, ...more);
    }) as never;
    globalThis.setInterval = (() => ((repeated += 1), 0)) as never;
    try {
      history.pushState(null, '', '/idle'); // another page: the one timer is set anew
      await new Promise((done) => plain(done, 2_500));
    } finally {
      Object.assign(globalThis, { setTimeout: plain, setInterval: repeat });
    }
    expect(repeated).to.equal(0);
    expect(delays.filter((ms) => ms < 500_000), 'shorter than the next boundary').to.deep.equal([]);
    expect(delays, 'it is there').to.have.length.above(0);
  });

  it('ask the page’s functions, and wait for those that answer later', async () => {
    let answer!: (value: boolean) => void;
    const later = new Promise<boolean>((resolve) => (answer = resolve));
    let isGold = false;
    const { element, fired } = ruled(
      ['now', 'later', 'broken', 'missing', 'constructor'].map((name) => ({ id: name, when: { is: 'custom', name }, then: [{ do: 'run', name: 'note' }] })),
      {},
      (it) => functions(it, { now: () => isGold, later: () => later, note: () => {}, broken: () => { throw new Error('no'); } }),
    );
    await begun(element);
    expect((await explained(element)).map(({ value }) => value)).to.deep.equal([false, undefined, undefined, undefined, undefined]);
    answer(true);
    await until(() => fired.some(({ id }) => id === 'later'), 'the late answer');
    isGold = true;
    history.pushState(null, '', '/gold');
    await until(() => fired.some(({ id }) => id === 'now'), 'asked again on another page');
    expect(fired.map(({ id }) => id)).not.to.include('broken');
  });

  it('are told apart when they are wrong, and the others go on', async () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => warnings.push(text);
    try {
      const { fired } = ruled(
        [{ id: 'bad', when: { is: 'moon' }, then: [{ do: 'open' }] }, { id: 'good', when: { all: [] }, then: [{ do: 'run', name: 'nobody' }] }],
      );
      await until(() => fired.length, 'the good one');
      await until(() => warnings.length > 1, 'warnings');
      expect(warnings[0]).to.match(/triggers: rules\[0\]\.when: "moon" is none of/);
      expect(warnings[1]).to.match(/"good" runs "nobody"/);
    } finally {
      console.warn = warn;
    }
  });

  it('come from a script, change with it, and can be run and exported', async () => {
    const script = document.createElement('script');
    script.type = 'application/json';
    script.id = 'rules';
    script.dataset['own'] = '';
    const rule = { id: 'r', when: { is: 'chatOpened' }, then: [{ do: 'open' }] };
    script.textContent = JSON.stringify({ rules: [rule] });
    document.body.append(script);
    const { element, fired } = ruled(undefined, { triggers: '#rules' });
    await begun(element);
    expect(await element.exportTriggers()).to.deep.equal({ version: 1, default: 'visible', rules: [rule] });
    expect((await element.exportTriggers('groups') as { rules: object[] }).rules).to.deep.equal([{ id: 'r', level: 'page', kind: 'any', groups: [{ all: [{ is: 'chatOpened' }] }], actions: [{ do: 'open' }] }]);
    expect(await element.exportTriggers('rocketchat')).to.deep.equal([]);
    expect(await element.runTrigger('nobody')).to.equal(false);
    expect(await element.runTrigger('r')).to.equal(true);
    await until(() => element.opened, 'the panel');
    expect(fired[0]).to.deep.equal({ id: 'r', action: 'open' });
    element.triggers = [{ id: 'other', when: { all: [] }, then: [{ do: 'hide' }] }];
    await begun(element, 'other');
  });

  it('explain each condition with its value', async () => {
    const { element } = ruled([{ id: 'r', when: { all: [{ is: 'urlMatches', pattern: '/nowhere' }, { is: 'agentAvailable' }] }, then: [{ do: 'open' }] }], { load: 'manual' });
    await begun(element);
    const [rule] = await explained(element);
    expect(rule).to.deep.include({ id: 'r', value: false, then: ['open'] });
    expect(rule!.missing[0]).to.match(/^urlMatches \{"pattern":"\/nowhere"\}: false, now http/);
    expect(rule!.missing[1]).to.equal('agentAvailable: not known, now unknown');
    expect(element.chat, 'load="manual": nobody is asked').to.equal(undefined);
  });

  it('go on where they were when those of the backend come', async () => {
    const theirs = { id: 'theirs', when: { is: 'chatOpened' }, then: [{ do: 'run', name: 'note' }] };
    const { element, fired } = ruled(
      [
        { id: 'begin', when: { all: [] }, then: [{ do: 'run', name: 'note' }] },
        { id: 'unopened', when: { all: [{ is: 'event', name: 'later' }, { not: { is: 'chatOpened' } }] }, then: [{ do: 'run', name: 'note' }] },
        { id: 'long', when: { is: 'onPageFor', seconds: 3600 }, then: [{ do: 'open' }] },
      ],
      { script: JSON.stringify({ config: { triggers: [theirs] } }) },
      (it) => functions(it, { note: () => {} }),
    );
    await begun(element);
    await sleep(1_050);
    await element.open();
    await until(() => fired.some(({ id }) => id === 'theirs'), 'the backend’s rule, of an opening before it came');
    dispatchEvent(new Event('later'));
    expect(fired.map(({ id }) => id)).to.deep.equal(['begin', 'theirs']);
    const long = (await explained(element)).find(({ id }) => id === 'long')!;
    expect((long.when as { now?: number }).now, 'seconds on this page').to.be.at.least(1);
  });

  it('of the backend alone know of the opening that brought them, and of a panel that stays open', async () => {
    const theirs = [
      { id: 'opened', when: { is: 'chatOpened' }, then: [{ do: 'run', name: 'note' }] },
      { id: 'unopened', when: { all: [{ is: 'event', name: 'x' }, { not: { is: 'chatOpened' } }] }, then: [{ do: 'run', name: 'note' }] },
    ];
    const { element, fired } = ruled(undefined, { script: JSON.stringify({ config: { triggers: theirs } }) }, (it) => functions(it, { note: () => {} }));
    await element.open();
    await until(() => fired.some(({ id }) => id === 'opened'), 'the opening');
    history.pushState(null, '', '/with-it');
    dispatchEvent(new Event('x'));
    expect(fired.map(({ id }) => id)).not.to.include('unopened');
  });

  it('count no page that nobody has seen', async () => {
    let isHidden = true;
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
    try {
      const { element, fired } = ruled([{ id: 'first', when: { is: 'pageVisits', min: 1 }, then: [{ do: 'run', name: 'note' }] }], {}, (it) => functions(it, { note: () => {} }));
      await begun(element);
      expect((await explained(element))[0]!.value, 'made ready, or in a tab behind').to.equal(false);
      isHidden = false;
      document.dispatchEvent(new Event('visibilitychange'));
      await until(() => fired.length, 'seen');
    } finally {
      Reflect.deleteProperty(document, 'hidden');
    }
  });

  it('may be sent by the backend for now', async () => {
    const element = await connectedWidget();
    await element.send('Hello');
    await until(() => element.chat?.state.visitorId && element.chat.state.connection.status === 'online', 'the connection');
    const told: Fired[] = [];
    element.addEventListener('chat-trigger', (event) => told.push((event as CustomEvent<Fired>).detail));
    await (await operator()).emit(element.chat!.state.visitorId!, 'trigger', { id: 'now', then: [{ do: 'prompt', text: 'Still there?' }] });
    await until(() => teaserOf(element)?.textContent?.includes('Still there?'), 'the teaser');
    expect(told).to.deep.equal([{ id: 'now', action: 'prompt' }]);
    for (const text of ['One more', 'And another']) {
      const before = told.length;
      await (await operator()).emit(element.chat!.state.visitorId!, 'trigger', { then: [{ do: 'message', text }] });
      await until(() => told.length > before, text);
    }
  });

  it('ask the backend only when a rule needs it, and never before the visitor has agreed', async () => {
    const agents = [{ id: 'r', when: { is: 'agentAvailable' }, then: [{ do: 'run', name: 'note' }] }];
    const note = (it: ChatWidget): void => functions(it, { note: () => {} });
    const { element, fired } = ruled(agents, {}, note);
    await until(() => fired.length, 'the agents');
    expect(element.chat?.state.visitorId, 'nobody is made a visitor').to.equal(null);
    expect(element.chat?.state.connection.status).to.equal('idle');
    const [plain, held] = [ruled([{ ...agents[0], when: { is: 'exitIntent' } }], {}, note), ruled(agents, { consent: 'required' }, note)];
    await Promise.all([begun(plain.element), begun(held.element)]);
    await sleep(100);
    expect([plain.element.chat, held.element.chat]).to.deep.equal([undefined, undefined]);
  });

  it('ask another backend as well when the page changes to it', async () => {
    const { element } = ruled([{ id: 'r', when: { is: 'agentsOffline' }, then: [{ do: 'run', name: 'note' }] }]);
    const first = await until(() => element.chat?.state.availability === 'online' && element.chat, 'what the first says');
    element.setAttribute('site', crypto.randomUUID());
    await until(() => element.chat !== first && element.chat?.state.availability === 'online', 'what the other says');
  });

  it('write nothing that no rule asks for, and count visits where one does', async () => {
    const kept = (): string[] => Object.keys(localStorage).filter((key) => key.endsWith(':triggers'));
    const plain = ruled([{ id: 'r', when: { all: [{ is: 'exitIntent' }, { is: 'urlMatches', pattern: '*' }] }, then: [{ do: 'open' }] }]).element;
    await begun(plain);
    expect(kept()).to.deep.equal([]);
    const site = crypto.randomUUID();
    const second = [{ id: 'again', when: { is: 'pageVisits', min: 2 }, then: [{ do: 'run', name: 'note' }] }];
    const note = (it: ChatWidget): void => functions(it, { note: () => {} });
    const first = ruled(second, { site }, note);
    await begun(first.element);
    expect([kept().length, first.fired.length]).to.deep.equal([1, 0]);
    await first.element.destroy();
    const again = ruled(second, { site }, note);
    await until(() => again.fired.length, 'the second visit');
    const none = ruled(second, { site, storage: 'none' }, note).element;
    await begun(none);
    expect((await explained(none))[0]!.value, 'not counted: not known').to.equal(undefined);
  });

  it('keep their limits over pages', async () => {
    const site = crypto.randomUUID();
    const rules = [
      { id: 'once', when: { all: [] }, then: [{ do: 'run', name: 'note' }], once: true },
      { id: 'twice', when: { all: [] }, then: [{ do: 'run', name: 'note' }], perVisit: 2 },
      { id: 'rare', when: { all: [] }, then: [{ do: 'run', name: 'note' }], cooldown: 3600 },
      { id: 'always', when: { all: [] }, then: [{ do: 'run', name: 'note' }] },
    ];
    const all: string[] = [];
    for (let page = 0; page < 4; page++) {
      const { element, fired } = ruled(rules, { site }, (it) => functions(it, { note: () => {} }));
      await until(() => fired.some(({ id }) => id === 'always'), 'this page');
      await sleep(30);
      all.push(...fired.map(({ id }) => id).filter((id) => id !== 'always'));
      expect((await explained(element))[0]!.limit).to.equal('once');
      await element.destroy();
    }
    expect(all.sort()).to.deep.equal(['once', 'rare', 'twice', 'twice']);
  });

  it('know the visitor as the page tells them, and the agents as they come and go', async () => {
    const { element, fired } = ruled(
      [
        { id: 'label', when: { is: 'label', has: 'vip' }, then: [{ do: 'run', name: 'note' }] },
        { id: 'field', when: { is: 'field', name: 'plan', op: 'is', value: 'pro' }, then: [{ do: 'run', name: 'note' }] },
        { id: 'gone', when: { is: 'agentsOffline' }, then: [{ do: 'run', name: 'note' }] },
        { id: 'known', when: { is: 'registered' }, then: [{ do: 'run', name: 'note' }] },
      ],
      { script: JSON.stringify({ replies: { '*': [{ do: 'availability', state: 'offline' }] } }) },
      (it) => functions(it, { note: () => {} }),
    );
    await begun(element);
    expect((await explained(element)).slice(0, 2).map(({ value }) => value)).to.deep.equal([undefined, undefined]);
    await element.setLabels(['new', 'vip']);
    await until(() => fired.some(({ id }) => id === 'label'), 'the label');
    await element.setFields({ plan: 'pro' });
    await until(() => fired.some(({ id }) => id === 'field'), 'the field');
    expect(fired.map(({ id }) => id)).to.deep.equal(['label', 'field']);
    await element.send('Is anybody there?');
    await until(() => fired.some(({ id }) => id === 'gone') && fired.some(({ id }) => id === 'known'), 'the agents');
  });

  it('show the form for later, and the words for a service that does not answer', async () => {
    const { element } = ruled(
      [
        { id: 'later', when: { is: 'event', name: 'later' }, then: [{ do: 'form', name: 'offline' }] },
      ],
      { 'when-offline': 'form' },
    );
    await begun(element);
    dispatchEvent(new Event('later'));
    await until(() => element.shadowRoot!.querySelector('chat-widget-intake[kind=offline] textarea'), 'the form');
    const other = ruled([{ id: 'ask', when: { is: 'event', name: 'ask' }, then: [{ do: 'externalService', fallback: 'Nobody answers', sender: 'Robot' }] }]).element;
    await begun(other);
    await other.open();
    dispatchEvent(new Event('ask'));
    await until(() => /Nobody answers/.test(other.shadowRoot!.querySelector('[part~=log]')?.textContent ?? ''), 'its words');
  });

  it('say it in the conversation where that is open', async () => {
    const { element } = ruled([{ id: 'm', when: { is: 'event', name: 'say' }, then: [{ do: 'message', text: 'A word of ours', sender: 'Maya' }] }]);
    await begun(element);
    await element.open();
    dispatchEvent(new Event('say'));
    const bubble = await until(() => element.shadowRoot!.querySelector('[part~=bubble]'), 'the bubble');
    expect(bubble.textContent).to.contain('A word of ours');
    expect(teaserOf(element)).to.equal(null);
  });

  it('of whom a function answers when the element has gone do nothing', async () => {
    let answer!: (value: boolean) => void;
    const { element, fired } = ruled(
      [{ id: 'late', when: { is: 'custom', name: 'later' }, then: [{ do: 'run', name: 'note' }, { do: 'hide' }] }],
      {},
      (it) => functions(it, { later: () => new Promise((resolve) => (answer = resolve)), note: () => {} }),
    );
    await begun(element);
    await element.destroy();
    await sleep(150);
    answer(true);
    await sleep(20);
    expect(fired).to.deep.equal([]);
  });

  it('know of another page nothing that was said of the one before, and hear whoever answers late', async () => {
    const answers: ((value: boolean) => void)[] = [];
    const { element, fired } = ruled(
      [{ id: 'gold', when: { is: 'custom', name: 'gold' }, then: [{ do: 'run', name: 'note' }] }, { id: 'tick', when: { is: 'event', name: 'tick' }, then: [{ do: 'run', name: 'note' }] }],
      {},
      // A library's promise is as good.
      (it) => functions(it, { gold: () => ({ then: (resolve: (value: boolean) => void) => void answers.push(resolve) }), note: () => {} }),
    );
    const golds = (): number => fired.filter(({ id }) => id === 'gold').length;
    await begun(element);
    await until(() => answers.length, 'the question');
    dispatchEvent(new Event('tick'));
    await until(() => answers.length > 1, 'asked again');
    answers[0]!(true);
    await until(golds, 'the answer that is older than the last question');
    answers[1]!(true);
    history.pushState(null, '', '/silver');
    await until(() => answers.length > 2, 'asked of the other page');
    expect((await explained(element))[0]!.value, 'not known').to.equal(undefined);
    answers[2]!(false);
    await sleep(20);
    expect(golds(), 'not by the answer of the page before').to.equal(1);
  });

  it('see how far another page is scrolled, and count no place of a page as a page', async () => {
    const tall = document.createElement('div');
    tall.dataset['own'] = '';
    tall.setAttribute('style', 'height: 4000px');
    document.body.append(tall);
    history.replaceState(null, '', '/first');
    const { element, fired } = ruled(
      [
        { id: 'deep', when: { is: 'scrollDepth', percent: 60 }, then: [{ do: 'run', name: 'note' }] },
        { id: 'second', when: { is: 'pageVisits', min: 2 }, then: [{ do: 'run', name: 'note' }] },
        { id: 'begin', when: { all: [] }, then: [{ do: 'run', name: 'note' }] },
        { id: 'place', when: { is: 'urlMatches', pattern: '/first#mugs' }, then: [{ do: 'run', name: 'note' }] },
      ],
      {},
      (it) => functions(it, { note: () => {} }),
    );
    const times = (id: string): number => fired.filter((each) => each.id === id).length;
    await begun(element);
    scrollTo(0, 3_500);
    await until(() => times('deep') === 1, 'far down');
    history.pushState(null, '', '/first#mugs');
    await until(() => times('place'), 'the place');
    expect(times('begin'), 'no beginning').to.equal(1);
    history.pushState(null, '', '/first?sort=price');
    await sleep(20);
    expect([times('second'), times('deep')], 'the same page all the time').to.deep.equal([0, 1]);
    scrollTo(0, 0);
    await frame();
    history.pushState(null, '', '/other');
    await frame();
    scrollTo(0, 3_500);
    await until(() => times('deep') === 2, 'far down on the other page');
    history.pushState(null, '', '/first');
    await until(() => times('second') === 1, 'seen once more');
    scrollTo(0, 0);
  });

  it('go round in no circle where a rule does what it waits for', async () => {
    let runs = 0;
    const { element } = ruled(
      [
        { id: 'watch', when: { is: 'event', name: 'chat-trigger' }, then: [{ do: 'run', name: 'count' }] },
        { id: 'first', when: { is: 'event', name: 'go' }, then: [{ do: 'run', name: 'again' }] },
      ],
      {},
      (it) => functions(it, { count: () => (runs += 1), again: () => dispatchEvent(new Event('go')) }),
    );
    await begun(element);
    dispatchEvent(new Event('go'));
    await sleep(20);
    expect(runs).to.equal(1);
  });

  it('show the most important of two teasers, and go on where one rule cannot be read at all', async () => {
    let deep: object = { is: 'exitIntent' };
    for (let depth = 0; depth < 100_000; depth++) deep = { not: deep };
    const circle: Record<string, unknown> = { id: 'circle', then: [] };
    circle['when'] = circle;
    const { element } = ruled([
      { id: 'deep', when: deep, then: [{ do: 'open' }] },
      circle,
      { id: 'low', when: { all: [] }, then: [{ do: 'prompt', text: 'The lesser' }] },
      { id: 'high', when: { all: [] }, then: [{ do: 'prompt', text: 'The greater' }], priority: 2 },
    ]);
    const teaser = await until(() => teaserOf(element), 'the teaser');
    expect(teaser.textContent).to.contain('The greater');
  });

  it('keep no words of one visitor for the next, and wait for a service as long as they say', async () => {
    const { element } = ruled([
      { id: 'm', when: { is: 'event', name: 'say' }, then: [{ do: 'message', text: 'For Ana alone' }] },
      { id: 's', when: { is: 'event', name: 'ask' }, then: [{ do: 'externalService', fallback: 'Too late', timeoutMs: 1e12 }] },
    ]);
    await begun(element);
    dispatchEvent(new Event('say'));
    await until(() => teaserOf(element), 'the teaser');
    element.dispatchEvent(new Event('chat-reset'));
    await element.open();
    Object.defineProperty(element.chat!, 'extension', { value: () => new Promise(() => {}) });
    const log = await until(() => element.shadowRoot!.querySelector('[part~=log]'), 'the log');
    dispatchEvent(new Event('ask'));
    await sleep(150);
    expect(log.textContent).not.to.match(/For Ana alone|Too late/);
  });

  it('let a page keep the launcher away until they are known', async () => {
    const { element } = ruled({ default: 'hidden', rules: [{ id: 's', when: { is: 'chatOpened' }, then: [{ do: 'show' }] }] }, { hidden: '' });
    await element.ready;
    await element.explainTriggers();
    element.hidden = false;
    expect(isShown(element)).to.equal(false);
  });

  it('do what they may once whatever they are called', async () => {
    const rules = ['constructor', '__proto__'].map((id) => ({ id, when: { all: [] }, then: [{ do: 'run', name: 'note' }], once: true }));
    const site = crypto.randomUUID();
    const note = (it: ChatWidget): void => functions(it, { note: () => {} });
    const { element, fired } = ruled(rules, { site }, note);
    await until(() => fired.length > 1, 'both');
    await element.destroy();
    const again = ruled(rules, { site }, note);
    await begun(again.element);
    await sleep(30);
    expect(again.fired).to.deep.equal([]);
  });

  it('do their part in one tab, though another reads a moment later only what that one has written', async () => {
    const host = document.createElement('chat-widget');
    host.setAttribute('site', crypto.randomUUID());
    const tabs = [0, 1, 2].map(() => new TriggerMemory(host, () => Date.now()));
    const claim = (tab: number, more: object): Promise<boolean> => {
      localStorage.clear(); // not told yet
      return tabs[tab]!.claim({ id: 'r', when: { all: [] }, then: [{ do: 'open' }], ...more });
    };
    expect([await claim(0, { once: true }), await claim(1, { once: true })]).to.deep.equal([true, false]);
    const twice = { id: 'twice', perVisit: 2 };
    expect([await claim(0, twice), await claim(1, twice), await claim(2, twice)]).to.deep.equal([true, true, false]);
    tabs[0]!.stop();
    await until(() => claim(2, { once: true }), 'one that has gone holds nobody up');
    for (const tab of tabs) tab.stop();
  });

  it('count a visit for as long as somebody looks, and another when they come back late', () => {
    const host = document.createElement('chat-widget');
    host.setAttribute('site', crypto.randomUUID());
    const minute = 60_000;
    let now = Date.UTC(2030, 0, 7);
    const memory = new TriggerMemory(host, () => now);
    let isHidden = false;
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
    const look = (isGone: boolean): void => {
      isHidden = isGone;
      memory.touch();
    };
    try {
      memory.enter('/');
      const { began } = memory;
      now += 50 * minute;
      expect([memory.began, memory.visits], 'one long look').to.deep.equal([began, 1]);
      look(true);
      now += 29 * minute;
      look(false);
      expect(memory.began, 'not away for long').to.equal(began);
      look(true);
      now += 31 * minute;
      look(false);
      const back = now;
      now += minute;
      expect([memory.visits, memory.began, memory.sessionPages], 'another visit, and it goes on').to.deep.equal([2, back, 1]);
    } finally {
      Reflect.deleteProperty(document, 'hidden');
    }
  });

  it('leave the history as it was, whichever of two widgets goes first', () => {
    const { pushState } = history;
    let told = 0;
    const [first, second] = [watchHistory(() => (told += 1)), watchHistory(() => {})];
    first();
    history.pushState(null, '', '/one');
    expect(told).to.equal(0);
    second();
    expect(history.pushState).to.equal(pushState);
  });

  it('stop with the element: nothing of them runs on', async () => {
    const { element, fired } = ruled([{ id: 'e', when: { is: 'event', name: 'late' }, then: [{ do: 'run', name: 'note' }] }], {}, (it) => functions(it, { note: () => {} }));
    await begun(element);
    await element.destroy();
    await sleep(150);
    dispatchEvent(new Event('late'));
    expect(fired).to.deep.equal([]);
    expect(mayAsk(element), 'code that comes late asks nobody').to.equal(false);
  });
});

describe('opening hours', () => {
  afterEach(async () => {
    for (const element of made.splice(0)) await element.destroy();
    await cleanUp();
  });

  /** The mock, telling nothing of who is there. */
  ChatWidget.registerTransport('silent', async () => ({
    createTransport: (context) => {
      const transport = createTransport(context);
      const quiet = <T extends object>(told: T): T => ({ ...told, availability: undefined });
      return new Proxy(transport, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          const call = (value as (...args: unknown[]) => unknown).bind(target);
          return name === 'connect' || name === 'prepare' ? async (...args: unknown[]) => quiet((await call(...args)) as object) : call;
        },
      });
    },
  }));

  const day = (spans: [string, string][]) => Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((name) => [name, spans]));
  const OPEN = { tz: 'UTC', week: day([['00:00', '24:00']]) };
  const CLOSED = { tz: 'UTC', week: {} };
  /** Open for a minute on the day after tomorrow. */
  const SOON = { tz: 'UTC', week: { [['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(new Date().getUTCDay() + 2) % 7]!]: [['09:00', '09:01']] } };

  it('say who is there where the backend does not, and change with an open panel', async () => {
    const { element } = ruled(undefined, { transport: 'silent' }, (it) => (it.hours = OPEN));
    await element.ready;
    await element.open();
    await until(() => element.chat?.state.availability === 'online', 'open');
    const field = await until(() => element.shadowRoot!.querySelector('textarea'), 'the field');
    field.value = 'Half a sentence';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    element.hours = CLOSED;
    await until(() => element.chat?.state.availability === 'offline', 'closed');
    element.hours = OPEN;
    await until(() => element.chat?.state.availability === 'online', 'open again');
    await until(() => element.shadowRoot!.querySelector('textarea')?.value === 'Half a sentence', 'the draft');
  });

  it('may come with the rules, as Chatvisor writes them, and change with them', async () => {
    const rules = (hours: unknown): object => ({ rules: [{ id: 'r', when: { is: 'exitIntent' }, then: [{ do: 'open' }] }], hours });
    const { element } = ruled(rules(SOON), { transport: 'silent', 'when-offline': 'message' });
    await element.ready;
    await element.open();
    await until(() => element.chat?.state.availability === 'offline', 'closed');
    await until(() => /^Back /.test(element.shadowRoot!.querySelector('[part=subtitle]')?.textContent ?? ''), 'when somebody is back');
    element.triggers = rules(OPEN);
    await until(() => element.chat?.state.availability === 'online', 'open');
    element.triggers = rules(undefined);
    await until(() => element.chat?.state.availability === 'unknown', 'no hours any more');
    element.hours = CLOSED;
    element.triggers = rules(OPEN);
    await sleep(50);
    expect([element.hours === CLOSED, element.chat!.state.availability], 'the page’s own').to.deep.equal([true, 'offline']);
  });

  it('change at the very minute, for whoever is there already', async () => {
    const { now } = Date;
    const ahead = Date.UTC(2030, 0, 7, 9) - 1_200 - now();
    Date.now = () => now() + ahead;
    try {
      const { element } = ruled(undefined, { transport: 'silent' }, (it) => (it.hours = { tz: 'UTC', week: day([['09:00', '17:00']]) }));
      await element.ready;
      await element.connect();
      await until(() => element.chat?.state.availability === 'offline', 'closed');
      await until(() => element.chat?.state.availability === 'online', 'nine o’clock', 2_000);
      expect(Date.now()).to.be.at.least(Date.UTC(2030, 0, 7, 9));
      element.hours = null;
      await until(() => element.chat?.state.availability === 'unknown', 'no hours any more');
    } finally {
      Date.now = now;
    }
  });

  it('never beat what the backend tells', async () => {
    const { element } = ruled(undefined, { load: 'eager' }, (it) => (it.hours = CLOSED));
    await element.ready;
    await until(() => element.chat?.state.availability === 'online', 'the backend’s word');
    await frame();
    expect(element.chat!.state.byHours).not.to.equal(true);
  });

  it('say when somebody is back, in the header and above the form', async () => {
    const { element } = ruled(undefined, { transport: 'silent', 'when-offline': 'form' }, (it) => (it.hours = SOON));
    await element.ready;
    await element.open();
    const root = element.shadowRoot!;
    await until(() => /^Back /.test(root.querySelector('[part=subtitle]')?.textContent ?? ''), 'the header');
    await until(() => /^\s*Open \W*\w{3} 9/.test(root.querySelector('.hours')?.textContent ?? ''), 'the week');
  });

  it('take the widget away where the page wants that, and bring it back', async () => {
    const { element } = ruled(undefined, { transport: 'silent', 'when-offline': 'hide' }, (it) => (it.hours = CLOSED));
    await element.ready;
    await until(() => !isShown(element), 'hidden');
    element.hours = OPEN;
    await until(() => isShown(element), 'shown');
    element.hours = CLOSED;
    await until(() => !isShown(element), 'hidden again');
    element.setAttribute('when-offline', 'message');
    await until(() => isShown(element), 'shown, whoever is there');
  });

  it('take it away by the backend’s word alone, too', async () => {
    const { element } = ruled(undefined, { 'when-offline': 'hide', script: JSON.stringify({ availability: 'offline' }) });
    await element.ready;
    await until(() => !isShown(element), 'hidden');
  });

  it('fire rules of their own', async () => {
    const rules = [{ id: 'o', when: { is: 'openingHours' }, then: [{ do: 'run', name: 'note' }] }, { id: 'c', when: { not: { is: 'openingHours' } }, then: [{ do: 'run', name: 'note' }] }];
    const { element, fired } = ruled(rules, {}, (it) => {
      it.hours = CLOSED;
      functions(it, { note: () => {} });
    });
    await until(() => fired.length, 'closed');
    element.hours = OPEN;
    await until(() => fired.length > 1, 'open');
    expect(fired.map(({ id }) => id)).to.deep.equal(['c', 'o']);
    expect(element.chat).to.equal(undefined);
  });
});
