import { expect } from 'chai';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { cleanUp, connectedWidget, dockOf, frame, launcherOf, panelOf, same, until, widget } from './support/fixture.js';

const shadow = (element: Element, selector: string): HTMLElement | null => element.shadowRoot!.querySelector(selector);
const made: Element[] = [];

/** Puts something of the page's own on it. */
function onPage(html: Partial<HTMLElement> & { tag?: string; data?: Record<string, string> }, parent: Element = document.body): HTMLElement {
  const { tag = 'button', data = {}, ...rest } = html;
  const element = document.createElement(tag);
  Object.assign(element, rest);
  for (const [name, value] of Object.entries(data)) element.setAttribute(name, value);
  parent.append(element);
  made.push(element);
  return element;
}

/** The code of its looks has come. */
const settled = (element: HTMLElement): Promise<unknown> => until(() => launcherOf(element).dataset['shape'], 'its looks');

async function tearDown(): Promise<void> {
  for (const element of made.splice(0)) element.remove();
  await cleanUp();
}

/** What assistive technology calls it, where `aria-labelledby` leads to elements of the same root. */
function nameOf(button: HTMLElement): string {
  const root = button.getRootNode() as ShadowRoot;
  const ids = button.getAttribute('aria-labelledby')?.split(' ');
  if (!ids) return button.ariaLabel ?? '';
  return ids.map((id) => root.getElementById(id)!).map((it) => (it === button ? it.ariaLabel : it.textContent)).join(' ');
}

