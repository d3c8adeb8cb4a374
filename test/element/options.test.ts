import { expect } from 'chai';
import { isColor } from '../../src/appearance.js';
import { DEFAULTS, toAttribute } from '../../src/attributes.js';
import { toChatConfig } from '../../src/chat-config.js';
import { checkOptions } from '../../src/check-options.js';
import { resolveOption, toScope, type TextOption } from '../../src/config.js';
import { currentPage } from '../../src/current-page.js';
import { WORDS } from '../../src/option-words.js';
import { storageOf } from '../../src/storage/keep.js';
import { cleanUp, dockOf, frame, launcherOf, sleep, until, widget } from './support/fixture.js';

const options = Object.keys(DEFAULTS).filter((name) => name !== 'open') as TextOption[];

/** Two good values that are not the default. */
const samples = (option: TextOption): [string, string] => {
  const words = (WORDS as Partial<Record<string, string>>)[option]?.split(' ');
  if (words) return [words[1]!, words[0]!];
  if (option === 'accent') return ['#aa0000', '#00aa00'];
  return [`${option}-one`, `${option}-two`];
};

describe('options', () => {
  afterEach(cleanUp);

  for (const option of options) {
    const [one, two] = samples(option);

    it(`${option}: default, then what the backend says, then attribute`, () => {
      const element = widget();
      expect(resolveOption(element, option)).to.equal(DEFAULTS[option]);
      expect(resolveOption(element, option, one)).to.equal(one);
      for (const bad of [7, null, '', {}]) expect(resolveOption(element, option, bad)).to.equal(DEFAULTS[option]);
      element.setAttribute(toAttribute(option), one);
      expect(resolveOption(element, option, two)).to.equal(one);
    });

    it(`${option}: property and attribute are one`, () => {
      const element = widget();
      (element as unknown as Record<string, unknown>)[option] = one;
      expect(element.getAttribute(toAttribute(option))).to.equal(one);
      element.setAttribute(toAttribute(option), two);
      expect(element[option]).to.equal(two);
      (element as unknown as Record<string, unknown>)[option] = null;
      expect(element.hasAttribute(toAttribute(option))).to.equal(false);
      expect(element[option]).to.equal(DEFAULTS[option]);
    });
  }

  it('open: attribute, property and methods are one', async () => {
    const element = widget({ transport: 'mock' });
    expect(element.opened).to.equal(false);
    element.setAttribute('open', '');
    await until(() => element.opened, 'open by its attribute');
    (element as { open: boolean | (() => Promise<void>) }).open = false;
    await until(() => !element.opened, 'closed by its property');
    await element.open();
    expect(element.hasAttribute('open')).to.equal(true);
    await element.close();
    expect(element.hasAttribute('open')).to.equal(false);
  });

  it('words and colours that are not known count as the default, and the console says so once', async () => {
    const element = widget({ position: 'middle', placement: 'float', launcher: 'square', accent: 'blurple' });
    await frame();
    expect(dockOf(element).classList.contains('end')).to.equal(true);
    expect(getComputedStyle(dockOf(element)).position).to.equal('fixed');
    const { warn } = console;
    const said: string[] = [];
    console.warn = (text: string) => said.push(text);
    checkOptions(element as never, dockOf(element));
    checkOptions(element as never, dockOf(element));
    console.warn = warn;
    expect(said).to.have.length(4);
    for (const [option, hint] of [['position', 'end start'], ['placement', 'popover fixed inline'], ['launcher', 'round'], ['accent', 'colour']]) {
      expect(said.find((text) => text.includes(`${option}="`)), option).to.include(hint);
    }
  });

  it('a word that is not known never tells, keeps or sends more than the page may want', async () => {
    const told = (asked: string): string => currentPage(widget({ 'send-page-url': asked })).url;
    const { href, origin, pathname } = location;
    const path = origin + pathname;
    expect(['', 'path', 'full', 'off', 'none', 'Full'].map(told)).to.deep.equal([path, path, href, '', '', '']);
    expect([widget({ storage: 'memory' }), widget({ storage: '' })].map(storageOf)).to.deep.equal(['none', 'local']);

    const { warn } = console;
    const said: string[] = [];
    console.warn = (message: string) => said.push(message);
    try {
      const element = widget({ transport: 'mock', site: crypto.randomUUID(), consent: 'ask-first', storage: 'memory' });
      await element.open();
      expect(element.getAttribute('consent')).to.equal('required');
      await until(() => element.shadowRoot!.querySelector('[part~=consent]'), 'the question');
      expect(element.chat!.state.connection.status).to.equal('idle');
      await until(() => said.some((it) => it.includes('storage="memory"')), 'a warning');
      expect(said.join()).to.include('consent="ask-first" is none of: required granted denied');
      await element.send('hi');
      await sleep(100);
      expect(element.chat!.state.connection.status).to.equal('idle');
      element.setAttribute('consent', ' granted ');
      await until(() => element.chat!.state.connection.status !== 'idle', 'connected');
      expect(element.getAttribute('consent')).to.equal('granted');
      // A widget of the test before may still be at its end.
      expect(Object.keys(localStorage).filter((key) => !key.startsWith('chat-widget:mock|||||'))).to.deep.equal([]);
    } finally {
      console.warn = warn;
    }
  });

  it('consent="granted" is as without it: the chat of who has chatted here begins by itself', async () => {
    for (const [consent, load, isWanted] of [['granted', 'auto', true], ['granted', 'intent', false], ['required', 'auto', false]] as const) {
      const element = widget({ transport: 'mock', site: crypto.randomUUID(), consent, load });
      localStorage.setItem(`chat-widget:${toScope(element)}:chatted`, '1');
      await (element.ready, frame());
      await sleep(150);
      expect(Boolean(element.chat), `${consent}, ${load}`).to.equal(isWanted);
      if (consent !== 'required') continue;
      await element.grantConsent();
      await until(() => element.chat, 'begun once they agreed');
    }
  });

  it('position, brand and accent reach the launcher', async () => {
    const element = widget({ position: 'start', brand: 'Juniper & Co.', accent: 'rgb(255, 0, 0)' });
    await frame();
    expect(dockOf(element).classList.contains('start')).to.equal(true);
    expect(launcherOf(element).ariaLabel).to.equal('Chat with Juniper & Co.');
    expect(dockOf(element).style.getPropertyValue('--_accent')).to.equal('rgb(255, 0, 0)');
    expect(launcherOf(element).getBoundingClientRect().left).to.equal(20);
  });

  it('a locale written from right to left mirrors the widget, the page does not', async () => {
    document.dir = 'rtl';
    const element = widget({ locale: 'de' });
    await frame();
    expect(launcherOf(element).getBoundingClientRect().right).to.be.closeTo(innerWidth - 20, 20);
    element.locale = 'ar';
    await frame();
    expect(launcherOf(element).getBoundingClientRect().left).to.be.lessThan(40);
    document.dir = '';
  });

  it('takes only colours that the browser can parse and that load nothing', () => {
    for (const good of ['#123', 'tomato', 'oklch(0.5 0.1 200)', 'rgb(1 2 3 / .5)']) {
      expect(isColor(good), good).to.equal(true);
    }
    const bad = ['url(//evil)', 'red;background:url(//x)', 'var(--x)', 'env(x)', 'red}', 'x'.repeat(99), ''];
    for (const value of bad) expect(isColor(value), value).to.equal(false);
  });

  it('hands attributes that it does not know to the transport', () => {
    const element = widget({ 'page-id': '42', name: ' Ana ' });
    const config = toChatConfig(element, 'en');
    expect(config.options['page-id']).to.equal('42');
    expect(config.name).to.equal('Ana');
    expect(config.email).to.equal(undefined);
  });

  it('several changes are one update', async () => {
    const element = widget({ transport: 'mock' });
    await frame();
    const dock = dockOf(element);
    let changes = 0;
    const observer = new MutationObserver((records) => (changes += records.length));
    observer.observe(dock, { attributeFilter: ['class'] });
    for (let i = 0; i < 10; i++) element.position = i % 2 ? 'end' : 'start';
    element.position = 'start';
    await frame();
    // One assignment of the class and one toggle.
    expect(changes).to.be.at.most(2);
    observer.disconnect();
  });
});
