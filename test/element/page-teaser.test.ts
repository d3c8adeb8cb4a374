import { expect } from 'chai';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import type { ChatWidget } from '../../src/chat-widget.js';
import type { ChatEventDetails } from '../../src/events.js';
import { resize } from '../ui/support/viewport.js';
import { cleanUp, connectedWidget, frame, launcherOf, panelOf, same, sleep, until, widget } from './support/fixture.js';

type Change = ChatEventDetails['chat-teaser'];

const find = (element: Element, selector: string): HTMLElement | null => element.shadowRoot!.querySelector(selector);
const teaserOf = (element: Element): HTMLElement | null => find(element, '[part~=teaser]');
const textOf = (element: Element): HTMLElement => find(element, '[part~=teaser-text]')!;
const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
const MAYA = {
  id: 'set',
  text: 'Picking a set? I can tell you which glazes match.',
  sender: 'Maya',
  replies: ['Help me choose', 'Just looking'],
};

/** Other drivers cannot pretend a setting of the system. */
async function reduceMotion(reducedMotion: 'reduce' | 'no-preference'): Promise<boolean> {
  const canPretend = /Chrome\//.test(navigator.userAgent);
  if (canPretend) await emulateMedia({ reducedMotion });
  return canPretend;
}

const made: Element[] = [];
function field(): HTMLInputElement {
  const input = document.createElement('input');
  document.body.append(input);
  made.push(input);
  return input;
}

/** Of a tenant of its own: what one has dismissed is nothing to the next. */
const fresh = (attributes: Record<string, string> = {}): ChatWidget =>
  widget({ transport: 'mock', brand: 'Juniper & Co.', site: crypto.randomUUID(), ...attributes });

function changesOf(element: ChatWidget): string[] {
  const seen: string[] = [];
  element.addEventListener('chat-teaser', ({ detail }: CustomEvent<Change>) => seen.push(`${detail.id} ${detail.change}`));
  return seen;
}