describe('the shape of the launcher', () => {
  afterEach(tearDown);

  it('is the attribute\'s, and a token of the page beats it', async () => {
    const element = widget({ transport: 'mock', launcher: 'rounded' });
    await until(() => launcherOf(element).dataset['shape'] === 'rounded', 'the shape');
    expect(getComputedStyle(launcherOf(element)).borderRadius).to.equal('16px');
    const [icon, box] = [shadow(element, '[part~=launcher-icon]')!, launcherOf(element)].map((it) => it.getBoundingClientRect());
    expect(icon!.x + icon!.width / 2).to.be.closeTo(box!.x + box!.width / 2, 0.5);
    expect(icon!.y + icon!.height / 2).to.be.closeTo(box!.y + box!.height / 2, 0.5);
    element.setAttribute('launcher', 'round');
    await until(() => getComputedStyle(launcherOf(element)).borderRadius === '999px', 'a round one');
    element.style.setProperty('--chat-launcher-radius', '5px');
    element.setAttribute('launcher', 'rounded');
    await until(() => getComputedStyle(launcherOf(element)).borderRadius === '5px', 'the page\'s own');
    element.setAttribute('launcher', 'sideways');
    await until(() => launcherOf(element).dataset['shape'] === 'round', 'what is no shape is the usual one');
  });

  it('grows with the words of a pill, towards the middle of the page, in both directions', async () => {
    const element = widget({ transport: 'mock', brand: 'Juniper', launcher: 'pill', 'launcher-label': 'Questions? Ask us' });
    await until(() => shadow(element, '.launcher-label'), 'the words');
    await frame();
    const { width, right } = launcherOf(element).getBoundingClientRect();
    expect(width).to.be.greaterThan(150);
    expect(innerWidth - right).to.be.closeTo(20, 1);
    element.setAttribute('position', 'start');
    await until(() => Math.abs(launcherOf(element).getBoundingClientRect().left - 20) < 1, 'the other corner');
    element.locale = 'ar';
    await until(() => Math.abs(innerWidth - launcherOf(element).getBoundingClientRect().right - 20) < 1, 'the start in Arabic');
    element.setAttribute('launcher', 'round');
    await until(() => !shadow(element, '.launcher-label'), 'no words');
    expect(launcherOf(element).getBoundingClientRect().width).to.be.closeTo(56, 0.5);
  });

  it('has a name that contains the words that are seen, whatever is unread', async () => {
    const element = await connectedWidget({ brand: 'Juniper', launcher: 'pill', 'launcher-label': 'Ask us' });
    await until(() => shadow(element, '.launcher-label'), 'the words');
    await until(() => nameOf(launcherOf(element)) === 'Ask us Chat with Juniper', 'the name');
    await element.send('Hello');
    await until(() => element.chat?.state.connection.status === 'online', 'the connection');
    const { operatorSays } = await import('./support/operator.js');
    await operatorSays(element, 'One');
    await until(() => nameOf(launcherOf(element)) === 'Ask us Chat with Juniper, 1 unread message', 'what is unread');
    element.setAttribute('launcher-label', 'chat WITH');
    await until(() => nameOf(launcherOf(element)) === 'Chat with Juniper, 1 unread message', 'nothing is said twice');
  });

  it('says "Chat" in the visitor\'s language where the page gives no words', async () => {
    const element = widget({ transport: 'mock', launcher: 'pill', locale: 'es' });
    const { enLauncher } = await import('../../src/i18n/en-launcher.js');
    const { words } = await import('../../src/i18n/locales/es.js');
    const word = words[Object.keys(enLauncher)[0]!]![1] as string;
    await until(() => shadow(element, '.launcher-label')?.textContent === word, word);
  });

  it('shows an icon of the page\'s own, also one that comes later', async () => {
    const element = widget({ transport: 'mock', launcher: 'round' });
    await until(() => launcherOf(element).dataset['shape'], 'the look');
    expect(getComputedStyle(shadow(element, '[part~=launcher-icon]')!).display).not.to.equal('none');
    const icon = onPage({ tag: 'img', slot: 'launcher-icon' }, element);
    await until(() => getComputedStyle(shadow(element, '[part~=launcher-icon]')!).display === 'none', 'ours to go');
    same(icon.assignedSlot!.parentElement, launcherOf(element));
    icon.remove();
    await until(() => getComputedStyle(shadow(element, '[part~=launcher-icon]')!).display !== 'none', 'ours to come back');
  });

  it('fades from the bubble to the arrow and back, at once for who wants no motion', async () => {
    const element = widget({ transport: 'mock' });
    const button = await until(() => launcherOf(element), 'the launcher');
    const seen = (): string[] => [shadow(element, '[part~=launcher-icon]')!, '::after' as const].map((it) =>
      typeof it === 'string' ? getComputedStyle(button, it).opacity : getComputedStyle(it).opacity,
    );
    await element.open();
    await until(() => seen().join() === '0,1', 'the arrow');
    const closed = element.close();
    await until(() => button.getAnimations({ subtree: true }).length >= 2, 'both on their way');
    await closed;
    await until(() => seen().join() === '1,0', 'the bubble');
    // Other drivers cannot pretend a setting of the system.
    if (!/Chrome\//.test(navigator.userAgent)) return;
    await emulateMedia({ reducedMotion: 'reduce' });
    await element.open();
    expect(button.getAnimations({ subtree: true })).to.deep.equal([]);
    expect(seen()).to.deep.equal(['0', '1']);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('is an ordinary fixed box where the page wants no top layer', async () => {
    const element = widget({ transport: 'mock', placement: 'fixed' });
    await element.open();
    const dock = dockOf(element);
    expect([dock.popover, getComputedStyle(dock).position, dock.matches(':popover-open')]).to.deep.equal([null, 'fixed', false]);
    const cover = onPage({ tag: 'div' });
    cover.popover = 'manual';
    cover.style.cssText = 'position:fixed;inset:0;inline-size:100%;block-size:100%';
    cover.showPopover();
    const { left, top } = launcherOf(element).getBoundingClientRect();
    same(document.elementFromPoint(left + 20, top + 20), cover);
    element.placement = 'popover';
    await until(() => dock.matches(':popover-open') && document.elementFromPoint(left + 20, top + 20) === element, 'the top layer');
  });

  it('moves nothing of the page', async () => {
    const shifts: PerformanceEntry[] = [];
    if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return;
    await frame();
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift' });
    const text = onPage({ tag: 'p', textContent: 'A page.' });
    await frame();
    const before = text.getBoundingClientRect().top;
    const element = widget({ transport: 'mock', launcher: 'round' });
    for (const shape of ['rounded', 'pill', 'own', 'none']) {
      element.setAttribute('launcher', shape);
      await until(() => launcherOf(element).dataset['shape'] === shape, shape);
      await frame();
    }
    await element.open();
    await element.close();
    await frame();
    expect(text.getBoundingClientRect().top).to.equal(before);
    shifts.push(...observer.takeRecords());
    observer.disconnect();
    expect(shifts.map(({ entryType }) => entryType)).to.deep.equal([]);
  });
});

describe('a launcher of the page\'s own', () => {
  afterEach(tearDown);

  it('stands in our place, says what it does, opens, closes, and has the focus back', async () => {
    const element = widget({ transport: 'mock', launcher: 'own' });
    const own = onPage({ textContent: 'Talk to us', slot: 'launcher' }, element);
    await until(() => own.ariaExpanded === 'false', 'its state');
    expect(own.getAttribute('aria-haspopup')).to.equal('dialog');
    expect(launcherOf(element).getClientRects()).to.have.length(0);
    expect(innerWidth - own.getBoundingClientRect().right).to.be.closeTo(20, 1);
    own.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => panelOf(element)?.open && element.shadowRoot!.activeElement?.localName === 'textarea', 'the focus in the composer');
    await until(() => own.ariaExpanded === 'true', 'its state');
    await sendKeys({ press: 'Escape' });
    await until(() => document.activeElement === own, 'the focus back');
    expect(own.ariaExpanded).to.equal('false');
    own.click();
    await until(() => element.opened, 'open again');
    own.click();
    await until(() => !element.opened, 'closed by it');
  });

  it('is any element of the page, also one that comes later or lives in a component', async () => {
    const element = widget({ transport: 'mock', launcher: 'none' });
    await settled(element);
    expect(launcherOf(element).getClientRects()).to.have.length(0);
    const host = onPage({ tag: 'div' });
    const inner = document.createElement('button');
    inner.dataset['chatOpen'] = '';
    host.attachShadow({ mode: 'open' }).append(inner);
    inner.click();
    await until(() => panelOf(element)?.open, 'the panel');
    const close = onPage({ tag: 'span', data: { 'data-chat-close': '' } });
    await until(() => close.role === 'button' && close.tabIndex === 0, 'a button for everybody');
    close.focus();
    await sendKeys({ press: ' ' });
    await until(() => !element.opened, 'closed');
    const link = onPage({ tag: 'a', textContent: 'Contact', data: { href: '#contact', 'data-chat-toggle': '' } });
    await until(() => link.ariaExpanded === 'false', 'its state');
    expect(link.role).to.equal(null);
    link.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => element.opened && element.shadowRoot!.activeElement?.localName === 'textarea', 'open by the link');
    expect(location.hash).to.equal('');
    await sendKeys({ press: 'Escape' });
    await until(() => document.activeElement === link, 'the focus at the link');
  });

  it('opens the widget that it names, asks once however often it is pressed, and leaves the others alone', async () => {
    const first = widget({ transport: 'mock', launcher: 'none', id: 'first', site: 'first' });
    const second = widget({ transport: 'mock', launcher: 'none', id: 'second', site: 'second' });
    await settled(first);
    await settled(second);
    const button = onPage({ data: { 'data-chat-open': '#second' } });
    const broken = onPage({ data: { 'data-chat-open': '#[' } });
    broken.click();
    button.click();
    button.click();
    await until(() => panelOf(second)?.open, 'the second');
    button.click();
    await frame();
    expect([first.opened, second.opened]).to.deep.equal([false, true]);
    const prevented = onPage({ data: { 'data-chat-open': '' }, onclick: (event) => event.preventDefault() });
    prevented.click();
    await frame();
    expect(first.opened).to.equal(false);
    onPage({ data: { 'data-chat-open': '' } }).click();
    await until(() => panelOf(first)?.open, 'the first of the page');
  });

  it('loses what we said of it when the widget leaves', async () => {
    const element = widget({ transport: 'mock', launcher: 'none' });
    const button = onPage({ data: { 'data-chat-open': '' } });
    const spans = ['data-chat-open', 'data-chat-close'].map((name) => onPage({ tag: 'span', data: { [name]: '' } }));
    await until(() => button.ariaExpanded === 'false' && spans.every((it) => it.role === 'button'), 'its state');
    element.remove();
    await until(() => button.ariaExpanded === null && button.ariaHasPopup === null, 'nothing left');
    expect(spans.flatMap((it) => it.getAttributeNames())).to.deep.equal(['data-chat-open', 'data-chat-close']);
    button.click();
    same(dockOf(element).querySelector('dialog'), null);
  });

  it('takes the focus back to where it was, where the page has opened the panel and no launcher is seen', async () => {
    const element = widget({ transport: 'mock', launcher: 'none' });
    const field = onPage({ tag: 'input' });
    await settled(element);
    field.focus();
    await element.open();
    same(document.activeElement, field);
    element.shadowRoot!.querySelector('textarea')!.focus();
    await sendKeys({ press: 'Escape' });
    await until(() => document.activeElement === field, 'the focus back');
  });
});
