import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import type { ChatEventDetails } from '../../src/events.js';
import { cleanUp, dockOf, frame, launcherOf, panelOf, until, widget } from './support/fixture.js';

describe('the launcher', () => {
  afterEach(cleanUp);

  it('is a real button whose name stays while aria-expanded flips', async () => {
    const element = widget({ transport: 'mock', brand: 'Juniper' });
    await frame();
    const button = launcherOf(element);
    expect(button.localName).to.equal('button');
    expect(button.ariaLabel).to.equal('Chat with Juniper');
    expect(button.ariaExpanded).to.equal('false');
    await element.open();
    expect(button.ariaExpanded).to.equal('true');
    expect(button.ariaLabel).to.equal('Chat with Juniper');
    expect(button.getAttribute('aria-haspopup')).to.equal('dialog');
    const controls = button.getAttribute('aria-controls');
    expect(element.shadowRoot!.getElementById(controls!) === panelOf(element)).to.equal(true);
  });

  it('opens and closes by mouse and keyboard, and takes the focus back', async () => {
    const element = widget({ transport: 'mock' });
    await frame();
    launcherOf(element).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => panelOf(element)?.open, 'the panel');
    await until(() => element.shadowRoot!.activeElement?.localName === 'textarea', 'focus in the composer');
    await sendKeys({ press: 'Escape' });
    await until(() => !element.opened, 'the panel closes');
    expect(element.shadowRoot!.activeElement).to.equal(launcherOf(element));
  });

  it('begins with the press, unseen, and opens with the click', async () => {
    const element = widget({ transport: 'mock' });
    const told: string[] = [];
    for (const type of ['chat-ready', 'chat-open']) element.addEventListener(type, () => told.push(type));
    await frame();
    const button = launcherOf(element);
    button.dispatchEvent(new PointerEvent('pointerdown'));
    await until(() => panelOf(element) && told.length, 'the chat');
    expect([told, element.opened, element.chat!.state.connection.status]).to.deep.equal([['chat-ready'], false, 'idle']);
    const panel = panelOf(element)!;
    // Laid out, so that the click has little left to do; there for nobody yet.
    const box = panel.getBoundingClientRect();
    expect(box.height).to.be.greaterThan(100);
    expect([panel.open, panel.inert, getComputedStyle(panel).opacity]).to.deep.equal([false, true, '0']);
    expect(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)).not.to.equal(element);
    button.click();
    await until(() => element.opened && panel.open, 'the panel');
    expect(getComputedStyle(panel).display).to.equal('flex');
    await element.close();
    await until(() => getComputedStyle(panel).display === 'none', 'nothing of it');
  });

  it('does not take the focus when the page opens the panel', async () => {
    const element = widget({ transport: 'mock' });
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    await element.open();
    await frame();
    expect(document.activeElement).to.equal(field);
    await element.close();
    expect(document.activeElement).to.equal(field);
    field.remove();
  });

  it('lies in the top layer, above the highest z-index and outside transformed ancestors', async () => {
    document.body.style.transform = 'translateX(40px)';
    const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:red';
    const element = widget({ transport: 'mock' });
    document.body.append(cover);
    await frame();
    const { left, top, right, bottom } = launcherOf(element).getBoundingClientRect();
    expect(document.elementFromPoint((left + right) / 2, (top + bottom) / 2)).to.equal(element);
    expect(innerWidth - right).to.be.closeTo(20, 1);
    expect(innerHeight - bottom).to.be.closeTo(20, 1);
    cover.remove();
    document.body.style.transform = '';
  });

  it('survives a page that resets everything with !important', async () => {
    await frame();
    document.documentElement.style.overflow = 'hidden';
    const before = widget({ transport: 'mock' });
    await frame();
    const clean = launcherOf(before).getBoundingClientRect();
    const color = getComputedStyle(launcherOf(before)).backgroundColor;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { all: unset !important; display: inline !important; opacity: .2 !important;
      position: static !important; font: italic 40px cursive !important; color: red !important;
      visibility: hidden !important; overflow: hidden !important; letter-spacing: 9px !important; text-transform: uppercase !important }`);
    document.adoptedStyleSheets.push(sheet);
    await frame();
    const hostile = launcherOf(before).getBoundingClientRect();
    const style = getComputedStyle(launcherOf(before));
    expect([hostile.x, hostile.y, hostile.width, hostile.height]).to.deep.equal([clean.x, clean.y, clean.width, clean.height]);
    expect(style.backgroundColor).to.equal(color);
    expect(style.visibility).to.equal('visible');
    expect(style.letterSpacing).to.match(/normal|0px/);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => it !== sheet);
    document.documentElement.style.overflow = '';
  });

  it('keeps its size where the page shrinks its root font', async () => {
    const element = widget({ transport: 'mock' });
    document.documentElement.style.fontSize = '62.5%';
    await frame();
    expect(getComputedStyle(dockOf(element)).fontSize).to.equal('16px');
    document.documentElement.style.fontSize = '';
  });

  it('shows and names unread messages, and tells the page', async () => {
    const script = JSON.stringify({ replies: { hello: [{ do: 'say', text: 'One' }], more: [{ do: 'say', text: 'Two' }] } });
    const element = widget({ transport: 'mock', site: crypto.randomUUID(), script, brand: 'Juniper' });
    const counts: number[] = [];
    element.addEventListener('chat-unread-changed', ({ detail }: CustomEvent<ChatEventDetails['chat-unread-changed']>) => counts.push(detail.count));
    await element.send('Hello');
    await until(() => launcherOf(element).ariaLabel === 'Chat with Juniper, 1 unread message', 'one unread message');
    await element.send('More');
    await until(() => launcherOf(element).ariaLabel === 'Chat with Juniper, 2 unread messages', 'two unread messages');
    expect(counts).to.deep.equal([1, 2]);
    expect(launcherOf(element).textContent).to.equal('2');
    expect(element.matches(':state(unread)')).to.equal(true);
    await element.open();
    await until(() => counts.at(-1) === 0, 'nothing unread once seen');
    expect(launcherOf(element).textContent).to.equal('');
  });

  it('hides and shows the whole widget', async () => {
    const element = widget({ transport: 'mock' });
    await element.hide();
    await frame();
    expect(launcherOf(element).getClientRects()).to.have.length(0);
    await element.show();
    await frame();
    expect(launcherOf(element).getClientRects()).to.have.length(1);
  });

  it('fills its container and has no launcher when inline', async () => {
    const box = document.createElement('div');
    box.style.cssText = 'width:500px;height:400px';
    document.body.append(box);
    const element = widget({ transport: 'mock', placement: 'inline' });
    box.append(element);
    await element.open();
    expect(launcherOf(element).getClientRects()).to.have.length(0);
    await Promise.all(element.shadowRoot!.getAnimations().map(({ finished }) => finished));
    const { width, height } = panelOf(element)!.getBoundingClientRect();
    expect([Math.round(width), Math.round(height)]).to.deep.equal([500, 400]);
    box.remove();
  });

  it('can be kept closed, open and silent by the page', async () => {
    const element = widget({ transport: 'mock', site: 'kept-back' });
    const stop = (event: Event): void => event.preventDefault();
    element.addEventListener('chat-open', stop);
    await element.open();
    expect(element.opened).to.equal(false);
    expect(element.hasAttribute('open')).to.equal(false);
    element.removeEventListener('chat-open', stop);
    const seen: string[] = [];
    for (const type of ['chat-open', 'chat-opened', 'chat-close', 'chat-closed']) {
      element.addEventListener(type, () => seen.push(type));
    }
    await element.open();
    element.addEventListener('chat-close', stop);
    await element.close();
    expect(element.opened).to.equal(true);
    element.removeEventListener('chat-close', stop);
    await element.close();
    expect(seen).to.deep.equal(['chat-open', 'chat-opened', 'chat-close', 'chat-close', 'chat-closed']);
    element.addEventListener('chat-send', stop);
    let refused = false;
    await element.send('secret').catch(() => (refused = true));
    expect(refused).to.equal(true);
    expect(element.chat!.state.messages.some(({ author }) => author.role === 'visitor')).to.equal(false);
  });
});