describe('the teaser', () => {
  afterEach(async () => {
    for (const element of made.splice(0)) element.remove();
    await reduceMotion('no-preference');
    await cleanUp();
  });

  it('is a named group of real buttons, said once and politely, that moves neither focus nor page', async () => {
    const element = fresh();
    const outside = document.createElement('button');
    document.body.append(outside);
    made.push(outside);
    outside.focus();
    const said: string[] = [];
    const seen = changesOf(element);
    const { top } = outside.getBoundingClientRect();
    const shown = element.showTeaser({ ...MAYA, avatarUrl: PIXEL });
    await until(() => find(element, '.teaser-status'), 'the live region, before its words');
    const status = find(element, '.teaser-status')!;
    expect(status.textContent).to.equal('');
    new MutationObserver(() => status.textContent && said.push(status.textContent)).observe(status, { childList: true });
    expect(await shown).to.equal(true);
    const teaser = teaserOf(element)!;
    expect([teaser.role, teaser.ariaLabel]).to.deep.equal(['group', 'Maya from Juniper & Co.']);
    const words = (button: HTMLElement): string =>
      button.ariaLabel ?? [...button.childNodes].map((it) => ((it as Element).ariaHidden ? '' : it.textContent)).join('');
    expect([...teaser.querySelectorAll('button')].map(words)).to.deep.equal([
      `Maya from Juniper & Co.${MAYA.text}`, 'Dismiss message', 'Help me choose', 'Just looking',
    ]);
    await until(() => said.length, 'the words');
    same(document.activeElement, outside);
    expect(outside.getBoundingClientRect().top).to.equal(top);
    await until(() => !status.textContent, 'the words are gone again');
    expect(said).to.deep.equal([`Maya from Juniper & Co.: ${MAYA.text}`]);
    same(panelOf(element), null);
    expect(seen).to.deep.equal(['set shown']);
  });

  it('waits a second after the page has loaded, and is the words of the attribute', async () => {
    const element = fresh({ teaser: 'Anything we can help with?' });
    await until(() => teaserOf(element), 'the teaser');
    const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    expect(performance.now() - page!.loadEventEnd).to.be.at.least(1_000);
    expect(textOf(element).textContent).to.contain('Anything we can help with?');
    element.removeAttribute('teaser');
    await until(() => !teaserOf(element), 'no teaser without the attribute');
  });

  it('opens the conversation by its text, and is over then', async () => {
    const element = fresh();
    await element.showTeaser(MAYA);
    const seen = changesOf(element);
    textOf(element).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => panelOf(element)?.open, 'the panel');
    await until(() => element.shadowRoot!.activeElement?.localName === 'textarea', 'the focus in the composer');
    same(teaserOf(element), null);
    expect(seen).to.deep.equal(['set pressed']);
    expect(await element.showTeaser({ ...MAYA, again: true })).to.equal(false);
  });

  it('sends the answer that is chosen', async () => {
    const element = await connectedWidget();
    await element.showTeaser(MAYA);
    find(element, '[part~=teaser] [part~=chip]')!.click();
    await until(() => panelOf(element)?.open, 'the panel');
    await until(() => element.chat?.state.messages.some(({ status }) => status === 'sent' || status === 'delivered'), 'the message');
    const [message] = element.chat!.state.messages;
    expect(message!.parts).to.deep.equal([{ type: 'text', text: 'Help me choose', format: 'plain' }]);
    same(teaserOf(element), null);
  });

  it('is not shown again to who closed it, and another one not in the same visit', async () => {
    const element = fresh();
    await element.showTeaser(MAYA);
    const dismiss = find(element, '[part~=teaser-dismiss]')!;
    dismiss.focus();
    await sendKeys({ press: 'Escape' });
    same(teaserOf(element), null);
    same(element.shadowRoot!.activeElement, launcherOf(element));
    expect(await element.showTeaser({ ...MAYA, again: true })).to.equal(false);
    expect(await element.showTeaser({ id: 'other', text: 'Something else' })).to.equal(false);
    expect(await element.showTeaser({ id: 'other', text: 'Something else', again: true })).to.equal(true);
    // Eight days on.
    const { now } = Date;
    Date.now = () => now() + 8 * 24 * 3_600_000;
    try {
      expect(await element.showTeaser(MAYA)).to.equal(true);
    } finally {
      Date.now = now;
    }
  });

  it('keeps out of the way of who fills something in, and of an open panel', async () => {
    const element = fresh();
    const input = field();
    input.focus();
    let isShown = false;
    const shown = element.showTeaser(MAYA).then((it) => (isShown = it));
    await sleep(300);
    expect([isShown, !teaserOf(element)]).to.deep.equal([false, true]);
    input.blur();
    await shown;
    expect(teaserOf(element)!.checkVisibility()).to.equal(true);
    input.focus();
    await until(() => !teaserOf(element)!.checkVisibility(), 'hidden while somebody writes');
    input.blur();
    await until(() => teaserOf(element)!.checkVisibility(), 'back afterwards');
    await element.open();
    await until(() => !teaserOf(element), 'taken by the open panel');
    const later = element.showTeaser({ id: 'later', text: 'Later', again: true });
    await sleep(100);
    same(teaserOf(element), null);
    await element.close();
    expect(await later).to.equal(true);
  });

  it('shows what has come while the panel was closed, until it is read', async () => {
    const element = await connectedWidget({ teaser: 'unread' });
    await element.send('Hello');
    await until(() => element.chat?.state.visitorId, 'the visitor');
    const { operatorSays } = await import('./support/operator.js');
    await operatorSays(element, 'It is in stock again.');
    await until(() => teaserOf(element) && textOf(element).textContent!.includes('It is in stock again.'), 'the message');
    await operatorSays(element, 'In blue, too.');
    await until(() => teaserOf(element) && textOf(element).textContent!.includes('In blue, too.'), 'the newest message');
    textOf(element).click();
    await until(() => element.unreadCount === 0, 'everything read');
    await element.close();
    same(teaserOf(element), null);
  });

  it('takes what one visitor has not read away when somebody else is the visitor', async () => {
    const element = await connectedWidget({ teaser: 'unread' });
    await element.send('Hello');
    await until(() => element.chat?.state.visitorId, 'the visitor');
    const { operatorSays } = await import('./support/operator.js');
    await operatorSays(element, 'Your account 4711 is overdrawn.');
    await until(() => teaserOf(element), 'the message');
    element.externalId = crypto.randomUUID();
    await until(() => !teaserOf(element), 'gone with its reader', 1_000);
  });

  it('is nothing for a widget that is hidden, or fills a place of the page', async () => {
    const inline = fresh({ placement: 'inline' });
    expect(await inline.showTeaser(MAYA)).to.equal(false);
    const element = fresh();
    await element.hide();
    let isShown = false;
    const shown = element.showTeaser(MAYA).then((it) => (isShown = it));
    await sleep(100);
    expect([isShown, !teaserOf(element)]).to.deep.equal([false, true]);
    await element.show();
    expect(await shown).to.equal(true);
  });

  it('waits for a widget that a rule has hidden', async () => {
    const element = fresh();
    element.triggers = { default: 'hidden', rules: [
      { id: 'show', when: { is: 'event', name: 'somebody-came' }, then: [{ do: 'show' }] },
      { id: 'invite', when: { all: [] }, then: [{ do: 'prompt', text: 'May we help?' }] },
    ] };
    await element.ready;
    const seen = changesOf(element);
    await until(() => find(element, '.root')?.hasAttribute('data-closed'), 'hidden');
    await sleep(300);
    expect([seen, !teaserOf(element)]).to.deep.equal([[], true]);
    dispatchEvent(new Event('somebody-came'));
    await until(() => teaserOf(element)?.checkVisibility(), 'the teaser');
    expect(seen).to.deep.equal(['invite shown']);
  });

  it('sends no answer past a form that stands first: it waits in the message field', async () => {
    const registration = [{ name: 'ok', type: 'consent', label: 'I agree', required: true }];
    const wants: [Record<string, string>, object][] = [
      [{ fields: 'name*' }, {}], [{ consent: 'required' }, {}], [{}, { config: { forms: { registration } } }],
      [{ 'when-offline': 'form' }, { availability: 'offline' }],
    ];
    for (const [attributes, script] of wants) {
      const element = fresh({ ...attributes, script: JSON.stringify(script) });
      await element.showTeaser(MAYA);
      find(element, '[part~=teaser] [part~=chip]')!.click();
      const words = await until(() => find(element, '.composer textarea') as HTMLTextAreaElement | null, 'the panel');
      await until(() => words.value === 'Help me choose', 'the answer in its field');
      expect([element.chat!.state.messages.length, element.chat!.state.visitorId]).to.deep.equal([0, null]);
      await element.destroy();
    }
  });

  it('can be taken away before and after it has come, and leaves nothing behind', async () => {
    const element = fresh();
    await element.ready;
    const shown = element.showTeaser(MAYA);
    await element.hideTeaser();
    expect(await shown).to.equal(false);
    expect(await element.showTeaser(MAYA)).to.equal(true);
    await element.hideTeaser();
    same(teaserOf(element), null);
    await element.showTeaser({ ...MAYA, again: true });
    element.remove();
    await until(() => !find(element, '[part~=teaser], .teaser-status'), 'gone with the element');
  });

  it('takes no picture from a stranger, no markup, and nothing that is no text', async () => {
    const element = fresh();
    await element.showTeaser({ ...MAYA, text: '<img src=x onerror=alert(1)> & <b>', avatarUrl: 'https://tracker.example/p.png' });
    same(textOf(element).querySelector('img'), null);
    expect(textOf(element).textContent).to.contain('<img src=x onerror=alert(1)> & <b>');
    expect(textOf(element).textContent![0]).to.equal('M');
    const address = new URL('/none.png', location.href).href;
    await element.showTeaser({ id: 'own', text: 'x', sender: 'Maya', avatarUrl: address, again: true });
    expect(textOf(element).querySelector('img')!.src).to.equal(address);
    await until(() => !textOf(element).querySelector('img'), 'a picture that does not load makes way for the letter');
    element.setAttribute('image-origins', `https://cdn.example, ws://127.0.0.1:${location.port}`);
    const near = `http://127.0.0.1:${location.port}/none.png`;
    await element.showTeaser({ id: 'near', text: 'x', sender: 'Maya', avatarUrl: near, again: true });
    expect(textOf(element).querySelector('img')?.src, 'a server is the same by any protocol, as in the panel').to.equal(near);
    for (const nothing of [undefined, {}, { text: ' ' }, { text: 7 }]) {
      expect(await element.showTeaser(nothing as never)).to.equal(false);
    }
  });

  it('fits, whatever the direction, the corner and the width', async () => {
    const isNarrow = await resize(320, 568);
    try {
      const element = fresh({ locale: 'ar' });
      await element.showTeaser({ ...MAYA, text: 'W'.repeat(400), replies: ['مرحبا بكم في متجرنا الصغير والجميل جدا', 'b'.repeat(60)] });
      await frame();
      const check = (side: 'left' | 'right'): void => {
        const box = teaserOf(element)!.getBoundingClientRect();
        const gap = side === 'left' ? box.left : innerWidth - box.right;
        expect(gap).to.be.closeTo(20, 1);
        expect(box.left).to.be.at.least(0);
        expect(box.right).to.be.at.most(innerWidth);
        expect(box.top).to.be.at.least(0);
        for (const button of teaserOf(element)!.querySelectorAll('button')) {
          const { left, right, height } = button.getBoundingClientRect();
          expect([left >= box.left - 1, right <= box.right + 1, height >= 24]).to.deep.equal([true, true, true]);
        }
      };
      check('left');
      expect(getComputedStyle(textOf(element)).borderBottomLeftRadius).to.equal('6px');
      element.position = 'start';
      await frame();
      check('right');
    } finally {
      if (isNarrow) await resize(800, 600);
    }
  });

  it('has the colours of the panel, borders in forced colours, and no motion for who wants none', async () => {
    const element = fresh({ accent: '#b3261e' });
    const isReduced = await reduceMotion('reduce');
    await element.showTeaser(MAYA);
    expect(teaserOf(element)!.getAnimations().length).to.equal(isReduced ? 0 : 1);
    await element.open();
    await element.close();
    for (const scheme of ['light', 'dark']) {
      element.style.colorScheme = scheme;
      await element.showTeaser({ ...MAYA, id: scheme, again: true });
      const panel = getComputedStyle(panelOf(element)!);
      const teaser = getComputedStyle(textOf(element));
      expect([teaser.backgroundColor, teaser.color]).to.deep.equal([panel.backgroundColor, panel.color]);
    }
    // Forced colours show a border whatever its colour.
    for (const part of ['teaser-text', 'chip']) {
      const { borderTopStyle, borderTopWidth } = getComputedStyle(find(element, `[part~=teaser] [part~=${part}]`)!);
      expect([borderTopStyle, borderTopWidth]).to.deep.equal(['solid', '1px']);
    }
  });
});
